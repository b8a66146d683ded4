//! An entry without `.js` among entries with it.

use crate::prelude::*;

declare_rule! {
    /// An entry of `index.ts` leaves `.js` out where most others have it.
    ///
    /// ## Why
    ///
    /// The compiler takes both. A project that writes one form is easier to search, and TypeScript itself wants the
    /// extension in every other import.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /index.ts
    /// import './crm/actions/get.js';
    /// import './crm/actions/list.js';
    /// import './crm/syncs/deals';
    /// //- /crm/actions/get.ts createAction
    /// //- /crm/actions/list.ts createAction
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```ts fixed
    /// //- /index.ts
    /// import './crm/actions/get.js';
    /// import './crm/actions/list.js';
    /// import './crm/syncs/deals.js';
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/actions/get';
    /// //- /crm/actions/get.ts createAction
    /// ```
    ///
    /// ## Fix
    ///
    /// Appends `.js`.
    "index-missing-js-extension" {
        levels: Levels::HINT.strict(Severity::Warning).agent(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "S0: \"Include the .js extension\"; S2, S3 and S4 leave it out",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Index(check)],
    }
}

fn check(ctx: &mut IndexContext<'_>) {
    if !ctx.registry.style().js_extension {
        return;
    }
    for entry in ctx.registry.entries() {
        if entry.path.ends_with(".js") || entry.target.file().is_none() {
            continue;
        }
        let (file, end) = (ctx.file, entry.path_span.end());
        ctx.report(
            entry.path_span.0,
            format!("`{}` has no `.js`, unlike most entries", entry.path),
        )
        .safe_fix("Append `.js`", file, [TextEdit::insert(end, ".js")]);
    }
}
