//! What `nango compile` reports and no other rule knows.

use crate::prelude::*;

declare_rule! {
    /// `nango compile` refuses the project, and says this.
    ///
    /// ## Why
    ///
    /// The compiler has run: under `nango-lsp check --with-cli`, or before a dry run in an editor. What it reports is shown
    /// where the fault is, which is not always where the compiler says: of a helper it names the function that bundles it, of
    /// a definition no line, and of calls in the wrong order the line below.
    ///
    /// What another rule finds too is shown as that rule's, with the words of the compiler beside it. The compiler stops at
    /// the first fault after the type check, so that there may be more of them.
    ///
    /// ## Example
    ///
    /// ```ts valid
    /// //- /crm/actions/list.ts createAction
    /// ```
    "cli-compile-error" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`compileAllFunctions` of `zeroYaml/compile.ts`",
        fix: None,
        reach: Project,
        visits: [Visit::Cli],
    }
}
