//! A model that records cannot be kept under.

use project::schema::{Scalar, Schema, SchemaKind};

use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// A model is no object with an `id` that is a plain string.
    ///
    /// ## Why
    ///
    /// Records are kept by `id`. `nango compile` checks types, and takes the class `ZodString` alone: `z.string()` with any
    /// checks and a description. `z.uuid()`, `z.email()`, `z.coerce.string()`, a literal, a union and everything optional,
    /// nullable, defaulted or transformed are other classes; so are unions and wrappers in place of the object.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// const Deal = z.object({ id: z.uuid(), name: z.string() });
    ///
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// const Deal = z.object({ id: z.string().uuid(), name: z.string() });
    ///
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ key: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// const Owned = z.object({ owner: z.string() });
    /// const Deal = Owned.extend({ id: z.string().min(1).describe('The id at the provider') }).passthrough();
    ///
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the check of a format as a method of `z.string()`. For a number it offers `z.string()`, which the code that
    /// makes the records has to follow.
    "model-id" {
        levels: Levels::ERROR,
        reporters: [Compile, Tsc],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#createsync",
        source: "`ZodModel` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    if ctx.create_call().is_none_or(|call| call.kind != FunctionKind::Sync) {
        return;
    }
    let Some(property) = schemas::compared(ctx, "models") else {
        return;
    };
    let models = schemas::shape(ctx, property);
    if models.is_open {
        return;
    }
    if let Value::Object(models) = &property.value {
        for model in &models.properties {
            let name = format!("the model `{}`", model.name);
            if !ctx.is_untyped(model.name_span.0) {
                schemas::report_literal(ctx, model, &name, "a `z.object()` with an `id`");
            }
        }
    }
    for model in &models.fields {
        // TypeScript underlines the key of the model, or `models` if the models are elsewhere.
        let key = if model.key.file == *ctx.file {
            model.key.span.0
        } else {
            property.name_span.0
        };
        if !model.schema.is_retyped && !ctx.is_untyped(key) {
            check_model(ctx, key, &model.name, &model.schema);
        }
    }
}

fn check_model(ctx: &mut FileContext<'_>, key: TextRange, name: &str, schema: &Schema) {
    let Some(class) = schema.class() else { return };
    let SchemaKind::Object(shape, _) = &schema.kind else {
        let message = format!("the model `{name}` is a `{class}`: a model is a `z.object()` with an `id`");
        let file = ctx.file;
        let diagnostic = schemas::report(ctx, key, &schema.place, message);
        if matches!(schema.unwrapped().kind, SchemaKind::Object(..)) {
            schemas::offer_unwrapped(diagnostic, file, schema);
        }
        return;
    };
    let Some(id) = shape.get("id") else {
        if !shape.is_open {
            ctx.report(key, format!("the model `{name}` has no `id`"));
        }
        return;
    };
    let is_plain = matches!(id.schema.kind, SchemaKind::String(Scalar::Plain));
    let Some(class) = id
        .schema
        .class()
        .filter(|_| !is_plain && !id.schema.is_retyped && !shape.is_open)
    else {
        return;
    };
    let (file, zod) = (ctx.file, schemas::zod_name(ctx));
    let message = format!("the `id` of the model `{name}` is a `{class}`: it has to be a plain `z.string()`");
    let diagnostic = schemas::report(ctx, key, &id.value, message);
    schemas::offer_string(diagnostic, file, zod, &id.schema);
    if matches!(id.schema.unwrapped().kind, SchemaKind::String(Scalar::Plain)) {
        schemas::offer_unwrapped(diagnostic, file, &id.schema);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    fn sync(declarations: &str, models: &str) -> String {
        format!(
            "{declarations}export default createSync({{\n    description: 'Syncs deals',\n    version: '1.0.0',\n    \
             frequency: 'every hour',\n    models: {models},\n    exec: async () => {{}}\n}});\n"
        )
    }

    #[track_caller]
    fn id(schema: &str, expected: &str) {
        check(
            &sync("", &format!("{{ Deal: z.object({{ id: {schema} }}) }}")),
            expected,
        );
    }

    #[track_caller]
    fn model(schema: &str, expected: &str) {
        check(&sync("", &format!("{{ Deal: {schema} }}")), expected);
    }

    #[test]
    fn the_class_of_the_id_is_what_counts() {
        for schema in [
            "z.number()",
            "z.uuid()",
            "z.iso.datetime()",
            "z.coerce.string()",
            "z.literal('a')",
            "z.enum(['a'])",
            "z.any()",
            "z.string().optional()",
            "z.string().nullable()",
            "z.string().default('')",
            "z.string().readonly()",
            "z.string().transform((id) => id)",
            "z.string().or(z.string())",
            "z.lazy(() => z.string())",
        ] {
            id(schema, "model-id");
        }
        for schema in [
            "z.string()",
            "z.string().uuid().min(1).describe('The id')",
            "z.string().brand<'Id'>()",
            "z.string().refine((id) => id !== '')",
            "z.string().optional().unwrap()",
            "z.uuid() as any",
            "make()",
        ] {
            id(schema, "");
        }
    }

    #[test]
    fn a_model_is_an_object() {
        let object = "z.object({ id: z.string() })";
        for schema in ["z.record(z.string(), z.string())", "z.any()", "z.object({})"] {
            model(schema, "model-id");
        }
        for method in [
            ".optional()",
            ".readonly()",
            ".partial()",
            ".required()",
            ".or(z.object({}))",
            ".and(z.object({}))",
        ] {
            model(&format!("{object}{method}"), "model-id");
        }
        for method in [
            "",
            ".passthrough()",
            ".refine(() => true)",
            ".extend({ n: z.null() })",
            ".pick({ id: true })",
        ] {
            model(&format!("{object}{method}"), "");
        }
        model("z.object()", "");
        model("z.object({ ...other })", "");
        model("z.object({ id: z.uuid(), ...other })", "");
        model("z.object({ get id() { return z.string(); } })", "");
        model("make()", "");
        model("{ id: z.string() }", "model-id");
        model("null", "model-id");
    }

    #[test]
    fn what_the_type_checker_does_not_compare() {
        let bad = "z.object({ id: z.number() })";
        check(&sync("", &format!("{{ Deal: {bad} }} as any")), "");
        check(&sync("", &format!("{{ Deal: {bad}, ...other }}")), "");
        check(
            &sync(&format!("const Deal: z.ZodObject<any> = {bad};\n"), "{ Deal }"),
            "",
        );
        check(
            &sync(
                &format!("const Deal = {bad};\n"),
                "{\n        // @ts-expect-error not yet\n        Deal\n    }",
            ),
            "",
        );
        check(
            &sync(&format!("const models = {{ Deal: {bad} }};\n"), "models"),
            "model-id",
        );
    }

    #[test]
    fn a_schema_of_another_file_is_reported_here() {
        let files = "//- /crm/models.ts\nimport { z } from 'zod';\nexport const Deal = z.object({ id: z.uuid() });\n\
                     //- /crm/syncs/deals.ts\nimport { createSync } from 'nango';\nimport { Deal } from '../models.js';\n\
                     export default createSync({ description: 'a', version: '1.0.0', frequency: 'every hour', models: { Deal }, exec: async () => {} });\n";
        check(files, "model-id");
    }

    #[test]
    fn fixes_keep_the_check() {
        let after = |schema: &str| fixed(&sync("", &format!("{{ Deal: z.object({{ id: {schema} }}) }}")));
        assert!(
            after("z.iso.datetime().describe('When')")
                .unwrap()
                .contains("id: z.string().datetime().describe('When')")
        );
        assert!(after("z.number()").unwrap().contains("id: z.string() "));
        assert!(
            after("z.string().min(1).optional()")
                .unwrap()
                .contains("id: z.string().min(1) ")
        );
        assert!(after("z.optional(z.string())").unwrap().contains("id: z.string() "));
        assert_eq!(after("z.uuid({ version: 'v7' })"), None);
        assert_eq!(after("z.hex()"), None);
    }
}
