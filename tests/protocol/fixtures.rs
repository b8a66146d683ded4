//! What is kept for dry runs, as a place one works in: `crm/fixtures/get-contact.input.json`.

use serde_json::{Value, json};

use crate::support::project::{ACTION, Project, apply, edits_of};
use crate::support::{Editor, uri};

const SYNTAX: &str = "fixture-syntax";
const MISMATCH: &str = "fixture-mismatch";
const ORPHAN: &str = "fixture-orphan";
const FIXTURE: &str = "crm/fixtures/get-contact.input.json";

/// The registered action, with its schema in a file of its own, and a fixture.
fn project(fixture: &str) -> Project {
    let action = ACTION
        .replace(
            "import * as z from 'zod';",
            "import * as z from 'zod';\nimport { Input } from '../models.js';",
        )
        .replace("input: z.object({ id: z.string() })", "input: Input");
    let models = "import * as z from 'zod';\n\nexport const Input = z.object({ id: z.string() });\n";
    Project::new(&[
        ("index.ts", "import './crm/actions/get-contact.js';\n"),
        ("crm/actions/get-contact.ts", &action),
        ("crm/models.ts", models),
        (FIXTURE, fixture),
    ])
}

#[test]
fn a_fixture_follows_what_is_typed_in_it() {
    let project = project("{ \"id\": 7 }\n");
    let file = project.path(FIXTURE);
    let mut editor = Editor::open_folder(&project.root());
    // Closed, it is read from the disk.
    let found = editor.diagnostic(&file, MISMATCH);
    assert_eq!(
        found["message"],
        "`id` of the input does not fit its schema: a string is expected, this is a number"
    );
    assert_eq!(found["range"]["start"], json!({ "line": 0, "character": 8 }));
    let schema = &found["relatedInformation"][0]["location"];
    assert_eq!(schema["uri"], uri(&project.path("crm/models.ts")));
    assert_eq!(schema["range"]["start"], json!({ "line": 2, "character": 32 }));

    editor.open(&file);
    let type_in = |editor: &mut Editor, version: i32, from: u32, to: u32, text: &str| {
        let range = json!({ "start": { "line": 0, "character": from }, "end": { "line": 0, "character": to } });
        let document = json!({ "uri": uri(&file), "version": version });
        let changes = json!([{ "range": range, "text": text }]);
        editor.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": changes }),
        );
        editor.diagnostics_where(&file, |it| it.version == Some(i64::from(version)))
    };
    assert_eq!(type_in(&mut editor, 2, 8, 9, "\"").codes(), [SYNTAX]);
    assert_eq!(type_in(&mut editor, 3, 9, 9, "c1\"").codes(), [""; 0]);
    assert_eq!(type_in(&mut editor, 4, 12, 12, ", \"nme\": 1").codes(), [MISMATCH]);
    // What is not saved is nobody's any more when it is closed.
    editor.close(&file);
    editor.diagnostics_where(&file, |it| it.version.is_none() && it.codes() == [MISMATCH]);
}

#[test]
fn a_fixture_follows_the_schema_in_another_file() {
    let project = project("{ \"id\": \"c1\" }\n");
    let (file, models) = (project.path(FIXTURE), project.path("crm/models.ts"));
    let mut editor = Editor::open_folder(&project.root());
    editor.open(&file);
    editor.diagnostics_where(&file, |it| it.version == Some(1) && it.diagnostics.is_empty());
    let text = editor.open(&models);
    editor.change(
        &models,
        2,
        &text.replace("id: z.string()", "id: z.string(), team: z.number()"),
    );
    let found = editor.diagnostic(&file, MISMATCH);
    assert_eq!(found["message"], "the input lacks `team`");
    // The place in the schema moves, and the diagnostic with it.
    editor.change(
        &models,
        3,
        &text.replace("id: z.string()", "id: z.string(),\n    team: z.number()"),
    );
    editor.diagnostics_where(&file, |it| {
        let related = &it.diagnostics[0]["relatedInformation"][0];
        related["location"]["range"]["start"] == json!({ "line": 3, "character": 4 })
    });
    editor.change(&models, 4, &text);
    editor.no_diagnostic(&file, MISMATCH);
}

#[test]
fn a_fixture_comes_and_goes_with_the_disk() {
    let project = project("{ \"id\": \"c1\" }\n");
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    let file = project.write("crm/fixtures/get-contact.checkpoint.json", "{ ");
    editor.watched(&[(&file, 1)]);
    editor.diagnostic(&file, SYNTAX);
    std::fs::remove_file(&file).unwrap();
    editor.watched(&[(&file, 3)]);
    editor.diagnostics_where(&file, |published| published.diagnostics.is_empty());
}

#[test]
fn a_fixture_without_a_function_is_told_so_until_there_is_one() {
    let project = project("{ \"id\": \"c1\" }\n");
    let file = project.write("crm/fixtures/find-contact.input.json", "{ \"id\": 1 }");
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.open(&file);
    editor.diagnostic(&file, ORPHAN);
    let function = project.write("crm/actions/find-contact.ts", ACTION);
    editor.watched(&[(&function, 1)]);
    editor.diagnostic(&file, MISMATCH);
    editor.no_diagnostic(&file, ORPHAN);
}

/// A question about a place of the fixture.
fn at(editor: &mut Editor, method: &str, file: &std::path::Path, character: u32) -> Value {
    let position = json!({ "line": 0, "character": character });
    editor.request(
        method,
        json!({ "textDocument": { "uri": uri(file) }, "position": position }),
    )
}

#[test]
fn a_fixture_is_completed_and_explained() {
    let project = project("{  }");
    let (file, models) = (project.path(FIXTURE), project.path("crm/models.ts"));
    let mut editor = Editor::open_folder(&project.root());
    editor.diagnostic(&file, MISMATCH);
    editor.open(&file);
    let list = at(&mut editor, "textDocument/completion", &file, 2);
    let item = &list["items"][0];
    assert_eq!(
        (&item["label"], &item["textEdit"]["newText"], &item["kind"]),
        (&json!("id"), &json!("\"id\": \"${1}\""), &json!(10))
    );
    let text = "{ \"id\": \"c1\" }";
    editor.change(&file, 2, text);
    editor.no_diagnostic(&file, MISMATCH);
    let hover = at(&mut editor, "textDocument/hover", &file, 4);
    assert_eq!(
        hover["contents"]["value"],
        "```ts\nid: string\n```\n\nSchema: `crm/models.ts:3`\n"
    );
    assert_eq!(hover["range"]["start"]["character"], 2);
    let places = at(&mut editor, "textDocument/definition", &file, 4);
    assert_eq!(places[0]["uri"], uri(&models));
    assert_eq!(places[0]["range"]["start"], json!({ "line": 2, "character": 32 }));
    // Elsewhere other servers answer.
    editor.open(&models);
    for method in ["textDocument/hover", "textDocument/definition"] {
        let answer = at(&mut editor, method, &models, 9);
        assert!(answer.is_null() || answer == json!([]), "{method}: {answer}");
    }
}

#[test]
fn keys_are_added_on_request() {
    let project = project("{}\n");
    let file = project.path(FIXTURE);
    let mut editor = Editor::open_folder(&project.root());
    editor.open(&file);
    let found = editor.diagnostic(&file, MISMATCH);
    let actions = editor.actions_for(&file, &found);
    let action = actions.iter().find(|action| action["title"] == "Add the missing keys");
    let edit = editor.edit_of(action.expect("an action"));
    let (edits, version) = edits_of(&edit, &uri(&file));
    assert_eq!(
        (apply("{}\n", &edits).as_str(), version),
        ("{\n  \"id\": \"\"\n}\n", Some(1))
    );
}

#[test]
fn an_example_is_made_once_and_opened_from_then_on() {
    let project = Project::registered();
    let (function, file) = (project.path("crm/actions/get-contact.ts"), project.path(FIXTURE));
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.answer("workspace/applyEdit", |_| json!({ "applied": true }));
    editor.answer("window/showDocument", |_| json!({ "success": true }));
    let params = json!({
        "textDocument": { "uri": uri(&function) },
        "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } },
        "context": { "diagnostics": [], "only": ["source"] },
    });
    let actions = editor.request("textDocument/codeAction", params);
    let actions = actions.as_array().cloned().unwrap_or_default();
    let action = actions
        .iter()
        .find(|action| action["title"] == "Edit the input of get-contact");
    let command = action.expect("an action")["command"].clone();
    assert_eq!(command["command"], "nango.example");
    let run = json!({ "command": command["command"], "arguments": command["arguments"] });

    editor.request("workspace/executeCommand", run.clone());
    let edit = editor.asked("workspace/applyEdit");
    let changes = edit["edit"]["documentChanges"].as_array().cloned().unwrap_or_default();
    assert_eq!(
        (&changes[0]["kind"], &changes[0]["uri"]),
        (&json!("create"), &json!(uri(&file)))
    );
    assert!(changes[0]["options"]["overwrite"] != true, "{edit}");
    assert_eq!(changes[1]["edits"][0]["newText"], "{\n  \"id\": \"\"\n}\n");
    assert_eq!(editor.asked("window/showDocument")["uri"], uri(&file));

    // Made meanwhile, which nobody has told: nothing is made over it.
    project.write(FIXTURE, "mine");
    editor.requests.clear();
    editor.request("workspace/executeCommand", run);
    assert_eq!(editor.asked("window/showDocument")["uri"], uri(&file));
    editor.settle();
    assert!(
        editor
            .requests
            .iter()
            .all(|(method, _)| method != "workspace/applyEdit")
    );
}
