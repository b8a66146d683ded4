//! What to hand a dry run as `--input`: read off the schema of an action.

use lint::Analysis;
use project::schema::{JsonValue, Schema, SchemaKind, Wrapper};
use project::{ArgumentKind, FilePath, FunctionKind};

use crate::example::{Extent, example};

/// What the input of a function has to be. A dry run of an action always gets one (seed S0: never omit `--input`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputNeed {
    /// A sync or another function without input.
    None,
    /// `null` does: `z.void()`, `z.null()`, a nullable schema, or one that takes anything.
    Null,
    /// The schema says it all: `{}` for an object none of whose keys is required, or one with the defaults, which are
    /// required where the CLI validates.
    Known {
        /// As JSON.
        json: String,
    },
    /// It takes a value that only the user knows.
    Required {
        /// A JSON text of the right form: every required key, with an example or an empty value.
        skeleton: String,
    },
    /// The schema cannot be read from here.
    Unknown,
}

/// What the function in `file` needs as its input. The schema is followed through constants of the file and of the files
/// that it imports; what cannot be followed is `Unknown`.
pub fn dryrun_input(analysis: &Analysis, file: &FilePath) -> InputNeed {
    let function = analysis.workspace.file(file).and_then(|file| file.items.function());
    match function {
        None => InputNeed::Unknown,
        Some(function) if function.kind != FunctionKind::Action => InputNeed::None,
        Some(_) => match Schema::of_argument(&analysis.workspace, file, ArgumentKind::Input) {
            Some(schema) => need(&schema),
            None => InputNeed::Unknown,
        },
    }
}

fn need(schema: &Schema) -> InputNeed {
    let value = schema.input();
    if matches!(value.kind, SchemaKind::Void | SchemaKind::Undefined) || schema.fit(&JsonValue::Null).is_certain() {
        return InputNeed::Null;
    }
    if is_open(value) {
        return InputNeed::Unknown;
    }
    let minimal = example(schema, Extent::Minimal);
    match minimal.is_sure && says_it_all(schema) {
        true => InputNeed::Known { json: minimal.json() },
        false => InputNeed::Required {
            skeleton: minimal.json(),
        },
    }
}

/// Whether there may be keys that cannot be seen from here.
fn is_open(schema: &Schema) -> bool {
    match &schema.input().kind {
        SchemaKind::Object(shape, _) => shape.is_open,
        SchemaKind::Intersection(a, b) => is_open(a) || is_open(b),
        _ => false,
    }
}

/// Whether nothing in the minimal value is the user's to say.
fn says_it_all(schema: &Schema) -> bool {
    match &schema.kind {
        _ if schema.accepts_null() => true,
        SchemaKind::Record(..) | SchemaKind::Map(..) => true,
        SchemaKind::Object(shape, _) => shape
            .fields
            .iter()
            .all(|field| field.schema.may_be_left_out() || says_it_all(&field.schema)),
        SchemaKind::Intersection(a, b) => says_it_all(a) && says_it_all(b),
        SchemaKind::Pipe(a, _) => says_it_all(a),
        SchemaKind::Wrapped(Wrapper::Default(Some(_)) | Wrapper::Prefault(Some(_)) | Wrapper::Catch(Some(_)), _) => {
            true
        }
        SchemaKind::Wrapped(_, inner) => says_it_all(inner),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{InputNeed, dryrun_input};
    use crate::tests::{analysis, path};

    #[track_caller]
    fn check(declarations: &str, input: &str, expected: &str) {
        let analysis = analysis(&format!(
            "//- /index.ts\nimport './crm/actions/get.js';\n\
             //- /crm/models.ts\nimport {{ z }} from 'zod';\nexport const Shared = z.object({{ team: z.number() }});\n\
             //- /crm/actions/get.ts\nimport {{ createAction }} from 'nango';\nimport {{ z }} from 'zod';\n{declarations}\n\
             export default createAction({{ description: 'Gets', input: {input}, output: z.any(), exec: async () => 1 }});\n"
        ));
        let found = match dryrun_input(&analysis, &path("/crm/actions/get.ts")) {
            InputNeed::None => "none".to_owned(),
            InputNeed::Null => "null".to_owned(),
            InputNeed::Known { json } => json,
            InputNeed::Required { skeleton } => format!("asks for {skeleton}"),
            InputNeed::Unknown => "?".to_owned(),
        };
        assert_eq!(found, expected, "{input}");
    }

    #[test]
    fn nothing_is_null() {
        for input in [
            "z.void()",
            "z.null()",
            "z.undefined()",
            "z.unknown()",
            "z.object({ a: z.string() }).nullable()",
        ] {
            check("", input, "null");
        }
    }

    #[test]
    fn an_object_without_required_keys_is_empty() {
        check("", "z.object({})", "{}");
        check(
            "",
            "z.object({ a: z.string().optional(), b: z.string().nullish().exactOptional() })",
            "{}",
        );
        check("", "z.object({ a: z.string() }).partial().strict()", "{}");
        check(
            "",
            "z.object({ a: z.string(), b: z.string().nullish() }).omit({ a: true })",
            "{}",
        );
        check("", "z.record(z.string(), z.string())", "{}");
    }

    #[test]
    fn a_default_is_required_where_the_cli_validates() {
        check(
            "",
            "z.object({ n: z.number().default(1), c: z.any() })",
            r#"{"n":1,"c":null}"#,
        );
        check("", "z.object({ n: z.number().default(now) })", r#"asks for {"n":0}"#);
    }

    #[test]
    fn required_keys_are_asked_for() {
        check(
            "",
            "z.object({ id: z.string().min(1), n: z.number(), x: z.string().optional() })",
            r#"asks for {"id":"a","n":0}"#,
        );
        check(
            "",
            "z.object({ at: z.iso.datetime(), tags: z.array(z.string()) })",
            r#"asks for {"at":"2026-01-31T09:30:00Z","tags":[]}"#,
        );
        check(
            "",
            "z.object({ k: z.enum(['a', 'b']), l: z.literal(2) })",
            r#"asks for {"k":"a","l":2}"#,
        );
        check(
            "",
            "z.object({ 'a\"b': z.object({ c: z.boolean() }) })",
            r#"asks for {"a\"b":{"c":false}}"#,
        );
        check(
            "",
            "z.union([z.object({ a: z.string() }), z.string()])",
            r#"asks for {"a":""}"#,
        );
        check(
            "",
            "z.object({ a: z.string() }).and(z.object({ b: z.string().transform(Number) }))",
            r#"asks for {"a":"","b":""}"#,
        );
        check("", "z.string()", r#"asks for """#);
    }

    #[test]
    fn names_are_followed() {
        check(
            "const Id = z.string();\nconst Input = z.object({ id: Id });",
            "Input",
            r#"asks for {"id":""}"#,
        );
        check(
            "const Base = z.object({ a: z.string() });",
            "Base.extend({ b: z.null() })",
            r#"asks for {"a":"","b":null}"#,
        );
        check(
            "import { Shared } from '../models.js';",
            "Shared",
            r#"asks for {"team":0}"#,
        );
        check("import { Shared as S } from '../models.js';", "S.partial()", "{}");
    }

    #[test]
    fn what_cannot_be_read_is_unknown() {
        check("", "Missing", "?");
        check("import { Shared } from '../other.js';", "Shared", "?");
        check("", "make()", "?");
        check("", "z.object({ ...base() })", "?");
        check(
            "const A = z.object({ b: B });\nconst B = z.object({ a: A });",
            "z.object({ x: A, ...B })",
            "?",
        );
        // The key is there in any case; only its value is not known.
        check("", "z.object({ a: make() })", r#"asks for {"a":null}"#);
    }

    #[test]
    fn a_schema_that_holds_itself_ends() {
        check(
            "const Node: z.ZodType = z.object({ next: Node });",
            "Node",
            r#"asks for {"next":null}"#,
        );
    }
}
