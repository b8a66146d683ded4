//! Code lenses: run what is registered, register what is not.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::project::{ACTION, Project};
use crate::support::{Editor, uri};

fn lenses(editor: &mut Editor, file: &Path) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": uri(file) } });
    editor
        .request("textDocument/codeLens", params)
        .as_array()
        .cloned()
        .unwrap_or_default()
}

#[test]
fn a_registered_function_can_be_run() {
    let project = Project::registered();
    let file = project.path("crm/actions/get-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.open(&file);
    let lenses = lenses(&mut editor, &file);
    let commands: Vec<_> = lenses.iter().map(|lens| &lens["command"]["command"]).collect();
    assert_eq!(commands, ["nango.dryrun", "nango.pickConnection"]);
    let arguments = json!({
        "file": uri(&file), "integration": "crm", "kind": "action", "name": "get-contact",
    });
    assert_eq!(lenses[0]["command"]["arguments"], json!([arguments]));
}

#[test]
fn what_a_function_does_stands_at_its_create_call() {
    let project = Project::registered();
    let file = project.path("crm/actions/get-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.open(&file);
    let posts = ACTION.replace(
        "nango.log(input.id)",
        "nango.post({ endpoint: `/contacts/${input.id}` })",
    );
    editor.change(&file, 2, &posts);
    let line = posts.lines().position(|line| line.contains("= createAction(")).unwrap();
    let position = json!({ "line": line, "character": 18 });
    let hover = editor.request(
        "textDocument/hover",
        json!({ "textDocument": { "uri": uri(&file) }, "position": position }),
    );
    assert_eq!(
        hover["contents"]["value"],
        "What `get-contact` does:\n\n- `POST /contacts/{id}`"
    );
    assert_eq!(hover["range"]["start"], json!({ "line": line, "character": 15 }));
}

#[test]
fn lenses_are_refreshed_when_the_registry_changes() {
    let project = Project::unregistered();
    let (file, index) = (project.path("crm/actions/find-contact.ts"), project.path("index.ts"));
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.open(&file);
    assert_eq!(lenses(&mut editor, &file)[0]["command"]["command"], "nango.register");
    editor.settle();
    editor.requests.clear();
    editor.open(&index);
    editor.change(&index, 2, "import './crm/actions/find-contact.js';\n");
    editor.asked("workspace/codeLens/refresh");
    assert_eq!(lenses(&mut editor, &file)[0]["command"]["command"], "nango.dryrun");
}
