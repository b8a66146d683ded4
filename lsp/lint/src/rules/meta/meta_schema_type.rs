//! Metadata that is no object.

use project::schema::{Schema, SchemaKind};

use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// The schema of the metadata is neither an object nor `z.void()`.
    ///
    /// ## Why
    ///
    /// `nango compile` checks types, and takes `ZodObject` and `ZodVoid`: no `.optional()`, no union, no record. Optional
    /// are the fields.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     metadata: z.record(z.string(), z.string()),
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     metadata: z.object({ team: z.string().optional() }).passthrough(),
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Offers to take `.optional()` and its like away, and to make a schema of an object of schemas.
    "meta-schema-type" {
        levels: Levels::ERROR,
        reporters: [Compile, Tsc],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`ZodMetadata` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(property) = schemas::compared(ctx, "metadata") else {
        return;
    };
    schemas::report_literal(ctx, property, "the metadata", "a `z.object()`");
    let schema = schemas::schema(ctx, property);
    let is_accepted = |schema: &Schema| matches!(schema.kind, SchemaKind::Object(..) | SchemaKind::Void);
    let Some(class) = schema.class().filter(|_| !is_accepted(&schema) && !schema.is_retyped) else {
        return;
    };
    let file = ctx.file;
    let message = format!("the metadata is a `{class}`: it has to be a `z.object()`");
    let diagnostic = schemas::report(ctx, property.name_span.0, &schema.place, message);
    if is_accepted(schema.unwrapped()) {
        schemas::offer_unwrapped(diagnostic, file, &schema);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, fixed};

    #[test]
    fn classes() {
        for schema in [
            "z.object({}).optional()",
            "z.object({}).nullable()",
            "z.object({}).readonly()",
            "z.union([z.object({}), z.void()])",
            "z.object({}).and(z.object({}))",
            "z.any()",
            "z.undefined()",
            "z.string()",
            "z.lazy(() => z.object({}))",
        ] {
            check(&action(&format!("metadata: {schema}")), "meta-schema-type");
        }
        for schema in [
            "z.object({ at: z.date() }).refine(() => true)",
            "z.strictObject({})",
            "z.object()",
            "z.void().describe('None')",
            "undefined",
            "z.string() as any",
            "make()",
        ] {
            check(&action(&format!("metadata: {schema}")), "");
        }
    }

    #[test]
    fn an_object_of_schemas_is_no_schema() {
        check(&action("metadata: null"), "meta-schema-type");
        check(&action("metadata: { team: z.string() } as any"), "");
        check(
            &action("metadata: {\n // @ts-expect-error later\n team: z.string() }"),
            "",
        );
        let after = fixed(&action("metadata: { team: z.string() }")).unwrap();
        assert!(after.contains("metadata: z.object({ team: z.string() })"));
    }

    #[test]
    fn the_wrapper_goes() {
        let after = fixed(&action("metadata: z.object({}).nullable().optional()")).unwrap();
        assert!(after.contains("metadata: z.object({})\n"));
    }
}
