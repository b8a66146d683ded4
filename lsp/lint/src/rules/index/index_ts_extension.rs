//! An entry with an extension other than `.js`.

use crate::prelude::*;

declare_rule! {
    /// An entry of `index.ts` ends in `.ts` or in another extension that is not `.js`.
    ///
    /// ## Why
    ///
    /// The compiler appends `.js` to everything that does not end in it, and looks for `list.ts.ts`.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=index-unregistered-function
    /// //- /index.ts
    /// import './crm/actions/list.ts';
    /// //- /crm/actions/list.ts createAction
    /// ```
    ///
    /// ```ts fixed
    /// //- /index.ts
    /// import './crm/actions/list.js';
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/actions/list.js';
    /// //- /crm/actions/list.ts createAction
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes `.js`.
    "index-ts-extension" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`getEntryPoints` and `typeCheck` of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Index(check)],
    }
}

/// What people write for the extension of a module.
const EXTENSIONS: [&str; 7] = [".ts", ".tsx", ".mts", ".cts", ".mjs", ".cjs", ".jsx"];

fn check(ctx: &mut IndexContext<'_>) {
    for entry in ctx.registry.entries() {
        let (EntryTarget::Missing(_), Some(extension)) = (&entry.target, extension(&entry.path)) else {
            continue;
        };
        let end = entry.path_span.end();
        let range = TextRange::new(end - TextSize::of(extension), end);
        let message = format!("`{}` becomes `{}.js`, which does not exist", entry.path, entry.path);
        let file = ctx.file;
        ctx.report(entry.path_span.0, message)
            .safe_fix("Write `.js`", file, [TextEdit::replace(range, ".js")]);
    }
}

/// The extension of a path, if it is one that the compiler takes for a part of the name.
pub(super) fn extension(path: &str) -> Option<&'static str> {
    EXTENSIONS.into_iter().find(|extension| path.ends_with(extension))
}
