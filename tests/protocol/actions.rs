//! Code actions: offered, resolved, refused.

use serde_json::{Value, json};

use crate::support::project::{Project, apply, edits_of};
use crate::support::{Editor, capabilities, uri};

const UNREGISTERED: &str = "index-unregistered-function";

fn actions(editor: &mut Editor, project: &Project, file: &str, only: &[&str]) -> Vec<Value> {
    let end = json!({ "line": 999, "character": 0 });
    let params = json!({
        "textDocument": { "uri": uri(&project.path(file)) },
        "range": { "start": { "line": 0, "character": 0 }, "end": end },
        "context": { "diagnostics": [], "only": only },
    });
    editor
        .request("textDocument/codeAction", params)
        .as_array()
        .cloned()
        .unwrap_or_default()
}

#[test]
fn fix_all_repairs_the_registry() {
    let project = Project::registered();
    let index = project.write("index.ts", "  import './crm/actions/get-contact.js';\n");
    let mut editor = Editor::open_folder(&project.root());
    let text = editor.open(&index);
    editor.diagnostics_where(&index, |published| !published.diagnostics.is_empty());
    let found = actions(&mut editor, &project, "index.ts", &["source.fixAll.nango"]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["kind"], "source.fixAll.nango");
    let edit = editor.edit_of(&found[0]);
    let (edits, _) = edits_of(&edit, &uri(&index));
    assert_eq!(apply(&text, &edits), "import './crm/actions/get-contact.js';\n");
}

#[test]
fn only_what_is_asked_for_is_offered() {
    let project = Project::unregistered();
    let mut editor = Editor::open_folder(&project.root());
    let file = "crm/actions/find-contact.ts";
    editor.open(&project.path(file));
    editor.diagnostic(&project.path(file), UNREGISTERED);
    for action in actions(&mut editor, &project, file, &["quickfix"]) {
        assert_eq!(action["kind"], "quickfix");
    }
    assert!(actions(&mut editor, &project, file, &["source.organizeImports"]).is_empty());
    assert!(
        !actions(&mut editor, &project, file, &["source"]).is_empty(),
        "kinds are a hierarchy"
    );
}

#[test]
fn an_action_of_an_older_text_is_refused() {
    let project = Project::unregistered();
    let file = project.path("crm/actions/find-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    let text = editor.open(&file);
    let diagnostic = editor.diagnostic(&file, UNREGISTERED);
    let action = editor.actions_for(&file, &diagnostic)[0].clone();
    editor.change(&file, 2, &format!("\n{text}"));
    let id = editor.ask("codeAction/resolve", action);
    assert_eq!(editor.response(id)["error"]["code"], -32801);
}

#[test]
fn a_client_that_does_not_resolve_gets_edits_at_once() {
    let project = Project::unregistered();
    let file = project.path("crm/actions/find-contact.ts");
    let mut capabilities = capabilities();
    capabilities["textDocument"]["codeAction"]["resolveSupport"] = Value::Null;
    capabilities["workspace"]["workspaceEdit"] = Value::Null;
    let mut editor = Editor::open_folder_with(&project.root(), capabilities, Value::Null);
    let diagnostic = editor.diagnostic(&file, UNREGISTERED);
    let action = editor
        .actions_for(&file, &diagnostic)
        .into_iter()
        .find(|it| it["isPreferred"] == true)
        .unwrap();
    assert!(
        action["edit"]["changes"].is_object(),
        "without `documentChanges`: {action}"
    );
    let (edits, _) = edits_of(&action["edit"], &uri(&project.path("index.ts")));
    assert!(apply(&project.read("index.ts"), &edits).contains("./crm/actions/find-contact.js"));
}

#[test]
fn a_client_without_literals_gets_commands() {
    let project = Project::unregistered();
    let file = project.path("crm/actions/find-contact.ts");
    let mut capabilities = capabilities();
    capabilities["textDocument"]["codeAction"] = Value::Null;
    let mut editor = Editor::open_folder_with(&project.root(), capabilities, Value::Null);
    let diagnostic = editor.diagnostic(&file, UNREGISTERED);
    let command = editor.actions_for(&file, &diagnostic)[0].clone();
    assert!(
        command["command"].is_string() && command.get("kind").is_none(),
        "{command}"
    );
    editor.answer("workspace/applyEdit", |_| json!({ "applied": true }));
    editor.request(
        "workspace/executeCommand",
        json!({ "command": command["command"], "arguments": command["arguments"] }),
    );
    let edit = editor.asked("workspace/applyEdit")["edit"].clone();
    assert!(!edits_of(&edit, &uri(&project.path("index.ts"))).0.is_empty());
}

#[test]
fn an_empty_file_can_become_a_function() {
    let project = Project::registered();
    let file = project.write("crm/syncs/deals.ts", "");
    let mut editor = Editor::open_folder(&project.root());
    editor.open(&file);
    editor.diagnostics_where(&file, |_| true);
    let found = actions(&mut editor, &project, "crm/syncs/deals.ts", &["refactor"]);
    let action = found.first().expect("a scaffold").clone();
    let edit = editor.edit_of(&action);
    let (text, _) = edits_of(&edit, &uri(&file));
    assert!(apply("", &text).contains("createSync("));
    let (registration, _) = edits_of(&edit, &uri(&project.path("index.ts")));
    assert!(apply(&project.read("index.ts"), &registration).contains("./crm/syncs/deals.js"));
}
