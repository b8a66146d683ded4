//! A function that lies in no folder of a kind.

use super::kind_folder;
use crate::prelude::*;
use crate::rules::proj;

declare_rule! {
    /// A function does not lie at `<integration>/<kind>/<name>.ts`.
    ///
    /// ## Why
    ///
    /// It compiles wherever it is. Dry runs and deployments look at exactly that path, with `actions`, `syncs`, `on-events` or
    /// `functions` for the kind: a function in a deeper folder, or directly in its integration, is not found.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /index.ts
    /// import './crm/actions/v2/create.js';
    /// //- /crm/actions/v2/create.ts createAction
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/actions/create-v2.js';
    /// //- /crm/actions/create-v2.ts createAction
    /// ```
    "fs-function-path-shape" {
        levels: Levels::ERROR,
        reporters: [Deploy, Dryrun],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`loadScriptFiles` of `zeroYaml/deploy.ts`, `run` of `services/dryrun.service.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::File(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let (Some(function), Some(call)) = (ctx.function, ctx.create_call()) else {
        return;
    };
    if kind_folder(function).is_some() || proj::is_nested(&ctx.scope, function) {
        return;
    }
    // A create call in a support folder that nobody registers may be there to be copied from.
    let folder = function.folder.as_deref().unwrap_or_default();
    let is_meant = folder
        .split('/')
        .any(|segment| FunctionKind::of_folder(segment).is_some());
    if !ctx.is_entry() && !is_meant {
        return;
    }
    let kind = function.kind.folder();
    let message = format!(
        "dry runs and deployments look for `<integration>/{kind}/{}.ts`, and do not find it here",
        function.name
    );
    ctx.report(call.callee_span.0, message);
}
