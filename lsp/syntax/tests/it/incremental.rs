//! After any edits, a file equals one that is parsed afresh.

use proptest::prelude::*;
use syntax::{ContentChange, Parser, Position, PositionEncoding, SourceFile};

const ENCODINGS: [PositionEncoding; 3] = [PositionEncoding::Utf8, PositionEncoding::Utf16, PositionEncoding::Utf32];

/// Pieces of which programs are made, whole ones and halves, with every line end and width of character.
const PIECES: &[&str] = &[
    "export default createAction({",
    "exec: async (nango) => {",
    "await nango.get<T>({ endpoint: '/a' })",
    "});",
    "}",
    "{",
    "(",
    ")",
    "[",
    "]",
    "'",
    "`",
    "${",
    "\"",
    "// c",
    "/* c",
    "*/",
    "\n",
    "\r\n",
    "\r",
    " ",
    ";",
    ",",
    ":",
    "=",
    "=>",
    ".",
    "?.",
    "name",
    "const x = 1",
    "if (a) b",
    "import { a } from 'b'",
    "é",
    "😀",
    "e\u{301}",
    "\u{feff}",
    "\u{2028}",
    "...",
    "class A { b = 1 }",
    "type T = A | B",
    "/re/g",
    "1n",
    "@",
    "#",
    "\\",
    "<",
    ">",
];

fn program() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

fn position() -> impl Strategy<Value = Position> {
    (0..12_u32, 0..60_u32).prop_map(|(line, character)| Position { line, character })
}

fn change() -> impl Strategy<Value = ContentChange> {
    let range = prop_oneof![1 => Just(None), 9 => (position(), position()).prop_map(Some)];
    let text = proptest::collection::vec(proptest::sample::select(PIECES), 0..4).prop_map(|pieces| pieces.concat());
    (range, text).prop_map(|(range, text)| ContentChange { range, text })
}

/// What a change does, by its own definition: on a text and with the index of its lines.
fn edited(text: &str, change: &ContentChange, encoding: PositionEncoding) -> String {
    let Some((start, end)) = change.range else {
        return change.text.clone();
    };
    let lines = syntax::LineIndex::new(text);
    let (start, end) = (lines.offset(start, encoding), lines.offset(end, encoding));
    format!(
        "{}{}{}",
        &text[..start.min(end).into()],
        change.text,
        &text[start.max(end).into()..]
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn edits_equal_a_fresh_parse(
        text in program(),
        batches in proptest::collection::vec(proptest::collection::vec(change(), 1..4), 1..5),
        encoding in proptest::sample::select(&ENCODINGS[..]),
    ) {
        let (mut file, mut text) = (SourceFile::parse(&*text), text);
        for changes in batches {
            file = file.apply(&changes, encoding);
            text = changes.iter().fold(text, |text, change| edited(&text, change, encoding));
            prop_assert_eq!(file.text(), &text);
            let fresh = SourceFile::parse(&*text);
            prop_assert_eq!(format!("{:?}", file.ast()), format!("{:?}", fresh.ast()));
        }
    }

    #[test]
    fn a_reused_parser_equals_a_new_one(texts in proptest::collection::vec(program(), 1..6)) {
        let mut parser = Parser::new();
        for text in texts {
            let reused = parser.with(&*text, |file| format!("{file:?}"));
            prop_assert_eq!(reused, format!("{:?}", SourceFile::parse(text)));
        }
    }

    #[test]
    fn no_text_is_too_broken(text in "\\PC{0,200}") {
        let file = SourceFile::parse(&*text);
        for node in file.ast().nodes() {
            let range = file.ast().range(node);
            prop_assert!(range.end() <= syntax::TextSize::of(&*text) && text.get(range.start().into()..range.end().into()).is_some());
            prop_assert_eq!(file.ast().node_at(range.start()).is_some(), true);
        }
    }

    #[test]
    fn every_node_is_walked_once_and_lies_in_its_parent(text in program()) {
        let file = SourceFile::parse(text);
        let ast = file.ast();
        let mut seen = std::collections::HashSet::new();
        for node in ast.nodes() {
            prop_assert!(seen.insert(node), "{node:?} twice");
            if let Some(parent) = ast.parent(node) {
                prop_assert!(ast.range(parent).contains_range(ast.range(node)), "{parent:?} {node:?} in {ast:?}");
            }
        }
    }
}
