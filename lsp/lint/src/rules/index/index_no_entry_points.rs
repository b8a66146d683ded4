//! `index.ts` registers nothing.

use super::{registration, unregistered};
use crate::prelude::*;

declare_rule! {
    /// `index.ts` has no line that the compiler takes for an entry.
    ///
    /// ## Why
    ///
    /// `nango compile` does not read `index.ts` as TypeScript: it matches lines of the form `import './path'` at the very
    /// start of a line. Without one it ends with "No entry points found in index.ts".
    ///
    /// ## Example
    ///
    /// ```ts invalid also=index-unregistered-function
    /// //- /index.ts
    /// // Functions are listed here.
    /// //- /crm/actions/list.ts createAction
    /// ```
    ///
    /// ```ts fixed
    /// //- /index.ts
    /// // Functions are listed here.
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
    /// Registers every function of the project.
    "index-no-entry-points" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`getEntryPoints` of `zeroYaml/compile.ts`, `importRegex` of `zeroYaml/constants.ts`; S0",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Index(check)],
    }
}

fn check(ctx: &mut IndexContext<'_>) {
    if !ctx.registry.entries().is_empty() {
        return;
    }
    let missing = unregistered(&ctx.scope);
    let change = registration(&ctx.scope, &missing);
    let title = format!("Register {}", words::count(missing.len(), "function"));
    let message = "`index.ts` registers nothing: no line is an import as the compiler reads it";
    let diagnostic = ctx.report(TextRange::empty(TextSize::new(0)), message);
    if !missing.is_empty() {
        diagnostic.fix(title, Applicability::Safe, change);
    }
}
