//! Documents that are not saved when something is to be run: the CLI reads the disk.

use serde_json::{Value, json};

use crate::stage::{INVALID, SUCCESS, Stage};
use crate::support::project::{ACTION, Project};
use crate::support::{capabilities, uri};

const QUESTION: &str = "the dry run uses what is saved; not saved: `crm/actions/get-contact.ts`";

/// An editor that can save.
fn saving(project: Project, function: &str) -> Stage {
    let options = json!({ "input": true, "save": true });
    Stage::with_options(project, function, capabilities(), options)
}

/// The same, with a document that is not saved.
fn unsaved() -> Stage {
    let mut stage = saving(Project::registered(), SUCCESS);
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
    assert!(!has_asked(&stage, "nango/save"));
    // What is shown did not run.
    let lens = stage.lens()["title"].as_str().unwrap().to_owned();
    assert!(
        lens.contains('✓') && lens.ends_with(" · before the last edit"),
        "{lens}"
    );
}

fn has_asked(stage: &Stage, method: &str) -> bool {
    stage.editor.requests.iter().any(|(asked, _)| asked == method)
}

#[test]
fn edits_of_an_earlier_session_are_not_saved_either() {
    let mut stage = saving(Project::registered(), SUCCESS);
    let file = stage.file();
    stage.editor.close(&file);
    stage.editor.open_text(&file, &format!("{ACTION}\n"));
    press(&mut stage, Some("Run what is saved"));
    stage.click();
    assert!(stage.outcome().starts_with("`get-contact`: "));
    assert!(has_asked(&stage, "window/showMessageRequest"));
}

#[test]
fn what_the_editor_takes_over_from_the_disk_is_saved() {
    let mut stage = saving(Project::registered(), INVALID);
    let file = stage.file();
    let text = ACTION.replace("1.0.0", "2.0.0");
    stage.project.write("crm/actions/get-contact.ts", &text);
    stage.editor.change(&file, 2, &text);
    stage.click();
    assert!(stage.outcome().contains("does not fit"));
    assert!(!has_asked(&stage, "window/showMessageRequest"));
    // So it is what ran, and the fault is in its schema.
    let diagnostic = stage.editor.diagnostic(&file, "dryrun-validation");
    assert_eq!(diagnostic["message"], "`id` of the output must be string");

    // Some editors know a text without its line endings, and one at its end.
    stage
        .project
        .write("crm/actions/get-contact.ts", &text.trim_end().replace('\n', "\r\n"));
    stage.editor.change(&file, 3, &text);
    stage.click();
    assert!(stage.outcome().contains("does not fit"));
    assert!(!has_asked(&stage, "window/showMessageRequest"));
}

#[test]
fn what_is_changed_while_it_is_saved_is_known_before_the_run() {
    let project = Project::unregistered();
    project.write(
        "index.ts",
        "import './crm/actions/find-contact.js';\nimport './crm/actions/get-contact.js';\n",
    );
    let mut stage = saving(project, SUCCESS);
    let other = stage.project.path("crm/actions/find-contact.ts");
    let text = stage.editor.open(&other);
    stage.editor.change(&other, 2, &format!("{text}\n"));
    stage.editor.answer("window/showMessageRequest", |params| {
        let action = &params["actions"][0];
        let is_save = action["title"] == "Save and run";
        if is_save { action.clone() } else { Value::Null }
    });
    let (uri, refused) = (
        uri(&other),
        text.replace("export default action;", "export { action };"),
    );
    stage.editor.answer("nango/save", move |_| {
        std::fs::write(&other, &refused).unwrap();
        let changed = json!({
            "textDocument": { "uri": uri, "version": 3 }, "contentChanges": [{ "text": refused }],
        });
        let saved = json!({ "textDocument": { "uri": uri } });
        json!({ "saved": true, "$before": [["textDocument/didChange", changed], ["textDocument/didSave", saved]] })
    });
    stage.click();
    let question = stage.editor.wait("the second question", |editor| {
        let asked = editor.requests.iter();
        let mut questions = asked.filter(|(method, _)| method == "window/showMessageRequest");
        questions
            .nth(1)
            .map(|(_, params)| params["message"].as_str().unwrap().to_owned())
    });
    assert!(
        question.starts_with("`get-contact` cannot be tried while `crm/actions/find-contact.ts"),
        "{question}"
    );
    assert!(stage.calls().is_empty());
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
    std::fs::write(&file, format!("{ACTION}\n")).unwrap();
    stage
        .editor
        .notify("textDocument/didSave", json!({ "textDocument": { "uri": uri(&file) } }));
    stage.click();
    assert!(stage.outcome().starts_with("`get-contact`: "));
}
