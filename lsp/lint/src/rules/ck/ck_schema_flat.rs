//! A checkpoint that holds more than strings, numbers and booleans.

use project::schema::{Scalar, Schema, SchemaKind};

use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// The schema of a checkpoint is no object of plain strings, numbers and booleans.
    ///
    /// ## Why
    ///
    /// `nango compile` checks types, and takes `z.string()`, `z.number()` and `z.boolean()` with any checks, and nothing
    /// else: no `.optional()`, `.nullable()` or `.default()`, no enum, no date, no `z.iso.datetime()`. A checkpoint is
    /// written as a whole: what is not known yet is `''` or `0`. Some examples of the documentation have optional fields;
    /// they do not compile.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ since: z.iso.datetime(), page: z.number() }),
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ since: z.string().datetime(), page: z.number() }),
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ cursor: z.string().optional() }),
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
    ///     checkpoint: z.object({ cursor: z.string().min(1), page: z.int().describe('The next one'), done: z.boolean() }),
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the check of a format as a method of `z.string()`. It offers to take `.optional()` and its like away: then the
    /// code has to write every field.
    "ck-schema-flat" {
        levels: Levels::ERROR,
        reporters: [Compile, Tsc],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`ZodCheckpoint` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(property) = schemas::compared(ctx, "checkpoint") else {
        return;
    };
    schemas::report_literal(ctx, property, "the checkpoint", "a `z.object()`");
    let schema = schemas::schema(ctx, property);
    let key = property.name_span.0;
    let Some(class) = schema.class().filter(|_| !schema.is_retyped) else {
        return;
    };
    let (file, zod) = (ctx.file, schemas::zod_name(ctx));
    let SchemaKind::Object(shape, _) = &schema.kind else {
        let message =
            format!("the checkpoint is a `{class}`: it has to be a `z.object()` of strings, numbers and booleans");
        let diagnostic = schemas::report(ctx, key, &schema.place, message);
        if matches!(schema.unwrapped().kind, SchemaKind::Object(..)) {
            schemas::offer_unwrapped(diagnostic, file, &schema);
        }
        return;
    };
    if shape.is_open {
        return;
    }
    for field in &shape.fields {
        let schema = &field.schema;
        let Some(class) = schema.class().filter(|_| !is_accepted(schema)) else {
            continue;
        };
        let message = format!(
            "`{}` is a `{class}`: a checkpoint holds plain `z.string()`, `z.number()` and `z.boolean()`",
            field.name
        );
        let diagnostic = schemas::report(ctx, key, &field.value, message);
        schemas::offer_string(diagnostic, file, zod, schema);
        if is_accepted(schema.unwrapped()) {
            schemas::offer_unwrapped(diagnostic, file, schema);
        }
    }
}

/// Whether TypeScript may accept it. Of `z.coerce.boolean()` it depends on where it is written.
fn is_accepted(schema: &Schema) -> bool {
    match schema.kind {
        _ if schema.is_retyped => true,
        SchemaKind::Unknown | SchemaKind::Boolean(_) => true,
        SchemaKind::String(class) => class == Scalar::Plain,
        SchemaKind::Number(class) => class != Scalar::Coerced,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, fixed};

    #[track_caller]
    fn field(schema: &str, expected: &str) {
        check(&action(&format!("checkpoint: z.object({{ at: {schema} }})")), expected);
    }

    #[test]
    fn fields() {
        for schema in [
            "z.string().optional()",
            "z.string().nullable()",
            "z.string().default('')",
            "z.number().catch(0)",
            "z.string().readonly()",
            "z.iso.datetime()",
            "z.uuid()",
            "z.coerce.number()",
            "z.date()",
            "z.bigint()",
            "z.null()",
            "z.any()",
            "z.literal('a')",
            "z.enum(['a'])",
            "z.union([z.string(), z.number()])",
            "z.object({})",
            "z.array(z.string())",
            "z.stringbool()",
        ] {
            field(schema, "ck-schema-flat");
        }
        for schema in [
            "z.string().datetime().min(1).describe('When')",
            "z.number().int()",
            "z.int32()",
            "z.boolean().refine(() => true)",
            "z.string().brand<'At'>()",
            "z.coerce.boolean()",
            "z.date() as any",
            "make()",
        ] {
            field(schema, "");
        }
    }

    #[test]
    fn the_object() {
        let object = "checkpoint: z.object({ at: z.string() })";
        for method in [
            ".partial()",
            ".required()",
            ".optional()",
            ".readonly()",
            ".default({ at: '' })",
            ".or(z.object({}))",
        ] {
            check(&action(&format!("{object}{method}")), "ck-schema-flat");
        }
        for method in [
            "",
            ".passthrough()",
            ".catchall(z.date())",
            ".extend({ n: z.number() })",
            ".omit({ at: true })",
        ] {
            check(&action(&format!("{object}{method}")), "");
        }
        check(
            &action("checkpoint: z.record(z.string(), z.string())"),
            "ck-schema-flat",
        );
        check(&action("checkpoint: undefined"), "");
        check(&action("checkpoint: null"), "ck-schema-flat");
        check(&action("checkpoint: { at: z.string() }"), "ck-schema-flat");
        check(&action("checkpoint: z.object({ at: z.date(), ...other })"), "");
        check(&action("checkpoint: z.object({ at: z.date() }) as any"), "");
    }

    #[test]
    fn every_field_is_reported() {
        field("z.date(), to: z.date()", "ck-schema-flat ck-schema-flat");
    }

    #[test]
    fn fixes() {
        let after = |schema: &str| fixed(&action(&format!("checkpoint: z.object({{ at: {schema} }})"))).unwrap();
        assert!(after("z.string().nullish()").contains("at: z.string() "));
        assert!(after("z.date()").contains("at: z.string() "));
        let constant = "const At = z.string();\n".to_owned() + &action("checkpoint: z.object({ at: At.optional() })");
        assert_eq!(fixed(&constant), None);
    }
}
