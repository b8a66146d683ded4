//! Recorded mocks that are open: `crm/tests/get-contact.test.json`.

use serde_json::json;

use crate::support::project::{ACTION, Project};
use crate::support::{Editor, Published, uri};

/// As the protocol calls a change of the disk.
const CHANGED: u8 = 2;

/// And that a file is gone.
const DELETED: u8 = 3;

const EDITED: &str = "test-json-edited";
const GENERATED: &str = "test-json-generated";
const STALE: &str = "test-json-stale";
const MOCKS: &str = "crm/tests/get-contact.test.json";

/// As the recorder writes it, but for one letter of the customer's.
const RECORDED: &str = r#"{
  "input": { "id": "c1-secret" },
  "api": {
    "get": {
      "/contacts": {
        "response": { "name": "Ada-secret" },
        "status": 200,
        "hash": "b6acd1bf9df5b1a2b4b1f7d9c6ab0f3d1a6de3a4",
        "request": { "params": { "id": "c1-secret" } }
      }
    }
  }
}
"#;

#[test]
fn mocks_are_judged_while_they_are_open() {
    let action = ACTION.replace("exec: async", "// It asks the provider.\n    exec: async");
    let project = Project::new(&[
        ("index.ts", "import './crm/actions/get-contact.js';\n"),
        ("crm/actions/get-contact.ts", &action),
        (MOCKS, RECORDED),
    ]);
    let (mocks, function) = (project.path(MOCKS), project.path("crm/actions/get-contact.ts"));
    let mut editor = Editor::open_folder(&project.root());
    editor.open(&mocks);
    let published = editor.diagnostics_where(&mocks, |it| it.codes().contains(&EDITED));
    for diagnostic in &published.diagnostics {
        assert!(!diagnostic.to_string().contains("secret"), "{diagnostic}");
    }
    // The function changes, and its mocks are of an earlier version.
    let text = editor.open(&function);
    editor.change(
        &function,
        2,
        &text.replace(
            "input: z.object({ id: z.string() })",
            "input: z.object({ id: z.number() })",
        ),
    );
    editor.diagnostic(&mocks, STALE);
    editor.change(&function, 3, &text);
    editor.no_diagnostic(&mocks, STALE);
    editor.close(&mocks);
    editor.diagnostics_where(&mocks, |it| it.diagnostics.is_empty());
}

#[test]
fn edits_of_mocks_are_answered_until_they_are_recorded_again() {
    let project = Project::new(&[
        ("index.ts", "import './crm/actions/get-contact.js';\n"),
        ("crm/actions/get-contact.ts", ACTION),
        (MOCKS, RECORDED),
    ]);
    let mocks = project.path(MOCKS);
    let mut editor = Editor::open_folder(&project.root());
    let recorded = editor.open(&mocks);
    let edited = recorded.replace("Ada-secret", "Eve-secret");
    let again = recorded.replace("Ada-secret", "Bob-secret");
    let is_edited = |editor: &mut Editor, version: i64| {
        let is_judged = |it: &Published| it.version == Some(version) && it.codes().contains(&EDITED);
        let published = editor.diagnostics_where(&mocks, is_judged);
        published.codes().contains(&GENERATED)
    };
    assert!(!is_edited(&mut editor, 1));
    editor.change(&mocks, 2, &edited);
    assert!(is_edited(&mut editor, 2));
    let finding = editor.diagnostic(&mocks, GENERATED).to_string();
    assert!(
        finding.contains("`nango dryrun get-contact <connection> --save`"),
        "{finding}"
    );
    assert!(!finding.contains("secret"), "{finding}");
    editor.change(&mocks, 3, &recorded);
    assert!(!is_edited(&mut editor, 3));

    // What the editor saves is as edited as before.
    editor.change(&mocks, 4, &edited);
    project.write(MOCKS, &edited);
    editor.notify(
        "textDocument/didSave",
        json!({ "textDocument": { "uri": uri(&mocks) } }),
    );
    editor.watched(&[(&mocks, CHANGED)]);
    editor.settle();
    editor.change(&mocks, 5, &edited);
    assert!(is_edited(&mut editor, 5));

    // A dry run with `--save`, or git; the editor has read it before we are told.
    project.write(MOCKS, &again);
    editor.change(&mocks, 6, &again);
    assert!(is_edited(&mut editor, 6));
    editor.watched(&[(&mocks, CHANGED)]);
    editor.no_diagnostic(&mocks, GENERATED);
    // And after.
    project.write(MOCKS, &recorded);
    editor.watched(&[(&mocks, CHANGED)]);
    editor.settle();
    editor.no_diagnostic(&mocks, GENERATED);
    editor.change(&mocks, 7, &recorded);
    assert!(!is_edited(&mut editor, 7));

    editor.change(&mocks, 8, &edited);
    assert!(is_edited(&mut editor, 8));
    editor.close(&mocks);
    editor.open(&mocks);
    assert!(!is_edited(&mut editor, 1));
}

#[test]
fn tests_are_judged_while_they_are_open() {
    const TEST: &str = "crm/tests/crm-get-contact.test.ts";
    const TEMPLATE: &str = "test-ts-template";

    let test = "import createAction from '../actions/get-contact.js';\n";
    let project = Project::new(&[
        ("index.ts", "import './crm/actions/get-contact.js';\n"),
        ("crm/actions/get-contact.ts", ACTION),
        (TEST, test),
    ]);
    let (test, function) = (project.path(TEST), project.path("crm/actions/get-contact.ts"));
    let mut editor = Editor::open_folder(&project.root());
    editor.open(&test);
    editor.no_diagnostic(&test, TEMPLATE);
    std::fs::remove_file(&function).unwrap();
    editor.watched(&[(&function, DELETED)]);
    editor.diagnostic(&test, TEMPLATE);
    editor.close(&test);
    editor.diagnostics_where(&test, |it| it.diagnostics.is_empty());
}
