//! A default export that comes from another file.

use crate::prelude::*;

declare_rule! {
    /// A registered file re-exports the default export of another one.
    ///
    /// ## Why
    ///
    /// It compiles. But the compiler takes the create call away only in the entry itself: in the other file it stays, and with
    /// it `require("nango")`, which the cloud does not have. The function fails there with "Module 'nango' is not allowed",
    /// while a dry run works.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /index.ts
    /// import './crm/actions/list.js';
    /// //- /crm/actions/list.ts
    /// export { default } from '../shared/list.js';
    /// //- /crm/shared/list.ts createAction
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/actions/list.js';
    /// //- /crm/actions/list.ts createAction
    /// ```
    "def-reexported-default" {
        levels: Levels::ERROR,
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`nangoPlugin` of `zeroYaml/compile.ts` (entries only), `require` of the runner's `exec.ts`",
        fix: None,
        reach: Entry,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(export) = &ctx.items.default_export else {
        return;
    };
    if let DefaultForm::ReExport { source } = &export.form {
        let message =
            format!("the create call must stand in this file: in `{source}` it breaks the function in the cloud");
        ctx.report(export.span.0, message);
    }
}
