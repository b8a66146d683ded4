//! A function that `index.ts` does not register.

use super::index_import_not_matched::reason;
use super::{belongs_in_registry, registration, short_path, unregistered};
use crate::prelude::*;

declare_rule! {
    /// A function is not registered in `index.ts`.
    ///
    /// ## Why
    ///
    /// `nango compile` knows no other list: what `index.ts` does not import is not type-checked, not built and not deployed,
    /// and no command says so. Drafts that are left out on purpose are named in `registry.parked` of `nango-lsp.toml`, or
    /// by `// nango-ignore-file index-unregistered-function: parked until …` in the file.
    ///
    /// The finding is shown on the create call, and summed up in `index.ts`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /index.ts
    /// import './crm/actions/get.js';
    /// //- /crm/actions/get.ts createAction
    /// //- /crm/actions/list.ts createAction
    /// ```
    ///
    /// ```ts fixed
    /// //- /index.ts
    /// import './crm/actions/get.js';
    /// import './crm/actions/list.js';
    /// ```
    ///
    /// ```ts valid
    /// //- /nango-lsp.toml
    /// [registry]
    /// parked = ["crm/actions/*"]
    /// //- /index.ts
    /// import './crm/syncs/deals.js';
    /// //- /crm/actions/list.ts createAction
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ## Fix
    ///
    /// Adds the import to `index.ts`: beside those of its integration, with the quotes, the `.js` and the line ends that are
    /// usual there. The finding in `index.ts` registers all at once.
    "index-unregistered-function" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`getEntryPoints` of `zeroYaml/compile.ts`; S0, S2, S3, S4",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::File(check), Visit::Index(sum_up)],
        measured: [125, 12, 12],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let (Some(function), Some(call)) = (ctx.function, ctx.create_call()) else {
        return;
    };
    // Without an `index.ts`, or beside a `nango.yaml`, there is a greater fault.
    if ctx.scope.project.kind() != ProjectKind::Zero || ctx.is_entry() || !belongs_in_registry(&ctx.scope, function) {
        return;
    }
    let project = ctx.scope.project;
    let import = project
        .registry()
        .unmatched()
        .iter()
        .find(|import| import.target.as_ref() == Some(ctx.file));
    match import {
        None => {
            let change = registration(&ctx.scope, &[function]);
            let message = format!(
                "`{}` is not registered in `index.ts`: it is neither compiled nor deployed",
                function.name
            );
            ctx.report(call.callee_span.0, message)
                .fix("Register it in `index.ts`", Applicability::Safe, change);
        }
        Some(import) => {
            let message = format!(
                "`index.ts` imports `{}`, but the compiler does not see it",
                function.name
            );
            let edit = project.registry().canonical(import);
            let diagnostic = ctx.report(call.callee_span.0, message);
            diagnostic.related(project.index_path(), import.span.0, reason(import.why));
            if edit.is_some() {
                diagnostic.safe_fix("Write the import as the compiler reads it", project.index_path(), edit);
            }
        }
    }
}

/// How many places a summary points to: a list of hundreds is read by nobody.
const RELATED: usize = 20;

fn sum_up(ctx: &mut IndexContext<'_>) {
    // Where nothing at all is registered, `index-no-entry-points` says so, with the same fix.
    if ctx.registry.entries().is_empty() {
        return;
    }
    let scope = ctx.scope;
    let missing = unregistered(&scope);
    if missing.is_empty() {
        return;
    }
    let number = words::count(missing.len(), "function");
    let names: Vec<String> = missing.iter().map(|function| short_path(&scope, function)).collect();
    let names = words::list_briefly(names.iter().map(String::as_str));
    let verb = if missing.len() == 1 { "is" } else { "are" };
    let change = registration(&scope, &missing);
    let diagnostic = ctx.report(
        TextRange::empty(TextSize::new(0)),
        format!("{number} {verb} not registered: {names}"),
    );
    diagnostic.fix(format!("Register {number}"), Applicability::Safe, change);
    for function in missing.iter().take(RELATED) {
        let call = scope.items(&function.file).and_then(|items| items.function());
        let range = call.map_or(TextRange::default(), |call| call.callee_span.0);
        diagnostic.related(&function.file, range, format!("`{}`", function.name));
    }
}
