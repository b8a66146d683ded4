//! A checkpoint that is saved with what it cannot hold.

use project::items::{SavedKind, SavedObject, SdkType};
use project::schema::{Schema, SchemaKind};

use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// `saveCheckpoint` is handed something that is no string, number or boolean.
    ///
    /// ## Why
    ///
    /// A checkpoint is kept as JSON, one level deep. `nango compile` refuses what the schema does not take, and where a cast
    /// hides it the run fails with `Invalid checkpoint`. `null` and `undefined` do not clear a field: write `''` or `0`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ since: z.string() }),
    ///     exec: async (nango) => {
    ///         await nango.getCheckpoint();
    ///         await nango.saveCheckpoint({ since: new Date() });
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ since: z.string() }),
    ///     exec: async (nango) => {
    ///         await nango.getCheckpoint();
    ///         await nango.saveCheckpoint({ since: new Date().toISOString() });
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ since: z.string(), page: z.number() }),
    ///     exec: async (nango) => {
    ///         await nango.getCheckpoint();
    ///         await nango.saveCheckpoint({ since: new Date().toISOString(), page: 0 });
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes a date as text, or as a number where the schema has one.
    "ck-nonprimitive-value" {
        levels: Levels::ERROR,
        reporters: [Compile, Tsc, Runtime],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`validateCheckpoint` and `NangoActionBase.saveCheckpoint` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let items = ctx.items;
    let typed = items.calls.iter().filter(|call| call.sdk == Some(SdkType::Definition));
    let mut saved = typed
        .filter_map(|call| call.saved.as_ref())
        .filter(|saved| !saved.is_cast && (saved.kind.is_some() || !saved.objects.is_empty()))
        .peekable();
    if saved.peek().is_none() || items.create_calls.len() != 1 {
        return;
    }
    let Some(property) = schemas::compared(ctx, "checkpoint") else {
        return;
    };
    let schema = schemas::schema(ctx, property);
    let SchemaKind::Object(shape, _) = &schema.kind else {
        return;
    };
    if schema.is_retyped || shape.is_open || shape.fields.is_empty() {
        return;
    }
    for saved in saved {
        if let Some(kind) = saved.kind.filter(|_| !ctx.is_untyped(saved.span.0)) {
            let message = format!(
                "the checkpoint is {}: it is saved as an object of its fields",
                name(kind)
            );
            ctx.report(saved.span.0, message);
        }
        for object in &saved.objects {
            // What is wrong with the schema is said there.
            let field = shape.get(&object.name.text).map(|field| &field.schema);
            if let Some(field) = field.filter(|field| !field.is_retyped && is_primitive(field)) {
                report(ctx, object, field);
            }
        }
    }
}

fn name(kind: SavedKind) -> &'static str {
    match kind {
        SavedKind::Null => "`null`",
        SavedKind::Undefined => "`undefined`",
        SavedKind::Object => "an object",
        SavedKind::Array => "an array",
        SavedKind::Function => "a function",
        SavedKind::Date { .. } => "a `Date`",
        SavedKind::Other => "an object of a class",
    }
}

fn report(ctx: &mut FileContext<'_>, object: &SavedObject, field: &Schema) {
    // TypeScript underlines the key.
    if ctx.is_untyped(object.name.span.0) {
        return;
    }
    let file = ctx.file;
    let message = format!(
        "`{}` is {}: a checkpoint holds strings, numbers and booleans",
        object.name.text,
        name(object.kind)
    );
    let diagnostic = ctx.report(object.span.0, message);
    if let SavedKind::Date { has_parens } = object.kind {
        let parens = if has_parens { "" } else { "()" };
        let insert = |method: &str| TextEdit::insert(object.span.end(), format!("{parens}.{method}()"));
        match field.kind {
            SchemaKind::String(_) => {
                diagnostic.safe_fix("Save it as text", file, [insert("toISOString")]);
            }
            SchemaKind::Number(_) => {
                diagnostic.unsafe_fix("Save it as a number", file, [insert("getTime")]);
            }
            _ => {}
        }
    }
}

fn is_primitive(field: &Schema) -> bool {
    matches!(
        field.kind,
        SchemaKind::String(_) | SchemaKind::Number(_) | SchemaKind::Boolean(_)
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, fixed};

    fn saving(argument: &str, checkpoint: &str) -> String {
        action(&format!(
            "checkpoint: {checkpoint}, exec: async (nango) => {{ await nango.saveCheckpoint({argument}); return {{}}; }}"
        ))
    }

    const FLAT: &str = "z.object({ at: z.string(), n: z.number() })";

    #[test]
    fn values() {
        for value in [
            "null",
            "undefined",
            "void 0",
            "[]",
            "{}",
            "new Date()",
            "(new Date())",
            "new Map()",
            "/a/",
            "() => ''",
        ] {
            check(
                &saving(&format!("{{ at: {value}, n: 1 }}"), FLAT),
                "ck-nonprimitive-value",
            );
        }
        check(
            &saving("{ at() { return ''; }, n: null }", FLAT),
            "ck-nonprimitive-value ck-nonprimitive-value",
        );
        for value in [
            "''",
            "null!",
            "null as any",
            "read()",
            "new Custom()",
            "String(new Date())",
            "`a`",
        ] {
            check(&saving(&format!("{{ at: {value}, n: 1 }}"), FLAT), "");
        }
    }

    #[test]
    fn what_typescript_compares() {
        check(&saving("{ at: null } as any", FLAT), "");
        check(&saving("{ at: null, n: 1 }", &format!("{FLAT} as any")), "");
        check(&saving("{ at: null, n: 1 }", "make()"), "");
        check(&saving("{ more: null }", "z.object({}).passthrough()"), "");
        check(&saving("{\n // @ts-expect-error later\n at: null, n: 1 }", FLAT), "");
        check(&saving("{ ...rest, at: null }", FLAT), "ck-nonprimitive-value");
    }

    #[test]
    fn the_whole_argument() {
        for argument in ["null", "undefined", "new Date()", "[]", "() => ({})"] {
            check(&saving(argument, FLAT), "ck-nonprimitive-value");
        }
        for argument in ["null as any", "read()", "'a'"] {
            check(&saving(argument, FLAT), "");
        }
        check(&saving("[]", "z.object({})"), "");
    }

    #[test]
    fn the_schema_is_the_fault() {
        check(
            &saving("{ at: null }", "z.object({ at: z.string().nullable() })"),
            "ck-schema-flat",
        );
    }

    #[test]
    fn dates() {
        let after = |argument: &str| fixed(&saving(argument, FLAT)).unwrap();
        assert!(after("{ at: new Date, n: 1 }").contains("at: new Date().toISOString(), "));
        assert!(after("{ at: (new Date(0)), n: 1 }").contains("at: (new Date(0)).toISOString(), "));
        assert!(after("{ at: '', n: new Date() }").contains("n: new Date().getTime() }"));
    }
}
