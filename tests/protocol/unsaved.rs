//! Documents that are not saved when something is to be run: the CLI reads the disk.

use serde_json::{Value, json};

use crate::dryruns::{SUCCESS, Stage};
use crate::support::project::{ACTION, Project};
use crate::support::{capabilities, uri};

const QUESTION: &str = "the dry run uses what is saved; not saved: `crm/actions/get-contact.ts`";

/// An editor that can save, with a document that is not saved.
fn unsaved() -> Stage {
    let options = json!({ "input": true, "save": true });
    let mut stage = Stage::with_options(Project::registered(), SUCCESS, capabilities(), options);
    let file = stage.file();
    stage.editor.change(&file, 2, &format!("{ACTION}\n"));
    stage
}

/// Presses the button of this title, or none; the question comes before any process.
fn press(stage: &mut Stage, title: Option<&'static str>) {
    stage.editor.answer("window/showMessageRequest", move |params: &Value| {
        assert_eq!(params["message"], QUESTION);
        let actions = params["actions"].as_array().unwrap();
        let pressed = title.map(|title| {
            actions
                .iter()
                .find(|action| action["title"] == title)
                .expect("the button")
        });
        pressed.cloned().unwrap_or_default()
    });
}

#[test]
fn they_are_saved_and_run() {
    let mut stage = unsaved();
    let file = uri(&stage.file());
    press(&mut stage, Some("Save and run"));
    let wanted = json!({ "documents": [file] });
    stage.editor.answer("nango/save", move |params| {
        assert_eq!(*params, wanted);
        json!({ "saved": true })
    });
    stage.click();
    assert!(stage.outcome().starts_with("`get-contact`: "));
}

#[test]
fn what_is_saved_can_be_run() {
    let mut stage = unsaved();
    press(&mut stage, Some("Run what is saved"));
    stage.click();
    assert!(stage.outcome().starts_with("`get-contact`: "));
    let asked = |(method, _): &(String, Value)| method == "nango/save";
    assert!(!stage.editor.requests.iter().any(asked));
}

#[test]
fn nothing_is_run_without_an_answer_or_when_it_cannot_be_saved() {
    let mut stage = unsaved();
    press(&mut stage, None);
    stage.click();
    stage.editor.asked("window/showMessageRequest");
    stage.editor.settle();
    assert!(stage.calls().is_empty());

    press(&mut stage, Some("Save and run"));
    for answer in [json!({ "saved": false }), json!(null), json!({ "saved": "yes" })] {
        stage.editor.answer("nango/save", move |_| answer.clone());
        stage.click();
        assert_eq!(
            stage.outcome(),
            "not everything could be saved: `crm/actions/get-contact.ts`"
        );
    }
    assert!(stage.calls().is_empty());
}

#[test]
fn they_are_named_to_an_editor_that_cannot_save() {
    let mut stage = Stage::new(SUCCESS);
    let file = stage.file();
    stage.editor.change(&file, 2, &format!("{ACTION}\n"));
    stage.click();
    assert_eq!(stage.outcome(), QUESTION);
    stage.outcome();
    stage
        .editor
        .notify("textDocument/didSave", json!({ "textDocument": { "uri": uri(&file) } }));
    stage.click();
    assert!(stage.outcome().starts_with("`get-contact`: "));
}
