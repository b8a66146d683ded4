//! An entry whose file is no function.

use crate::prelude::*;

declare_rule! {
    /// An entry of `index.ts` points to a file that creates no function.
    ///
    /// ## Why
    ///
    /// Every entry is built as a function, and must have a create call as its default export. Helpers are bundled where
    /// they are imported, and need no entry.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /index.ts
    /// import './crm/mappers/deal.js';
    /// //- /crm/mappers/deal.ts
    /// export const toDeal = (raw: { id: number }) => ({ id: String(raw.id) });
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/actions/list.js';
    /// //- /crm/mappers/deal.ts
    /// export const toDeal = (raw: { id: number }) => ({ id: String(raw.id) });
    /// //- /crm/actions/list.ts createAction
    /// ```
    ///
    /// ## Fix
    ///
    /// Deletes the entry.
    "index-entry-not-function" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`parseIntegrationDefinitions` of `zeroYaml/definitions.ts`, `nangoPlugin` of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Project,
        visits: [Visit::Index(check)],
    }
}

fn check(ctx: &mut IndexContext<'_>) {
    for (at, entry) in ctx.registry.entries().iter().enumerate() {
        let Some(target) = entry.target.file() else { continue };
        let Some(items) = ctx.scope.items(target) else { continue };
        if items.has_errors
            || !items.create_calls.is_empty()
            || ctx.scope.project.function_at(target).is_some()
            || !is_support_file(&ctx.scope, target)
        {
            continue;
        }
        let (file, removal) = (ctx.file, ctx.registry.removal(at));
        let message = format!("`{}` is no function: it has no create call", entry.path);
        ctx.report(entry.path_span.0, message)
            .unsafe_fix("Delete the entry", file, removal);
    }
}

/// Whether a file has nothing of a function: no create call, and not even a default export in the folder of a kind.
pub(in crate::rules) fn is_support_file(scope: &Scope<'_>, file: &FilePath) -> bool {
    let Some(items) = scope.items(file) else { return false };
    let place = scope.place(file);
    let is_in_place = place.split('/').nth(1).and_then(FunctionKind::of_folder).is_some();
    items.create_calls.is_empty() && (items.default_export.is_none() || !is_in_place)
}
