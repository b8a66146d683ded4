//! A create call whose argument is no object literal.

use crate::prelude::*;

declare_rule! {
    /// The argument of a create call is not an object literal.
    ///
    /// ## Why
    ///
    /// The compiler looks at the syntax alone: a variable, a call, and a literal behind `as` or `satisfies` are refused with
    /// "Invalid function parameter, should be an object". A spread inside of the literal is accepted.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// } as any);
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
    /// ```ts valid
    /// const shared = { version: '1.0.0', input: z.object({}), output: z.object({}) };
    ///
    /// export default createAction({
    ///     ...shared,
    ///     description: 'Lists deals',
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Takes a cast away.
    "def-arg-not-object-literal" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`nangoPlugin` (`ExportDefaultDeclaration`) of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Safe),
        reach: Entry,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(call) = ctx.create_call() else { return };
    let (file, name) = (ctx.file, &call.callee);
    match &call.argument {
        Argument::Object(_) => {}
        Argument::Cast {
            definition: Some(_),
            cast_span,
        } => {
            ctx.report(
                cast_span.0,
                format!("the compiler does not look through a cast: `{name}` needs a bare object literal"),
            )
            .safe_fix("Remove the cast", file, [TextEdit::delete(cast_span.0)]);
        }
        Argument::Cast {
            definition: None,
            cast_span: range,
        }
        | Argument::Other(range) => {
            ctx.report(range.0, format!("`{name}` needs an object literal"));
        }
        Argument::Identifier(argument) => {
            ctx.report(
                argument.span.0,
                format!("`{name}` needs an object literal, not the variable `{}`", argument.text),
            );
        }
        Argument::Missing => {
            ctx.report(call.callee_span.0, format!("`{name}` needs an object literal"));
        }
    }
}
