//! `nango/functions`: what a tree of integrations shows, and when it has to be asked for again.

use serde_json::{Value, json};

use crate::stage::{SUCCESS, Stage};
use crate::support::project::Project;
use crate::support::{Editor, capabilities, uri};

const CHANGED: &str = "nango/functionsChanged";

fn opened(project: &Project) -> Editor {
    let options = json!({ "nango": { "input": true, "functions": true } });
    let mut editor = Editor::open_folder_with(&project.root(), capabilities(), options);
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.notification(CHANGED);
    editor
}

fn functions(editor: &mut Editor) -> Value {
    editor.request("nango/functions", Value::Null)
}

#[test]
fn the_tree_has_every_function_with_what_belongs_to_it() {
    let project = Project::unregistered();
    project.write("crm/tests/get-contact.test.json", "{}");
    let mut editor = opened(&project);
    let mut tree = functions(&mut editor);
    assert_eq!(tree["ready"], true);
    let root = uri(&project.root());
    assert_eq!(tree["projects"][0]["root"], json!(root));
    let functions = tree["projects"][0]["integrations"][0]["functions"].take();
    let create = json!({ "start": { "line": 3, "character": 15 }, "end": { "line": 3, "character": 27 } });
    assert_eq!(
        functions,
        json!([
            {
                "file": format!("{root}/crm/actions/find-contact.ts"), "range": create, "kind": "action",
                "name": "find-contact", "registration": "missing", "runnable": [],
            },
            {
                "file": format!("{root}/crm/actions/get-contact.ts"), "range": create, "kind": "action",
                "name": "get-contact", "registration": "registered", "runnable": ["crm"],
                "mocks": format!("{root}/crm/tests/get-contact.test.json"),
            },
        ])
    );
}

#[test]
fn a_registration_is_told_and_an_edit_that_moves_things_is_not() {
    let project = Project::unregistered();
    let mut editor = opened(&project);
    let file = project.path("crm/actions/get-contact.ts");
    let text = editor.open(&file);
    editor.settle();
    editor.notifications.clear();
    editor.change(&file, 2, &format!("\n{text}"));
    editor.settle();
    assert!(editor.notifications.iter().all(|(method, _)| method != CHANGED));

    let index = project.write(
        "index.ts",
        "import './crm/actions/get-contact.js';\nimport './crm/actions/find-contact.js';\n",
    );
    editor.watched(&[(&index, 2)]);
    editor.notification(CHANGED);
    let tree = functions(&mut editor);
    let found = &tree["projects"][0]["integrations"][0]["functions"][0];
    assert_eq!(found["registration"], "registered", "{tree}");
}

#[test]
fn a_run_shows_in_the_tree() {
    let mut stage = Stage::new(SUCCESS);
    stage.click();
    stage.outcome();
    let tree = functions(&mut stage.editor);
    let run = &tree["projects"][0]["integrations"][0]["functions"][0]["lastRun"];
    assert_eq!(run["state"], "success", "{tree}");
    assert!(run["message"].as_str().unwrap().contains("output"), "{tree}");
}

#[test]
fn who_announces_no_tree_is_not_told() {
    let project = Project::registered();
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.settle();
    assert!(editor.notifications.iter().all(|(method, _)| method != CHANGED));
}
