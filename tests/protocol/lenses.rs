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

/// How often the lenses were asked to be asked for again.
fn refreshes(editor: &Editor) -> usize {
    let asked = editor.requests.iter();
    asked
        .filter(|(method, _)| method == "workspace/codeLens/refresh")
        .count()
}

const HELPER: &str = "\
import type { NangoAction } from 'nango';

export async function archive(nango: NangoAction, id: string) {
    // Looks.
    await nango.get({ endpoint: `/contacts/${id}` });
}
";

#[test]
fn lenses_are_refreshed_when_a_helper_does_something_else() {
    let project = Project::registered();
    let calls = ACTION.replace("nango.log(input.id)", "archive(nango, input.id)");
    let imports = "import { archive } from '../helpers/archive.js';\n";
    let file = project.write("crm/actions/get-contact.ts", &format!("{imports}{calls}"));
    let helper = project.write("crm/helpers/archive.ts", HELPER);
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.open(&file);
    editor.open(&helper);
    let title = |editor: &mut Editor| lenses(editor, &file)[0]["command"]["title"].clone();
    assert_eq!(title(&mut editor), "▷ Dry run");
    editor.settle();
    editor.requests.clear();

    for (version, [old, new]) in [["// Looks.", "// Looks again."], ["/contacts/", "/people/"]]
        .into_iter()
        .enumerate()
    {
        let version = i32::try_from(version).unwrap() + 2;
        editor.change(&helper, version, &HELPER.replace(old, new));
        editor.diagnostics_where(&helper, |published| published.version == Some(version.into()));
    }
    editor.settle();
    assert_eq!(refreshes(&editor), 0, "the lens says the same");

    let deletes = HELPER.replace("nango.get", "nango.delete");
    editor.change(&helper, 4, &deletes);
    editor.asked("workspace/codeLens/refresh");
    assert_eq!(title(&mut editor), "▷ Dry run · writes: DELETE /contacts/{id}");

    // Closed unsaved, it is what it is on the disk; and that may change behind the editor.
    editor.requests.clear();
    editor.close(&helper);
    editor.asked("workspace/codeLens/refresh");
    assert_eq!(title(&mut editor), "▷ Dry run");
    editor.settle();
    editor.requests.clear();
    project.write("crm/helpers/archive.ts", &deletes);
    editor.watched(&[(&helper, 2)]);
    editor.asked("workspace/codeLens/refresh");
    assert_eq!(title(&mut editor), "▷ Dry run · writes: DELETE /contacts/{id}");
}

#[test]
fn lenses_are_refreshed_when_a_fixture_comes_into_being() {
    let project = Project::registered();
    let file = project.path("crm/actions/get-contact.ts");
    let fixture = project.path("crm/fixtures/get-contact.input.json");
    std::fs::create_dir_all(fixture.parent().unwrap()).unwrap();
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.open(&file);
    editor.settle();
    editor.requests.clear();
    editor.open_text(&fixture, "{ \"id\": \"1\" }\n");
    editor.asked("workspace/codeLens/refresh");
    let title = &lenses(&mut editor, &file)[0]["command"]["title"];
    assert_eq!(title, "▷ Dry run · input: fixtures/get-contact.input.json");
    editor.settle();
    editor.requests.clear();
    editor.change(&fixture, 2, "{ \"id\": \"2\" }\n");
    editor.diagnostics_where(&fixture, |published| published.version == Some(2));
    editor.settle();
    assert_eq!(refreshes(&editor), 0, "what is in it is no matter of the lens");
}
