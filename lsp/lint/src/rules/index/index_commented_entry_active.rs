//! An entry in a block comment, which is compiled all the same.

use crate::prelude::*;

declare_rule! {
    /// An entry of `index.ts` stands inside of a block comment or a template literal, and is compiled all the same.
    ///
    /// ## Why
    ///
    /// The compiler matches lines and knows no comments. Only what comes before `import` on its own line, as `//`,
    /// hides an entry from it.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /index.ts
    /// /*
    /// import './crm/actions/list.js';
    /// */
    /// //- /crm/actions/list.ts createAction
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/actions/get.js';
    /// // import './crm/actions/old.js';
    /// //- /crm/actions/get.ts createAction
    /// ```
    ///
    /// ## Fix
    ///
    /// Puts `//` before the line, which takes the function out of what is deployed; or deletes the line.
    "index-commented-entry-active" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`getEntryPoints` of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Project,
        visits: [Visit::Index(check)],
    }
}

fn check(ctx: &mut IndexContext<'_>) {
    for (at, entry) in ctx
        .registry
        .entries()
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.commented)
    {
        let (file, removal) = (ctx.file, ctx.registry.removal(at));
        let message = format!("the compiler knows no comments here: `{}` is registered", entry.path);
        let slashes = TextEdit::insert(entry.span.start(), "// ");
        let diagnostic = ctx.report(entry.span.0, message);
        diagnostic.unsafe_fix("Take it out with `//`", file, [slashes]);
        diagnostic.unsafe_fix("Delete the entry", file, removal);
    }
}
