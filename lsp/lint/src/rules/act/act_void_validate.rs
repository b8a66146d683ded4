//! An action that gives nothing and says so with `z.void()`.

use project::schema::SchemaKind;

use super::is_action;
use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// The output of an action is `z.void()`.
    ///
    /// ## Why
    ///
    /// `z.void()` becomes the JSON schema of `null`, and an action that returns nothing returns `undefined`: a dry run with
    /// `--validate` or `--save` fails with `invalid_action_output`. An input of `z.void()` is fine, if the dry run gets
    /// `--input null`, as ours does.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Archives deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.void(),
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Archives deals',
    ///     version: '1.0.0',
    ///     input: z.void(),
    ///     output: z.object({ archived: z.boolean() }),
    ///     exec: async () => ({ archived: true })
    /// });
    /// ```
    "act-void-validate" {
        levels: Levels::HINT,
        reporters: [Dryrun],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`validateData` of `@nangohq/runner-sdk`; `zodToJsonSchema` of the CLI",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [2, 2, 2],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    if !is_action(ctx) {
        return;
    }
    let Some(output) = ctx.property("output") else { return };
    let schema = schemas::schema(ctx, output);
    if matches!(schema.kind, SchemaKind::Void) {
        let message =
            "an action that returns nothing fails a dry run with `--validate`: `z.void()` is checked as `null`";
        schemas::report(ctx, output.name_span.0, &schema.place, message.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn only_the_output() {
        check(&action("input: z.void()"), "");
        check(&action("output: z.null()"), "");
        check(
            &("const Nothing = z.void();\n".to_owned() + &action("output: Nothing")),
            "act-void-validate",
        );
        check(&action("output: z.void().optional()"), "");
    }
}
