//! A create call that is not the default export of an entry.

use crate::prelude::*;

declare_rule! {
    /// A file that is bundled into a function has a create call besides the default export of the entry.
    ///
    /// ## Why
    ///
    /// The compiler takes only the create call away that is the default export of the entry. Every other one keeps
    /// `require("nango")` in the bundle. It compiles; in the cloud the function fails with "Module 'nango' is not allowed".
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// const defaults = createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: defaults.exec
    /// });
    /// ```
    ///
    /// ```ts valid
    /// const exec = async () => ({});
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: () => exec()
    /// });
    /// ```
    "def-second-create-call" {
        levels: Levels::ERROR,
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`nangoPlugin` of `zeroYaml/compile.ts`, `require` of the runner's `exec.ts`; S0: one function per file",
        fix: None,
        reach: Bundled,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let is_entry = ctx.is_entry();
    // A function may be imported for its types alone, or be the target of a re-export: `def-reexported-default`.
    if !is_entry && ctx.function.is_some() {
        return;
    }
    let exported = if is_entry {
        ctx.items
            .default_export
            .as_ref()
            .and_then(|export| export.form.create())
    } else {
        None
    };
    let has_default = ctx.items.default_export.is_some();
    for (at, call) in ctx.items.create_calls.iter().enumerate() {
        // Without a default export the first call is meant to be it: `def-missing-default-export`.
        if Some(at) == exported || !call.from_nango || (is_entry && !has_default && at == 0) {
            continue;
        }
        let message = format!(
            "this `{}` keeps `require('nango')` in the bundle, and the function fails in the cloud",
            call.callee
        );
        ctx.report(call.callee_span.0, message);
    }
}
