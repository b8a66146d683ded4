//! A definition without a version, or with one that is none.

use super::add_property;
use crate::prelude::*;

declare_rule! {
    /// A definition has no `version`, or one that is not of the form `1.2.3`.
    ///
    /// ## Why
    ///
    /// The dashboard shows it beside every run, and it tells two deployments apart. Without one it is empty.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: 'v1',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '2.0.1',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Adds `version: '1.0.0'` behind the description.
    "def-version" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`parseSync` and `parseAction` of `zeroYaml/definitions.ts`; every seed sets it",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [8, 8, 8],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(call) = ctx.create_call() else { return };
    let Some(object) = call.definition() else { return };
    // `createFunction` has none.
    if call.kind == FunctionKind::Function {
        return;
    }
    match object.get("version") {
        Some(property) => {
            if let Value::String(version) = &property.value
                && !is_version(version)
            {
                ctx.report(
                    property.value_span.0,
                    format!("`{version}` is not a version of the form `1.2.3`"),
                );
            }
        }
        None if object.is_closed() => {
            let (file, edit) = (
                ctx.file,
                add_property(ctx, object, Some("description"), "version: '1.0.0'"),
            );
            ctx.report(call.callee_span.0, "the definition has no `version`")
                .safe_fix("Add `version: '1.0.0'`", file, [edit]);
        }
        None => {}
    }
}

fn is_version(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split('.').count() == 3 && text.split('.').all(is_number)
}
