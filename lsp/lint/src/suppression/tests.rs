//! Reading and writing suppression comments.

use syntax::{SourceFile, TextRange, TextSize, apply_edits};

use super::{Target, read, suppress_file, suppress_line};
use crate::change::FileEdit;
use crate::rules;
use crate::testing::absolute;

/// Rules, reason and target of each comment: `a, b | reason | text of the line`.
fn pictures(text: &str) -> Vec<String> {
    let file = SourceFile::parse(text);
    let picture = |it: super::Suppression| {
        let rules: Vec<&str> = it.rules.iter().map(|rule| &*rule.name).collect();
        let target = match it.target {
            Target::File => "whole file",
            Target::Line(line) => file.slice(line),
        };
        format!(
            "{} | {} | {target}",
            rules.join(", "),
            if it.has_reason { "reason" } else { "none" }
        )
    };
    read(&file).into_iter().map(picture).collect()
}

#[test]
fn a_comment_speaks_of_the_next_line_of_code() {
    assert_eq!(
        pictures("// nango-ignore def-version: old\n\n// why\ncreate();\nlater();\n"),
        ["def-version | reason | create();"]
    );
    assert_eq!(
        pictures("a(); // nango-ignore def-version: old\nb();\n"),
        ["def-version | reason | b();"]
    );
    assert_eq!(
        pictures("/* nango-ignore def-version: old */ a();\n"),
        ["def-version | reason | /* nango-ignore def-version: old */ a();"]
    );
}

#[test]
fn several_rules_share_a_reason() {
    let text = "// nango-ignore-file def-version , fs-kebab-case: as the API calls it\na();\n";
    assert_eq!(pictures(text), ["def-version, fs-kebab-case | reason | whole file"]);
}

#[test]
fn what_is_missing_is_noticed() {
    assert_eq!(pictures("// nango-ignore\na();"), [" | none | a();"]);
    assert_eq!(
        pictures("// nango-ignore def-version\na();"),
        ["def-version | none | a();"]
    );
    assert_eq!(
        pictures("// nango-ignore def-version:  \na();"),
        ["def-version | none | a();"]
    );
    assert_eq!(
        pictures("// nango-ignored by all\n// see nango-ignore\na();"),
        Vec::<String>::new()
    );
}

#[test]
fn a_name_goes_with_its_comma_and_the_last_one_with_its_line() {
    let text = "a();\n    // nango-ignore b, c, d: so\ne();\n";
    let file = SourceFile::parse(text);
    let comment = &read(&file)[0];
    let without = |name: usize| apply_edits(text, &[comment.without(name)]).unwrap();
    assert_eq!(without(0), "a();\n    // nango-ignore c, d: so\ne();\n");
    assert_eq!(without(2), "a();\n    // nango-ignore b, c: so\ne();\n");
    let text = "a();\n    // nango-ignore b: so\ne();\n";
    let comment = &read(&SourceFile::parse(text))[0];
    assert_eq!(apply_edits(text, &[comment.without(0)]).unwrap(), "a();\ne();\n");
}

#[test]
fn a_suppression_is_written_above_the_line_or_into_the_comment_there() {
    let rule = rules::find("def-version").unwrap();
    let silence = |text: &str| {
        let (path, file) = (absolute("/crm/actions/a.ts"), SourceFile::parse(text));
        let at = TextSize::new(text.find("create").unwrap() as u32);
        let change = suppress_line(&path, &file, rule, TextRange::empty(at)).unwrap();
        let FileEdit::Edit { edits, .. } = &change.edits[0] else {
            panic!("an edit of the text")
        };
        apply_edits(text, edits).unwrap()
    };
    assert_eq!(
        silence("{\r\n    create();\r\n}"),
        "{\r\n    // nango-ignore def-version: say why this is right here\r\n    create();\r\n}"
    );
    assert_eq!(
        silence("// nango-ignore fs-kebab-case: so\ncreate();\n"),
        "// nango-ignore fs-kebab-case, def-version: so\ncreate();\n"
    );
    let json = absolute("/package.json");
    assert_eq!(suppress_file(&json, &SourceFile::parse("{}"), rule), None);
}
