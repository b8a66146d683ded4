//! An action that promises nothing.

use project::schema::SchemaKind;

use super::is_action;
use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// The output of an action is `z.any()` or `z.unknown()`.
    ///
    /// ## Why
    ///
    /// Who calls the action, a person or a model, learns from the schema what comes back. `z.any()` says nothing, and a dry run with
    /// `--validate` lets everything pass.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.any(),
    ///     exec: async () => ({ name: 'New' })
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({ name: z.string() }),
    ///     exec: async () => ({ name: 'New' })
    /// });
    /// ```
    "act-output-any" {
        levels: Levels::OFF.strict(Severity::Warning).agent(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/action-functions",
        source: "S4; `zodToJsonSchema` of the CLI",
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
    let word = match schema.unwrapped().kind {
        SchemaKind::Any => "z.any()",
        SchemaKind::AnyUnknown => "z.unknown()",
        _ => return,
    };
    let message = format!("`{word}` tells nobody what the action gives");
    schemas::report(ctx, output.name_span.0, &schema.unwrapped().place, message);
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn what_says_nothing() {
        check(&action("output: z.unknown()"), "act-output-any");
        check(&action("output: z.any().optional()"), "act-output-any");
        check(
            &("const Deal = z.any();\n".to_owned() + &action("output: Deal")),
            "act-output-any",
        );
        check(&action("output: z.object({ deal: z.any() })"), "");
        check(&action("input: z.any()"), "");
    }
}
