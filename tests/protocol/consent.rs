//! What a dry run really writes is asked about before it starts.

use serde_json::{Value, json};

use crate::stage::{SUCCESS, Stage};
use crate::support::project::{ACTION, Project};
use crate::support::{capabilities, uri};

/// An action that posts.
fn writing() -> Project {
    let project = Project::registered();
    let posts = ACTION.replace(
        "await nango.log(input.id)",
        "await nango.post({ endpoint: '/contacts', retries: 0 })",
    );
    project.write("crm/actions/get-contact.ts", &posts);
    project
}

#[test]
fn what_a_helper_of_another_file_writes_is_asked_too() {
    let project = Project::registered();
    let calls = ACTION.replace(
        "await nango.log(input.id)",
        "await archive(nango, `contacts/${input.id}`)",
    );
    let imports = "import { archive } from '../client.js';\n";
    project.write("crm/actions/get-contact.ts", &format!("{imports}{calls}"));
    let client =
        "export const archive = (sdk: NangoAction, path: string) => sdk.delete({ endpoint: `/v1/${path}` });\n";
    project.write(
        "crm/client.ts",
        &format!("import type {{ NangoAction }} from 'nango';\n{client}"),
    );
    let mut stage = Stage::of(project, SUCCESS, capabilities(), true);
    stage.click();
    let question = stage.editor.asked("window/showMessageRequest");
    assert_eq!(
        question["message"],
        "a dry run of `get-contact` really writes: DELETE /v1/contacts/{id}"
    );
    stage.editor.settle();
    assert!(stage.calls().is_empty(), "no answer is no");
}

#[test]
fn a_function_that_writes_is_run_only_when_it_may() {
    let mut stage = Stage::of(writing(), SUCCESS, capabilities(), true);
    stage.click();
    let question = stage.editor.asked("window/showMessageRequest");
    assert!(
        question["message"].as_str().unwrap().contains("/contacts"),
        "{question}"
    );
    stage.editor.settle();
    assert!(stage.calls().is_empty(), "no answer is no");

    stage
        .editor
        .answer("window/showMessageRequest", |params| params["actions"][0].clone());
    stage.click();
    stage.outcome();
    stage.editor.requests.clear();
    stage.click();
    stage.outcome();
    assert!(
        stage
            .editor
            .requests
            .iter()
            .all(|(method, _)| method != "window/showMessageRequest"),
        "asked once"
    );
}

/// The questions of the server, oldest first.
fn questions(stage: &Stage) -> Vec<String> {
    let asked = stage.editor.requests.iter();
    let asked = asked.filter(|(method, _)| method == "window/showMessageRequest");
    asked
        .map(|(_, params)| params["message"].as_str().unwrap().to_owned())
        .collect()
}

/// An edit of the function, as the editor tells it.
fn edit(stage: &Stage, version: i32, text: &str) -> Value {
    json!({
        "textDocument": { "uri": uri(&stage.file()), "version": version },
        "contentChanges": [{ "text": text }],
    })
}

#[test]
fn who_allows_a_run_in_production_allows_nothing_that_is_written_later() {
    let project = Project::registered();
    project.write(
        ".env",
        "NANGO_SECRET_KEY_DEV=planted-secret\nNANGO_SECRET_KEY_PROD=planted-secret\n",
    );
    let mut stage = Stage::of(project, SUCCESS, capabilities(), true);
    stage
        .editor
        .answer("window/showMessageRequest", |params| params["actions"][0].clone());
    let file = uri(&stage.file());
    let arguments = json!([{ "file": file, "environment": "prod" }]);
    stage.execute(json!({ "command": "nango.dryrun", "arguments": arguments }));
    stage.outcome();
    assert_eq!(questions(&stage), ["`get-contact` would run in `prod`"]);

    let deletes = ACTION.replace("nango.log(input.id)", "nango.delete({ endpoint: '/contacts' })");
    let edited = edit(&stage, 2, &deletes);
    stage.editor.notify("textDocument/didChange", edited);
    stage.project.write("crm/actions/get-contact.ts", &deletes);
    let saved = json!({ "textDocument": { "uri": file } });
    stage.editor.notify("textDocument/didSave", saved);
    stage.editor.requests.clear();
    stage.click();
    stage.outcome();
    assert_eq!(
        questions(&stage),
        ["a dry run of `get-contact` really writes: DELETE /contacts"]
    );
}

#[test]
fn who_allows_one_run_is_told_that_mocks_take_two() {
    let mut stage = Stage::of(writing(), SUCCESS, capabilities(), true);
    stage
        .editor
        .answer("window/showMessageRequest", |params| params["actions"][0].clone());
    stage.click();
    stage.outcome();
    stage.editor.requests.clear();
    let arguments = json!([{ "file": uri(&stage.file()) }]);
    stage.execute(json!({ "command": "nango.record", "arguments": arguments }));
    stage.outcome();
    assert_eq!(
        questions(&stage),
        [
            "a dry run of `get-contact` really writes: POST /contacts; to save mocks it runs twice, unless it has succeeded since the \
             last edit"
        ]
    );
    // Who allows two allows one.
    stage.editor.requests.clear();
    stage.click();
    stage.outcome();
    assert_eq!(questions(&stage), [""; 0]);
}

#[test]
fn what_is_edited_while_the_question_stands_is_asked_about() {
    let mut stage = Stage::of(writing(), SUCCESS, capabilities(), true);
    let deletes = stage
        .project
        .read("crm/actions/get-contact.ts")
        .replace("nango.post", "nango.delete");
    let mut edited = Some(edit(&stage, 2, &deletes));
    stage
        .editor
        .answer("window/showMessageRequest", move |params| match edited.take() {
            Some(edited) => json!({
                "title": params["actions"][0]["title"], "$before": [["textDocument/didChange", edited]],
            }),
            None => Value::Null,
        });
    stage.click();
    stage.editor.wait("a second question", |editor| {
        let asked = editor.requests.iter();
        let asked = asked.filter(|(method, _)| method == "window/showMessageRequest");
        (asked.count() == 2).then_some(())
    });
    let writes = |what: &str| format!("a dry run of `get-contact` really writes: {what} /contacts");
    assert_eq!(questions(&stage), [writes("POST"), writes("DELETE")]);
    stage.editor.settle();
    assert!(stage.calls().is_empty(), "no answer is no");
}
