//! A schema that says nothing.

use project::items::ZodWord;
use project::schema::{Schema, SchemaKind};

use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// A model or an output holds what JSON does not have: a map, a set, a bigint, what a transformation gives.
    ///
    /// ## Why
    ///
    /// In the JSON schema that is deployed it is `{}`, which accepts everything: nothing is validated there, and who reads the schema learns
    /// nothing. A map and a set arrive as `{}`, and a bigint fails.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({ stages: z.map(z.string(), z.number()) }),
    ///     exec: async () => ({ stages: new Map([['open', 1]]) })
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({ stages: z.record(z.string(), z.number()) }),
    ///     exec: async () => ({ stages: { open: 1 } })
    /// });
    /// ```
    "zod-unrepresentable-output" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/data-validation",
        source: "`unrepresentable: 'any'` of `zodSchemaToJsonSchema` (`zeroYaml/json-schema.ts`)",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [7, 7, 7],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    for given in schemas::given(ctx, |schema| name(schema).is_some()) {
        let Some(name) = name(&given.schema) else { continue };
        let message = format!("{name} is `{{}}` in the JSON schema, which accepts everything");
        schemas::report(ctx, given.key, &given.schema.origin, message);
    }
}

/// What a schema is that JSON does not have, in words.
fn name(schema: &Schema) -> Option<&'static str> {
    Some(match &schema.kind {
        SchemaKind::Map(..) => "a map",
        SchemaKind::Set(_) => "a set",
        SchemaKind::BigInt(_) => "a bigint",
        // What is handed to `pipe` has a place of its own.
        SchemaKind::Pipe(_, out) if out.kind == SchemaKind::Unknown && out.place == schema.place => {
            "what a transformation gives"
        }
        SchemaKind::Other(ZodWord::Custom | ZodWord::InstanceOf) => "what a function checks",
        SchemaKind::Other(ZodWord::Function) => "a function",
        SchemaKind::Other(ZodWord::Symbol) => "a symbol",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn what_json_does_not_have() {
        let rule = "zod-unrepresentable-output";
        for schema in [
            "z.set(z.string())",
            "z.bigint().optional()",
            "z.string().transform((text) => text.length)",
            "z.array(z.custom<string>())",
        ] {
            check(&action(&format!("output: z.object({{ a: {schema} }})")), rule);
        }
        for schema in [
            "z.string().transform((text) => text.length).pipe(z.number())",
            "z.string().pipe(other)",
            "z.preprocess((it) => it, z.number())",
            "z.templateLiteral(['a', z.string()])",
            "z.unknown()",
        ] {
            check(&action(&format!("output: z.object({{ a: {schema} }})")), "");
        }
        check(&action("input: z.object({ a: z.map(z.string(), z.string()) })"), "");
    }
}
