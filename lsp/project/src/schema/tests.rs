//! Schemas as pictures: `{ id: String.min(1), stage?: … }`, with the names of zod's classes.

use syntax::SourceFile;

use super::{JsonValue, Keys, Schema, SchemaKind, Shape, Wrapper};
use crate::testing::{file, workspace};
use crate::{Span, Workspace};

/// Checks what the `input` of an action comes to; `models.ts` and `base.ts` lie beside it.
#[track_caller]
fn check_with(declarations: &str, input: &str, expected: &str) {
    let (workspace, schema) = read(declarations, input);
    assert_eq!(picture(&schema), expected, "{input}");
    drop(workspace);
}

#[track_caller]
fn check(input: &str, expected: &str) {
    check_with("", input, expected);
}

#[track_caller]
fn read(declarations: &str, input: &str) -> (Workspace, Schema) {
    let declarations = declarations.replace('\n', "\n        ");
    let workspace = workspace(&format!(
        "
        //- /index.ts
        import './crm/actions/get.js';
        //- /crm/base.ts
        import {{ z }} from 'zod';
        export const Id = z.string().min(1);
        const Hidden = z.object({{ team: z.number() }});
        export {{ Hidden as Team }};
        export const STAGES = ['open', 'won'] as const;
        export const owned = {{ owner: Id }};
        const Main = z.object({{ main: z.boolean() }});
        export default Main;
        //- /crm/models.ts
        export * from './base.js';
        export {{ Team as Group }} from './base.js';
        export * as base from './base.js';
        //- /crm/actions/get.ts
        import {{ createAction }} from 'nango';
        import {{ z }} from 'zod';
        {declarations}
        export default createAction({{ input: {input}, exec: async () => 1 }});
        "
    ));
    let file = file("/crm/actions/get.ts");
    let items = &workspace.file(&file).expect("the file").items;
    let definition = items
        .function()
        .and_then(|call| call.definition())
        .expect("a definition");
    let schema = Schema::of(&workspace, &file, definition.get("input").expect("an input"));
    (workspace, schema)
}

fn picture(schema: &Schema) -> String {
    let list = |schemas: &[Schema]| schemas.iter().map(picture).collect::<Vec<_>>().join(", ");
    let class = schema.class().unwrap_or("?").trim_start_matches("Zod");
    let mut text = match &schema.kind {
        SchemaKind::Object(shape, keys) => match keys {
            Keys::Strip => fields(shape),
            Keys::Strict => format!("strict {}", fields(shape)),
            Keys::Loose => format!("loose {}", fields(shape)),
            Keys::Catchall(rest) => format!("{} and {}", fields(shape), picture(rest)),
        },
        SchemaKind::Literal(values) | SchemaKind::Enum(values) => format!("{class}({})", constants(values.as_deref())),
        SchemaKind::Array(inner) | SchemaKind::Set(inner) => format!("{class}({})", picture(inner)),
        SchemaKind::Tuple(items, None) => format!("{class}({})", list(items)),
        SchemaKind::Tuple(items, Some(rest)) => format!("{class}({}, ...{})", list(items), picture(rest)),
        SchemaKind::Record(a, b) | SchemaKind::Map(a, b) | SchemaKind::Intersection(a, b) | SchemaKind::Pipe(a, b) => {
            format!("{class}({}, {})", picture(a), picture(b))
        }
        SchemaKind::Union(options) => format!("{class}({})", list(options)),
        SchemaKind::DiscriminatedUnion(key, options) => {
            format!("{class}({}: {})", key.as_deref().unwrap_or("?"), list(options))
        }
        SchemaKind::Wrapped(Wrapper::Default(value) | Wrapper::Prefault(value) | Wrapper::Catch(value), inner) => {
            let value = value.as_ref().map(std::slice::from_ref);
            format!("{class}({}, {})", picture(inner), constants(value))
        }
        SchemaKind::Wrapped(_, inner) => format!("{class}({})", picture(inner)),
        _ => class.to_owned(),
    };
    for check in &schema.checks {
        let value = check.value.as_ref().map(std::slice::from_ref);
        let value = value.map_or_else(String::new, |value| constants(Some(value)));
        text += &format!(".{}({value})", check.word.as_str());
    }
    if let Some(description) = &schema.description {
        text += &format!(" '{description}'");
    }
    if schema.is_retyped {
        text += " as ?";
    }
    text
}

fn fields(shape: &Shape) -> String {
    let mut fields: Vec<String> = shape
        .fields
        .iter()
        .map(|field| format!("{}: {}", field.name, picture(&field.schema)))
        .collect();
    if shape.is_open {
        fields.push("...?".to_owned());
    }
    format!("{{ {} }}", fields.join(", ")).replace("{  }", "{}")
}

fn constants(values: Option<&[JsonValue]>) -> String {
    let Some(values) = values else { return "?".to_owned() };
    let json = values.iter().map(|value| {
        let mut json = String::new();
        value.write_json(&mut json);
        json
    });
    json.collect::<Vec<_>>().join("|")
}

#[test]
fn classes() {
    check("z.string()", "String");
    check("z.string().uuid()", "String.uuid()");
    check("z.uuid()", "UUID");
    check("z.iso.datetime()", "ISODateTime");
    check("z.coerce.number()", "CoercedNumber");
    check("z.int().min(1)", "Int.min(1)");
    check("z.number().int().max(-1)", "Number.int().max(-1)");
    check("z.bigint()", "BigInt");
    check("z.date()", "Date");
    for (input, class) in [
        ("null", "Null"),
        ("void", "Void"),
        ("undefined", "Undefined"),
        ("any", "Any"),
        ("unknown", "Unknown"),
    ] {
        check(&format!("z.{input}()"), class);
    }
    check("z.custom<Deal>()", "Custom");
    check("z.stringbool()", "Codec");
}

#[test]
fn wrappers_stand_in_their_order() {
    check("z.string().optional()", "Optional(String)");
    check("z.string().nullish()", "Optional(Nullable(String))");
    check("z.nullish(z.string())", "Optional(Nullable(String))");
    check("z.number().default(3).optional()", "Optional(Default(Number, 3))");
    check("z.string().catch(() => '')", r#"Catch(String, "")"#);
    check("z.object({}).readonly()", "Readonly({})");
    check("z.lazy(() => z.string())", "Lazy(String)");
    check("z.string().optional().unwrap()", "String");
}

#[test]
fn what_keeps_a_schema_as_it_is() {
    check("z.string().describe('The id').min(1)", "String.min(1) 'The id'");
    check("z.string().meta({ description: 'The id' })", "String 'The id'");
    check("z.string().refine((id) => id !== '').brand<'Id'>()", "String");
    check("(z.string())", "String");
    check("z.string() satisfies z.ZodType", "String");
}

#[test]
fn collections() {
    check("z.array(z.string()).max(5)", "Array(String).max(5)");
    check("z.string().array()", "Array(String)");
    check("z.record(z.string(), z.unknown())", "Record(String, Unknown)");
    check("z.map(z.string(), z.number())", "Map(String, Number)");
    check(
        "z.tuple([z.string(), z.number()], z.null())",
        "Tuple(String, Number, ...Null)",
    );
    check("z.set(z.string())", "Set(String)");
}

#[test]
fn alternatives() {
    check("z.union([z.string(), z.null()])", "Union(String, Null)");
    check("z.string().or(z.number())", "Union(String, Number)");
    check(
        "z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal(['b', 2]) })])",
        r#"DiscriminatedUnion(kind: { kind: Literal("a") }, { kind: Literal("b"|2) })"#,
    );
    check(
        "z.object({}).and(z.object({ a: z.null() }))",
        "Intersection({}, { a: Null })",
    );
    check("z.string().transform((it) => it.length)", "Pipe(String, ?)");
    check("z.preprocess((it) => it, z.number())", "Pipe(?, Number)");
    check("z.string().pipe(z.coerce.number())", "Pipe(String, CoercedNumber)");
}

#[test]
fn enums() {
    check("z.enum(['open', 'won'])", r#"Enum("open"|"won")"#);
    check("z.enum({ Open: 'open' })", r#"Enum("open")"#);
    check_with(
        "const STAGES = ['open', 'won'] as const;",
        "z.enum(STAGES)",
        r#"Enum("open"|"won")"#,
    );
    check_with(
        "const Stage = z.enum(['open', 'won', 'lost']);",
        "z.union([Stage.exclude(['lost']), Stage.extract(['lost']), z.literal(Stage.enum.won)])",
        r#"Union(Enum("open"|"won"), Enum("lost"), Literal("won"))"#,
    );
    check_with("enum Stage { Open }", "z.nativeEnum(Stage)", "Enum(?)");
}

#[test]
fn objects() {
    check(
        "z.object({ id: z.string(), 'odd key': z.null() })",
        "{ id: String, odd key: Null }",
    );
    check("z.strictObject({})", "strict {}");
    check("z.object()", "{} as ?");
    check("z.object({}).passthrough()", "loose {}");
    check("z.object({}).catchall(z.string())", "{} and String");
    check(
        "z.object({ a: z.string(), b: z.null() }).pick({ a: true })",
        "{ a: String }",
    );
    check(
        "z.object({ a: z.string(), b: z.null() }).omit({ a: true })",
        "{ b: Null }",
    );
    check(
        "z.object({ a: z.string(), b: z.null() }).partial({ a: true })",
        "{ a: Optional(String), b: Null }",
    );
    check(
        "z.object({ a: z.string().optional() }).required()",
        "{ a: NonOptional(Optional(String)) }",
    );
    check(
        "z.object({ a: z.null(), b: z.null() }).extend({ a: z.string() })",
        "{ a: String, b: Null }",
    );
    check(
        "z.object({ a: z.null() }).merge(z.strictObject({ b: z.null() }))",
        "strict { a: Null, b: Null }",
    );
    check("z.object({ a: z.null() }).keyof()", r#"Enum("a")"#);
    check("z.object({ get self() { return z.string(); } })", "{ self: String }");
}

#[test]
fn shapes() {
    check_with(
        "const Base = z.object({ a: z.null() });",
        "z.object({ ...Base.shape, b: Base.shape.a })",
        "{ a: Null, b: Null }",
    );
    check_with(
        "const shape = { a: z.null() };",
        "z.object(shape).extend({ ...shape })",
        "{ a: Null }",
    );
    check_with(
        "const shapes = { deal: { a: z.null() } };",
        "z.object(shapes.deal)",
        "{ a: Null }",
    );
    check_with(
        "const Deals = z.array(z.string());",
        "z.object({ first: Deals.element })",
        "{ first: String }",
    );
}

#[test]
fn zod_under_any_name() {
    let object = "{ a: String }";
    check_with("import * as zod from 'zod';", "zod.object({ a: zod.string() })", object);
    check_with("import zod from 'zod';", "zod.object({ a: zod.z.string() })", object);
    check_with(
        "import { z as q } from 'zod/v4';",
        "q.object({ a: q.string() })",
        object,
    );
    check_with(
        "import { object, string } from 'zod';",
        "object({ a: string() })",
        object,
    );
    check_with("import { z as old } from 'zod/v3';", "old.object({})", "?");
    check_with("import { other } from 'elsewhere';", "other.object({})", "?");
}

#[test]
fn names_of_the_file() {
    check_with(
        "const Id = z.string();\nconst Deal = z.object({ id: Id });",
        "Deal",
        "{ id: String }",
    );
    check_with("const id = z.string();", "z.object({ id })", "{ id: String }");
    check_with("const A = z.string();\nconst B = A;", "B", "String");
    check_with("const schemas = { Deal: z.null() };", "schemas.Deal", "Null");
    check_with("let Later;", "Later", "?");
    check_with("function make() { return z.string(); }", "make()", "?");
}

#[test]
fn names_of_other_files() {
    check_with("import { Id } from '../base.js';", "Id", "String.min(1)");
    check_with(
        "import { Id as DealId } from '../models.js';",
        "z.object({ id: DealId })",
        "{ id: String.min(1) }",
    );
    check_with(
        "import { Team, Group } from '../models';",
        "z.union([Team, Group])",
        "Union({ team: Number }, { team: Number })",
    );
    check_with(
        "import Main from '../base.js';",
        "Main.partial()",
        "{ main: Optional(Boolean) }",
    );
    check_with("import * as models from '../models.js';", "models.Id", "String.min(1)");
    check_with(
        "import { base } from '../models.js';",
        "z.object({ id: base.Id })",
        "{ id: String.min(1) }",
    );
    check_with(
        "import { STAGES } from '../models.js';",
        "z.enum(STAGES)",
        r#"Enum("open"|"won")"#,
    );
    check_with(
        "import { owned } from '../models.js';",
        "z.object({ ...owned })",
        "{ owner: String.min(1) }",
    );
    check_with("import { Missing } from '../base.js';", "Missing", "?");
    check_with("import { Id } from '../nowhere.js';", "Id", "?");
    check_with("import { Id } from 'package';", "z.object({ id: Id })", "{ id: ? }");
}

#[test]
fn the_type_checker_may_see_something_else() {
    check("z.uuid() as any", "UUID as ?");
    check_with("const Id: any = z.uuid();", "Id", "UUID as ?");
    check_with("const Id: any = z.uuid();", "z.object({ id: Id })", "{ id: UUID as ? }");
    check_with("const Id = z.uuid();", "Id as any", "UUID as ?");
    check_with(
        "const Base: z.ZodType = z.object({});",
        "Base.extend({ a: z.null() })",
        "{ a: Null } as ?",
    );
    check_with(
        "const shape = { a: z.null() } as any;",
        "z.object(shape)",
        "{ a: Null as ? }",
    );
}

#[test]
fn what_cannot_be_known() {
    check("make(z.string())", "?");
    check("z.object({ a: make(), [key]: z.string() })", "{ a: ?, ...? }");
    check("z.object(make())", "{ ...? }");
    check("z.union(make())", "Union(?)");
    check("flag ? z.string() : z.number()", "?");
    check("z.string().parse(1)", "?");
    check("z.string().meta()", "?");
    check("z.object({}).min(1)", "?");
    check("z.nothing()", "?");
}

#[test]
fn circles_end() {
    check_with("const Node = z.object({ next: Node });", "Node", "{ next: ? }");
    check_with(
        "const Node = z.object({ get next() { return z.array(Node); } });",
        "Node",
        "{ next: Array(?) }",
    );
    check_with("const A = B;\nconst B = A;", "A", "?");
    check_with("const a = { ...b };\nconst b = { ...a };", "z.object(a)", "{ ...? }");
    check_with("const a = [...a];", "z.enum(a)", "Enum(?)");
    check_with("const a = [...a];", "z.union(a)", "Union(?)");
    check_with(
        "const A = A;",
        "z.object({ a: A, b: z.enum(A), c: z.string() })",
        "{ a: ?, b: Enum(?), c: String }",
    );
    let doubling: String = (1..40)
        .map(|n| format!("const A{n} = z.tuple([A{}, A{0}]);\n", n - 1))
        .collect();
    let (_, schema) = read(&format!("const A0 = z.string();\n{doubling}"), "A39");
    assert!(!schema.is_known());
}

#[test]
fn re_exports_that_lead_back_end() {
    let star = |others: [&str; 3]| others.map(|other| format!("export * from './{other}.js';\n")).concat();
    let fixture = format!(
        "//- /index.ts\n\n//- /a.ts\nimport {{ Missing }} from './b.js';\n{}//- /b.ts\n{}//- /c.ts\n{}//- /d.ts\n{}",
        star(["b", "c", "d"]),
        star(["a", "c", "d"]),
        star(["a", "b", "d"]),
        star(["a", "b", "c"])
    );
    let schema = Schema::named(&workspace(&fixture), &file("/a.ts"), "Missing");
    assert_eq!(schema.kind, SchemaKind::Unknown);
}

#[test]
fn every_field_knows_its_place() {
    let text = "import { z } from 'zod';\nexport const Base = z.object({ id: z.uuid() });\nconst A = Base.extend({ 'n': Base });";
    let path = file("/crm/base.ts");
    let workspace = workspace(&format!("//- /index.ts\n\n//- /crm/base.ts\n{text}\n"));
    let schema = Schema::named(&workspace, &path, "A");
    let SchemaKind::Object(shape, _) = &schema.kind else {
        panic!("{schema:?}")
    };
    let source = SourceFile::parse(text);
    let slice = |span: Span| source.slice(span.0).to_owned();
    assert_eq!(slice(schema.place.span), "Base.extend({ 'n': Base })");
    let field = |name| {
        shape
            .get(name)
            .map(|field| [field.key.span, field.value.span, field.schema.place.span].map(slice))
    };
    assert_eq!(field("id"), Some(["id", "z.uuid()", "z.uuid()"].map(Into::into)));
    assert_eq!(
        field("n"),
        Some(["'n'", "Base", "z.object({ id: z.uuid() })"].map(Into::into))
    );
}
