//! What is shown, where, and when it goes.

use serde_json::{Value, json};

use crate::support::project::{ACTION, Project, apply, edits_of};
use crate::support::{Editor, capabilities, uri};

const UNREGISTERED: &str = "index-unregistered-function";

#[test]
fn a_sound_project_has_neither_errors_nor_warnings() {
    let project = Project::registered();
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.settle();
    let loud = editor.diagnostics.values().flat_map(|published| &published.diagnostics);
    assert_eq!(
        loud.filter(|it| it["severity"].as_u64().unwrap_or(1) <= 2)
            .collect::<Vec<_>>(),
        Vec::<&Value>::new()
    );
}

#[test]
fn an_unregistered_function_is_reported_at_both_ends_until_it_is_registered() {
    let project = Project::unregistered();
    let (file, index) = (project.path("crm/actions/find-contact.ts"), project.path("index.ts"));
    let mut editor = Editor::open_folder(&project.root());
    let at_function = editor.diagnostic(&file, UNREGISTERED);
    let text = editor.open(&index);
    editor.diagnostics_where(&index, |it| it.version == Some(1) && !it.diagnostics.is_empty());
    editor.open(&file);
    let at_function_open = editor.diagnostics_where(&file, |published| published.version == Some(1));
    assert_eq!(
        at_function_open
            .diagnostics
            .iter()
            .find(|it| it["code"] == UNREGISTERED),
        Some(&at_function)
    );

    let actions = editor.actions_for(&file, &at_function);
    let action = actions
        .iter()
        .find(|action| action["isPreferred"] == true)
        .expect("a preferred fix")
        .clone();
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["diagnostics"][0]["code"], UNREGISTERED);
    let edit = editor.edit_of(&action);
    let (edits, version) = edits_of(&edit, &uri(&index));
    assert_eq!(version, Some(1), "an edit names the version that it was made for");
    editor.change(&index, 2, &apply(&text, &edits));
    editor.no_diagnostic(&file, UNREGISTERED);
    editor.diagnostics_where(&index, |published| {
        published.version == Some(2) && published.diagnostics.is_empty()
    });
}

#[test]
fn a_diagnostic_has_all_that_an_editor_can_show() {
    let project = Project::unregistered();
    let file = project.path("crm/actions/find-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    let diagnostic = editor.diagnostic(&file, UNREGISTERED);
    assert_eq!(diagnostic["source"], "nango");
    assert!(
        diagnostic["codeDescription"]["href"]
            .as_str()
            .is_some_and(|href| href.starts_with("https://"))
    );
    let line = ACTION.lines().position(|line| line.contains("createAction(")).unwrap();
    assert_eq!(diagnostic["range"]["start"], json!({ "line": line, "character": 15 }));
}

#[test]
fn a_client_that_shows_less_is_sent_less() {
    let project = Project::unregistered();
    let file = project.path("crm/actions/find-contact.ts");
    let mut editor = Editor::open_folder_with(&project.root(), json!({}), Value::Null);
    let diagnostic = editor.diagnostic(&file, UNREGISTERED);
    for field in ["codeDescription", "relatedInformation", "tags"] {
        assert!(diagnostic.get(field).is_none(), "{field}");
    }
}

#[test]
fn the_first_diagnostics_of_an_opened_file_are_never_wrong() {
    // The function is registered: whatever is published while the project is read, this must not be in it.
    for _ in 0..5 {
        let project = Project::registered();
        let file = project.path("crm/actions/get-contact.ts");
        let mut editor = Editor::start(&[]);
        editor.initialize(Some(&project.root()), capabilities(), Value::Null);
        editor.open(&file);
        let first = editor.diagnostics_where(&file, |_| true);
        assert!(!first.codes().contains(&UNREGISTERED), "{first:?}");
    }
}

#[test]
fn a_file_outside_of_any_project_is_not_ours() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().canonicalize().unwrap().join("a.ts");
    std::fs::write(&file, ACTION).unwrap();
    let mut editor = Editor::open_folder(folder.path());
    editor.open(&file);
    editor.change(&file, 2, "export const x = 1;\n");
    editor.settle();
    assert!(editor.diagnostics.is_empty(), "{:?}", editor.diagnostics);
}

#[test]
fn positions_are_counted_in_what_was_negotiated() {
    let project = Project::new(&[("index.ts", "")]);
    let file = project.write(
        "crm/actions/a.ts",
        &ACTION.replace("const action", "/* 👍ф */ const action"),
    );
    let character = |encoding: &str| {
        let mut capabilities = capabilities();
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        let mut editor = Editor::open_folder_with(&project.root(), capabilities, Value::Null);
        editor.diagnostic(&file, UNREGISTERED)["range"]["start"]["character"]
            .as_u64()
            .unwrap()
    };
    assert_eq!(character("utf-16"), 25);
    assert_eq!(character("utf-8"), 28);
}
