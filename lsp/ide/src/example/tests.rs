use project::ArgumentKind;
use project::schema::Schema;

use super::{Extent, example};
use crate::tests::{analysis, path};

fn schema(input: &str) -> Schema {
    let analysis = analysis(&format!(
        "//- /index.ts\nimport './crm/actions/get.js';\n//- /crm/actions/get.ts\nimport {{ createAction }} from 'nango';\n\
         import {{ z }} from 'zod';\nexport default createAction({{ input: {input}, output: z.any(), exec: async () => 1 }});\n"
    ));
    Schema::of_argument(&analysis.workspace, &path("/crm/actions/get.ts"), ArgumentKind::Input).expect("a schema")
}

/// The minimal and the full example; with a `?` what is not surely right.
#[track_caller]
fn check(input: &str, minimal: &str, full: &str) {
    let schema = schema(input);
    let made = [Extent::Minimal, Extent::Full].map(|extent| {
        let example = example(&schema, extent);
        example.json() + if example.is_sure { "" } else { " ?" }
    });
    assert_eq!(made, [minimal, full], "{input}");
}

#[test]
fn strings() {
    check("z.string()", r#""""#, r#""""#);
    check("z.string().min(3)", r#""aaa""#, r#""aaa""#);
    check("z.string().startsWith('deal_').min(7)", r#""deal_aa""#, r#""deal_aa""#);
    check("z.string().includes('-').endsWith('.pdf')", r#""-.pdf""#, r#""-.pdf""#);
    check("z.email()", r#""user@example.com""#, r#""user@example.com""#);
    check("z.string().regex(/^[A-Z]{2}-\\d+$/)", r#""AA-1""#, r#""AA-1""#);
    check(
        r"z.string().regex(/^deal-\d+$/i).min(8)",
        r#""deal-111""#,
        r#""deal-111""#,
    );
    check("z.string().regex(/^(?=a)/)", r#""" ?"#, r#""" ?"#);
    check("z.string().refine(isDeal)", r#""" ?"#, r#""" ?"#);
}

#[test]
fn numbers() {
    check("z.number().min(5)", "5", "5");
    check("z.number().int().positive()", "1", "1");
    check("z.number().gt(1).lt(2)", "1.5", "1.5");
    check("z.number().multipleOf(0.1).min(0.25).max(0.5)", "0.3", "0.3");
    check("z.number().max(-3)", "-3", "-3");
}

#[test]
fn what_the_author_says() {
    check(
        "z.string().describe('The stage, e.g. \"won\".')",
        r#""won""#,
        r#""won""#,
    );
    check("z.string().min(2).describe('Example: x')", r#""aa""#, r#""aa""#);
    check("z.number().describe('Pages (e.g. 25)')", "25", "25");
    check(
        "z.array(z.string()).describe('Such as vip')",
        r#"["vip"]"#,
        r#"["vip"]"#,
    );
    check(
        "z.string().meta({ examples: ['deal_1', 'deal_2'] })",
        r#""deal_1""#,
        r#""deal_1""#,
    );
    check("z.string().optional().describe('e.g. x')", r#""x""#, r#""x""#);
}

#[test]
fn objects() {
    check(
        "z.object({ id: z.string(), note: z.string().optional(), size: z.number().default(10), gone: z.null() })",
        r#"{"id":"","size":10,"gone":null}"#,
        r#"{"id":"","note":"","size":10,"gone":null}"#,
    );
    check(
        "z.object({ owner: z.object({ id: z.uuid() }).nullable(), any: z.any() })",
        r#"{"owner":null,"any":null}"#,
        r#"{"owner":{"id":"3f2b8c1e-5a4d-4c7e-9b1f-0a2d6e8c4b5a"},"any":null}"#,
    );
    check(
        "z.object({ a: make(), b: make().optional() })",
        r#"{"a":null} ?"#,
        r#"{"a":null} ?"#,
    );
    check(
        "z.object({ a: z.string() }).and(z.object({ b: z.literal(2) }))",
        r#"{"a":"","b":2}"#,
        r#"{"a":"","b":2}"#,
    );
}

#[test]
fn collections() {
    check("z.array(z.number()).min(2)", "[0,0]", "[0,0]");
    check("z.array(z.enum(['a', 'b']))", "[]", r#"["a"]"#);
    check("z.tuple([z.string(), z.boolean()])", r#"["",false]"#, r#"["",true]"#);
    check("z.record(z.string(), z.number())", "{}", r#"{"key":0}"#);
    check(
        "z.record(z.enum(['a', 'b']), z.number())",
        r#"{"a":0,"b":0}"#,
        r#"{"a":0,"b":0}"#,
    );
}

#[test]
fn alternatives() {
    check("z.union([z.bigint(), z.string().min(1)])", r#""a""#, r#""a""#);
    check(
        "z.discriminatedUnion('kind', [z.object({ kind: z.literal('mail'), to: z.email() }), z.object({ kind: z.literal('none') })])",
        r#"{"kind":"mail","to":"user@example.com"}"#,
        r#"{"kind":"mail","to":"user@example.com"}"#,
    );
}
