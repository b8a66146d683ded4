//! An entry without a file.

use super::index_ts_extension;
use crate::prelude::*;

declare_rule! {
    /// An entry of `index.ts` points to a file that does not exist.
    ///
    /// ## Why
    ///
    /// The compiler takes every entry for the root of a program: a missing one ends it. Upper and lower case count, also
    /// where the file system of the author does not tell them apart.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /index.ts
    /// import './crm/actions/get.js';
    /// import './crm/actions/gett.js';
    /// //- /crm/actions/get.ts createAction
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/actions/get.js';
    /// //- /crm/actions/get.ts createAction
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the path of the function that was probably meant, or deletes the entry.
    "index-missing-file" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`typeCheck` of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Project,
        visits: [Visit::Index(check)],
    }
}

fn check(ctx: &mut IndexContext<'_>) {
    for (at, entry) in ctx.registry.entries().iter().enumerate() {
        let EntryTarget::Missing(path) = &entry.target else {
            continue;
        };
        if index_ts_extension::extension(&entry.path).is_some() {
            continue;
        }
        let meant = ctx.scope.project.did_you_mean(entry);
        let (file, removal) = (ctx.file, ctx.registry.removal(at));
        let message = format!("there is no file `{}`", ctx.scope.place(path));
        let diagnostic = ctx.report(entry.path_span.0, message);
        if let Some(meant) = meant {
            let title = format!("Write `{meant}`");
            diagnostic.unsafe_fix(title, file, [TextEdit::replace(entry.path_span.0, meant)]);
        }
        diagnostic.unsafe_fix("Delete the entry", file, removal);
    }
}
