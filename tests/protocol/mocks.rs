//! Recorded mocks that are open: `crm/tests/get-contact.test.json`.

use crate::support::Editor;
use crate::support::project::{ACTION, Project};

const EDITED: &str = "test-json-edited";
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
