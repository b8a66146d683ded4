//! An entry that is there twice.

use crate::prelude::*;

declare_rule! {
    /// Two entries of `index.ts` register the same function.
    ///
    /// ## Why
    ///
    /// A sync that is compiled twice defines its models twice, which the compiler refuses. An action is listed twice in
    /// `.nango/nango.json` without a word. `./crm/syncs/deals` and `./crm/syncs/deals.js` are the same; two symbolic links
    /// to one integration are not.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /index.ts
    /// import './crm/syncs/deals.js';
    /// import './crm/syncs/deals.js';
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```ts fixed
    /// //- /index.ts
    /// import './crm/syncs/deals.js';
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/syncs/deals.js';
    /// // import './crm/syncs/deals.js';
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ## Fix
    ///
    /// Deletes the later entry.
    "index-duplicate-entry" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`postValidation` of `zeroYaml/definitions.ts`",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Index(check)],
    }
}

fn check(ctx: &mut IndexContext<'_>) {
    let entries = ctx.registry.entries();
    for (at, entry) in entries.iter().enumerate() {
        let Some(first) = entry.duplicate_of.and_then(|first| entries.get(first)) else {
            continue;
        };
        let (file, removal) = (ctx.file, ctx.registry.removal(at));
        let function = entry.target.file().and_then(|file| ctx.scope.project.function_at(file));
        let is_refused = function.is_none_or(|function| function.kind == FunctionKind::Sync);
        let reporters: &[Reporter] = if is_refused { &[Reporter::Compile] } else { &[] };
        ctx.report(entry.span.0, format!("`{}` is registered twice", entry.path))
            .reported_by(reporters)
            .related(file, first.span.0, "first here")
            .safe_fix("Delete the second entry", file, removal);
    }
}
