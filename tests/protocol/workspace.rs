//! Folders and settings.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::support::project::Project;
use crate::support::{Editor, capabilities, uri};

const UNREGISTERED: &str = "index-unregistered-function";

#[test]
fn folders_come_and_go() {
    let (one, two) = (Project::unregistered(), Project::unregistered());
    let file = |project: &Project| project.path("crm/actions/find-contact.ts");
    let mut editor = Editor::open_folder(&one.root());
    editor.diagnostic(&file(&one), UNREGISTERED);
    let folder = |project: &Project| json!({ "uri": uri(&project.root()), "name": "folder" });
    let event = json!({ "added": [folder(&two)], "removed": [folder(&one)] });
    editor.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    editor.diagnostic(&file(&two), UNREGISTERED);
    editor.diagnostics_where(&file(&one), |published| published.diagnostics.is_empty());
}

#[test]
fn older_clients_name_one_root() {
    let project = Project::unregistered();
    let mut editor = Editor::start(&[]);
    editor.request(
        "initialize",
        json!({ "processId": null, "rootUri": uri(&project.root()), "capabilities": {} }),
    );
    editor.notify("initialized", json!({}));
    editor.diagnostic(&project.path("crm/actions/find-contact.ts"), UNREGISTERED);
}

#[test]
fn settings_are_pulled_and_pulled_again() {
    let project = Project::unregistered();
    let file = project.path("crm/actions/find-contact.ts");
    let level = Arc::new(Mutex::new("off"));
    let asked = level.clone();
    let mut editor = Editor::start(&[]);
    editor.answer("workspace/configuration", move |params| {
        assert_eq!(params["items"][0]["section"], "nango");
        json!([{ "rules": { UNREGISTERED: *asked.lock().unwrap() } }])
    });
    editor.initialize(Some(&project.root()), capabilities(), Value::Null);
    editor.asked("workspace/configuration");
    editor.open(&file);
    editor.settle();
    editor.no_diagnostic(&file, UNREGISTERED);
    *level.lock().unwrap() = "warning";
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    let diagnostic = editor.diagnostic(&file, UNREGISTERED);
    assert_eq!(diagnostic["severity"], 2);
}

#[test]
fn settings_can_be_sent_along() {
    let project = Project::unregistered();
    let file = project.path("crm/actions/find-contact.ts");
    let mut editor = Editor::open_folder_with(&project.root(), json!({}), Value::Null);
    editor.diagnostic(&file, UNREGISTERED);
    let settings = json!({ "nango": { "rules": { UNREGISTERED: "off" } } });
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    editor.diagnostics_where(&file, |published| published.diagnostics.is_empty());
}

#[test]
fn closed_files_can_be_left_out() {
    let project = Project::unregistered();
    let file = project.path("crm/actions/find-contact.ts");
    let mut editor = Editor::open_folder_with(&project.root(), json!({}), Value::Null);
    editor.diagnostic(&file, UNREGISTERED);
    let settings = json!({ "nango": { "diagnostics": { "scope": "openFiles" } } });
    editor.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    editor.diagnostics_where(&file, |published| published.diagnostics.is_empty());
    editor.open(&file);
    editor.diagnostic(&file, UNREGISTERED);
    editor.close(&file);
    editor.diagnostics_where(&file, |published| published.diagnostics.is_empty());
}

#[test]
fn the_file_of_the_project_wins_and_is_watched() {
    let project = Project::unregistered();
    let file = project.path("crm/actions/find-contact.ts");
    let mut editor = Editor::open_folder_with(&project.root(), json!({}), Value::Null);
    editor.diagnostic(&file, UNREGISTERED);
    let settings = project.write("nango-lsp.toml", &format!("[rules]\n{UNREGISTERED} = \"off\"\n"));
    editor.watched(&[(&settings, 1)]);
    editor.diagnostics_where(&file, |published| published.diagnostics.is_empty());
    std::fs::remove_file(&settings).unwrap();
    editor.watched(&[(&settings, 3)]);
    editor.diagnostic(&file, UNREGISTERED);
}

#[test]
fn wrong_settings_are_said_and_left_out() {
    let project = Project::registered();
    let mut editor = Editor::open_folder_with(&project.root(), json!({}), Value::Null);
    editor.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "nango": { "profil": "strict" } } }),
    );
    let message = editor.notification("window/showMessage");
    assert!(message["message"].as_str().unwrap().contains("profil"), "{message}");
}
