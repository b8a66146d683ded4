//! Scaffolds, with and without tab stops.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::project::Project;
use crate::support::{Editor, capabilities, uri};

fn complete(editor: &mut Editor, file: &Path, line: u32) -> Vec<Value> {
    let params = json!({
        "textDocument": { "uri": uri(file) }, "position": { "line": line, "character": 0 },
    });
    editor.request("textDocument/completion", params)["items"]
        .as_array()
        .cloned()
        .unwrap_or_default()
}

#[test]
fn an_empty_file_offers_what_fits_its_folder() {
    let project = Project::registered();
    let file = project.write("crm/syncs/deals.ts", "");
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.open(&file);
    let items = complete(&mut editor, &file, 0);
    assert!(items.len() >= 4, "{items:?}");
    for item in &items {
        let text = item["textEdit"]["newText"].as_str().unwrap();
        assert!(text.contains("createSync(") && text.contains("${1"), "{text}");
        assert_eq!(item["insertTextFormat"], 2);
        assert_eq!(item["command"]["command"], "nango.register");
        assert_eq!(item["command"]["arguments"][0]["file"], uri(&file));
    }
}

#[test]
fn a_client_without_snippets_gets_plain_text() {
    let project = Project::registered();
    let file = project.write("crm/actions/deals.ts", "");
    let mut capabilities = capabilities();
    capabilities["textDocument"]["completion"] = Value::Null;
    let mut editor = Editor::open_folder_with(&project.root(), capabilities, Value::Null);
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.open(&file);
    for item in complete(&mut editor, &file, 0) {
        let text = item["textEdit"]["newText"].as_str().unwrap();
        assert!(text.contains("createAction(") && !text.contains("${1"), "{text}");
        assert_ne!(item["insertTextFormat"], 2);
    }
}

#[test]
fn nothing_is_offered_inside_of_a_function_or_outside_of_a_project() {
    let project = Project::registered();
    let file = project.path("crm/actions/get-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.open(&file);
    assert_eq!(complete(&mut editor, &file, 10), Vec::<Value>::new());
    let folder = tempfile::tempdir().unwrap();
    let stranger = folder.path().canonicalize().unwrap().join("a.ts");
    editor.open_text(&stranger, "");
    assert_eq!(complete(&mut editor, &stranger, 0), Vec::<Value>::new());
}
