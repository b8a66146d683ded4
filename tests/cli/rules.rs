//! `rules` and `explain`.

use serde_json::Value;

use crate::{run, stderr, stdout};

#[test]
fn a_rule_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["explain", "index-unregistered-function"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).starts_with("# index-unregistered-function\n"));
    let output = run(folder.path(), &["explain", "index-unregistered-functoin"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        stderr(&output),
        "nango-lsp: there is no rule `index-unregistered-functoin`; did you mean `index-unregistered-function`?\n"
    );
}

#[test]
fn rules_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let text = stdout(&run(folder.path(), &["rules"]));
    let json: Value = serde_json::from_slice(&run(folder.path(), &["rules", "--format", "json"]).stdout).unwrap();
    let rules = json.as_array().unwrap();
    assert_eq!(text.lines().count(), rules.len());
    for rule in rules {
        for field in ["id", "summary", "since", "docs"] {
            assert!(
                rule[field].as_str().is_some_and(|text| !text.is_empty()),
                "{field} of {rule}"
            );
        }
    }
}
