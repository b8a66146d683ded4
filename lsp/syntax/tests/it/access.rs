//! What is read off the nodes.

use syntax::ast::{CommentKind, ExprId, Node, StmtKind, WalkEvent};
use syntax::{SourceFile, TextEdit, TextRange, apply_edits};

/// The expression of a file that consists of one.
fn expr(text: &str) -> (SourceFile, ExprId) {
    let file = SourceFile::parse(text);
    let first = file.ast().body().first().expect("a statement");
    match file.ast()[first].kind {
        StmtKind::Expr(id) => (file, id),
        kind => panic!("{text} is no expression but {kind:?}"),
    }
}

#[test]
fn strings_have_a_value() {
    let check = |text, expected: Option<&str>| {
        let (file, id) = expr(text);
        assert_eq!(file.string_value(id).as_deref(), expected, "{text}");
    };
    check(r"'a\'b'", Some("a'b"));
    check(r#""\u00e9""#, Some("é"));
    check("`one\r\ntwo`", Some("one\ntwo"));
    check("`a${b}`", None);
    check(r"'\x'", None);
    check("1", None);
}

#[test]
fn properties_are_found_by_name() {
    let (file, id) = expr("({ a: 1, 'b': 2, c, d() {}, ...e, [f]: 3, a: 4 } as const)");
    let value = |name| {
        file.property_value(id, name)
            .map(|value| file.slice(file.ast()[value].range))
    };
    assert_eq!(value("a"), Some("4"), "the last one counts");
    assert_eq!(value("b"), Some("2"));
    assert_eq!(value("c"), Some("c"));
    assert_eq!((value("d"), file.property(id, "d").is_some()), (None, true));
    assert_eq!((value("e"), value("f")), (None, None));
    assert!(!file.has_only_plain_keys(id));
    let (file, id) = expr("({ a, b: 1 })");
    assert!(file.has_only_plain_keys(id));
}

#[test]
fn member_paths_look_through_casts() {
    let check = |text, expected: Option<&[&str]>| {
        let (file, id) = expr(text);
        assert_eq!(file.member_path(id).as_deref(), expected, "{text}");
        assert!(expected.is_none_or(|path| file.is_member_path(id, path)), "{text}");
    };
    check("nango.zlib", Some(&["nango", "zlib"]));
    check("(nango as any)!.a?.b", Some(&["nango", "a", "b"]));
    check("this.nango", Some(&["this", "nango"]));
    check("a[0].b", None);
    check("a().b", None);
}

#[test]
fn comments_are_found_wherever_they_are() {
    let text = "#!/usr/bin/env node
// one
f(a /* two */, `// no ${/* three */ b} /* no`, '// no', /\\/\\/ no/); // four
type T = 'http://no' | `//no`;
/** five
 * // no
 */
";
    let file = SourceFile::parse(text);
    let comments: Vec<_> = file
        .ast()
        .comments()
        .iter()
        .map(|it| (it.kind, file.slice(it.range)))
        .collect();
    assert_eq!(
        comments,
        [
            (CommentKind::Line, "// one"),
            (CommentKind::Block, "/* two */"),
            (CommentKind::Block, "/* three */"),
            (CommentKind::Line, "// four"),
            (CommentKind::Block, "/** five\n * // no\n */"),
        ]
    );
}

#[test]
fn the_node_at_an_offset_is_the_deepest() {
    let file = SourceFile::parse("f(a.b, c);\n\ng();");
    let at = |offset: u32| {
        file.ast()
            .node_at(offset.into())
            .map(|node| file.slice(file.ast().range(node)))
    };
    assert_eq!(at(2), Some("a"));
    assert_eq!(at(4), Some("a.b"));
    assert_eq!(at(8), Some("c"));
    assert_eq!(at(9), Some("f(a.b, c)"));
    assert_eq!(at(11), None);
    assert_eq!(at(12), Some("g"));
}

#[test]
fn ancestors_lead_out() {
    let file = SourceFile::parse("const f = () => { return g(1); };");
    let ast = file.ast();
    let number = ast.node_at(27.into()).expect("the number");
    let ancestors: Vec<&str> = ast.ancestors(number).map(|node| file.slice(ast.range(node))).collect();
    assert_eq!(ancestors[..3], ["g(1)", "return g(1);", "{ return g(1); }"]);
    assert_eq!(ancestors.last(), Some(&file.text()));
    assert!(
        ast.enclosing_function(number)
            .is_some_and(|it| ast.parent(it).is_some())
    );
}

#[test]
fn a_walk_can_leave_something_out() {
    let file = SourceFile::parse("f(() => g()); h();");
    let mut walk = file.ast().walk();
    let mut calls = Vec::new();
    while let Some(event) = walk.next() {
        match event {
            WalkEvent::Enter(Node::Function(_)) => walk.skip_children(),
            WalkEvent::Enter(Node::Expr(id)) => calls.extend(file.ident_name(id)),
            _ => {}
        }
    }
    assert_eq!(calls, ["f", "h"]);
}

#[test]
fn edits_are_made_at_once() {
    let range = |start: u32, end: u32| TextRange::new(start.into(), end.into());
    let edits = [
        TextEdit::replace(range(2, 3), "C"),
        TextEdit::insert(0.into(), "<"),
        TextEdit::delete(range(1, 2)),
    ];
    assert_eq!(apply_edits("abcd", &edits).as_deref(), Ok("<aCd"));
    for wrong in [[range(0, 2), range(1, 3)], [range(0, 1), range(3, 9)]] {
        assert!(apply_edits("abcd", &wrong.map(TextEdit::delete)).is_err(), "{wrong:?}");
    }
    assert!(
        apply_edits("é", &[TextEdit::insert(1.into(), "x")]).is_err(),
        "inside of a character"
    );
}

#[test]
fn tokens_are_what_is_left_without_blanks_and_comments() {
    let text = "const a = 'b c'; // d\n/* e */ f(/g h/i, `i ${j} k`);";
    let file = SourceFile::parse(text);
    let tokens: Vec<_> = file.tokens().into_iter().map(|token| file.slice(token)).collect();
    let expected = [
        "const", "a", "=", "'b c'", ";", "f", "(", "/g h/i", ",", "`", "i ", "${", "j", "}", " k", "`", ")", ";",
    ];
    assert_eq!(tokens, expected);
}

#[test]
fn the_path_to_a_node_is_that_of_its_ancestors() {
    let file = SourceFile::parse(
        "export const f = async ({ a = 1 }: T) => { try { await g(a as T, [...b], { c, d() { return `${e}`; } }); } catch (e) { throw e; } };\nclass A { b = 1; c() {} }\nfor (;;) { switch (a) { case 1: break; } }",
    );
    let ast = file.ast();
    for node in ast.nodes() {
        let mut outwards: Vec<Node> = ast.ancestors(node).collect();
        outwards.reverse();
        assert_eq!(ast.path_to(node), outwards, "{}", file.slice(ast.range(node)));
    }
}
