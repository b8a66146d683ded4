//! Half-typed code: the create call stays, with the properties that are typed already.

use syntax::SourceFile;
use syntax::ast::{ExprId, ExprKind, Node};

const ACTION: &str = "import { createAction } from 'nango';
import * as z from 'zod';

const Input = z.object({ id: z.string() });

export default createAction({
    description: 'Get one',
    version: '1.0.0',
    input: Input,
    output: z.void(),
    exec: async (nango, input) => {
        const response = await nango.get({ endpoint: `/one/${input.id}`, retries: 3 });
        if (!response.data) {
            throw new nango.ActionError({ message: 'none' });
        }
        return;
    }
});
";

/// What is typed, in place of what.
const HALF_TYPED: &[(&str, &str)] = &[
    // In the body of `exec`.
    ("return;", "nango."),
    ("return;", "await nango."),
    ("return;", "const x = nango."),
    ("return;", "await nango.get("),
    ("return;", "await nango.get({"),
    ("return;", "await nango.get({ endpoint: "),
    ("return;", "await nango.get({ endpoint: '"),
    ("return;", "await nango.get({ endpoint: '/a' "),
    ("return;", "await nango.log('unterminated"),
    ("return;", "await nango.log(`unterminated"),
    ("return;", "if ("),
    ("return;", "if (a"),
    ("return;", "if (a) {"),
    ("return;", "for (const a of "),
    ("return;", "for await (const page of nango.paginate"),
    ("return;", "while (true) {"),
    ("return;", "try {"),
    ("return;", "const "),
    ("return;", "const x ="),
    ("return;", "const { a, "),
    ("return;", "return {"),
    ("return;", "return ["),
    ("return;", "throw new "),
    ("return;", "a ?"),
    ("return;", "input.id +"),
    ("return;", "}"),
    ("return;", ")"),
    ("return;", "@"),
    ("return;", "x => "),
    // Among the properties.
    ("version: '1.0.0',", "vers"),
    ("version: '1.0.0',", "version:"),
    ("version: '1.0.0',", "version: '"),
    ("version: '1.0.0',", "version: '1.0.0'"),
    ("version: '1.0.0',", "scopes: ["),
    ("version: '1.0.0',", "..."),
    ("version: '1.0.0',", "version '1.0.0',"),
    ("output: z.void(),", "output: z."),
    // Around the call.
    ("import * as z from 'zod';", "import "),
    ("import * as z from 'zod';", "import { "),
    ("import * as z from 'zod';", "import * as z from '"),
    ("import * as z from 'zod';", "import z from"),
    (
        "const Input = z.object({ id: z.string() });",
        "const Input = z.object({",
    ),
    ("const Input = z.object({ id: z.string() });", "const Input = "),
    ("const Input = z.object({ id: z.string() });", "interface Input {"),
    ("const Input = z.object({ id: z.string() });", "function helper("),
    ("const Input = z.object({ id: z.string() });", "("),
    // At the end of what is typed.
    ("    }\n});\n", "    }\n"),
    ("    }\n});\n", "    }\n}\n"),
    ("    }\n});\n", "    \n"),
    ("    }\n});\n", ""),
];

/// What takes the rest of the object for its own. TypeScript sees it so too.
const SWALLOWING: &[(&str, &str)] = &[
    ("version: '1.0.0',", "version: z.object({"),
    ("version: '1.0.0',", "endpoint: { method: 'GET', path: "),
    ("output: z.void(),", "output: z.array("),
];

#[test]
fn the_create_call_stays() {
    for (typed, half) in HALF_TYPED {
        let file = SourceFile::parse(ACTION.replace(typed, half));
        let object = create_object(&file).unwrap_or_else(|| panic!("lost with `{half}`"));
        assert!(
            file.property_value(object, "description").is_some(),
            "no description with `{half}`"
        );
        let exec = file.property_value(object, "exec").map(|value| file.ast()[value].kind);
        assert!(matches!(exec, Some(ExprKind::Function(_))), "no exec with `{half}`");
    }
}

#[test]
fn what_was_typed_before_stays() {
    for (typed, half) in SWALLOWING {
        let file = SourceFile::parse(ACTION.replace(typed, half));
        let object = create_object(&file).unwrap_or_else(|| panic!("lost with `{half}`"));
        assert!(
            file.property_value(object, "description").is_some(),
            "no description with `{half}`"
        );
    }
}

#[test]
fn a_half_typed_value_ends_before_the_next_key() {
    let file = SourceFile::parse(ACTION.replace("output: z.void(),", "output: z."));
    let output = create_object(&file).and_then(|object| file.property_value(object, "output"));
    let output = output.expect("the property that is being typed");
    assert_eq!(file.slice(file.ast()[output].range), "z.");
    assert!(file.is_member_path(output, &["z", ""]));
}

#[test]
fn only_what_holds_an_error_is_unsound() {
    let file = SourceFile::parse("const a = f(1);\nconst b = f(;\nconst c = f(3);\n");
    let sound: Vec<bool> = file.ast().body().iter().map(|stmt| file.ast().is_sound(stmt)).collect();
    assert_eq!(sound, [true, false, true]);
}

/// The first argument of `createAction`.
fn create_object(file: &SourceFile) -> Option<ExprId> {
    let ast = file.ast();
    ast.nodes().find_map(|node| match node {
        Node::Expr(id) => match ast[id].kind {
            ExprKind::Call(call) if file.ident_name(call.callee) == Some("createAction") => call.args.first(),
            _ => None,
        },
        _ => None,
    })
}
