//! `workspace/executeCommand`: one registry, and every command of it does something.

use serde_json::{Value, json};

use crate::support::project::{Project, apply, edits_of};
use crate::support::{Editor, capabilities, uri};

fn execute(editor: &mut Editor, command: &str, arguments: Value) {
    editor.request(
        "workspace/executeCommand",
        json!({ "command": command, "arguments": [arguments] }),
    );
}

fn refused(editor: &mut Editor, command: &str, arguments: Value) -> String {
    let id = editor.ask(
        "workspace/executeCommand",
        json!({ "command": command, "arguments": arguments }),
    );
    let response = editor.response(id);
    assert_eq!(response["error"]["code"], -32602, "{response}");
    response["error"]["message"].as_str().unwrap().to_owned()
}

#[test]
fn the_server_offers_the_registry_and_takes_every_command_of_it() {
    let mut editor = Editor::start(&[]);
    let result = editor.initialize(None, capabilities(), Value::Null);
    let offered = result["capabilities"]["executeCommandProvider"]["commands"].clone();
    let registry: Vec<_> = ide::commands().map(|command| command.id).collect();
    assert_eq!(offered, json!(registry));
    for command in ide::commands() {
        let id = editor.ask("workspace/executeCommand", json!({ "command": command.id }));
        let response = editor.response(id);
        let message = response["error"]["message"].as_str().unwrap_or_default();
        assert!(!message.starts_with("there is no command"), "{}: {message}", command.id);
        let required: Vec<_> = command.arguments.iter().filter(|argument| !argument.optional).collect();
        assert_eq!(
            message.starts_with("the argument "),
            !required.is_empty(),
            "{}: {message}",
            command.id
        );
    }
}

#[test]
fn what_is_wrong_with_a_command_is_said() {
    let project = Project::unregistered();
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    let file = uri(&project.path("crm/actions/find-contact.ts"));
    insta::assert_snapshot!(refused(&mut editor, "nango.unknown", json!([])), @"there is no command `nango.unknown`");
    insta::assert_snapshot!(refused(&mut editor, "nango.dryrun", json!([])), @"the argument `file` is missing");
    insta::assert_snapshot!(
        refused(&mut editor, "nango.dryrun", json!([7])),
        @"a command takes one object of named arguments"
    );
    insta::assert_snapshot!(
        refused(&mut editor, "nango.dryrun", json!([{ "file": 7 }])),
        @"`file` has to be a string"
    );
    insta::assert_snapshot!(
        refused(&mut editor, "nango.dryrun", json!([{ "file": "crm/a.ts" }])),
        @"`file` is no `file:` URI: `crm/a.ts`"
    );
    insta::assert_snapshot!(
        refused(&mut editor, "nango.dryrun", json!([{ "file": format!("{file}x.ts") }])),
        @"the file is no function that `index.ts` registers"
    );
    insta::assert_snapshot!(refused(
        &mut editor,
        "nango.newFunction",
        json!([{ "integration": "crm", "name": "a", "template": "x" }])
    ),);
    insta::assert_snapshot!(refused(
        &mut editor,
        "nango.newFunction",
        json!([{ "integration": "crm", "name": "-a", "template": "action" }])
    ),);
}

#[test]
fn a_function_is_registered_by_command() {
    for (command, argument) in [("nango.register", "file"), ("nango.registerAll", "root")] {
        let project = Project::unregistered();
        let index = project.path("index.ts");
        let mut editor = Editor::open_folder(&project.root());
        editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
        editor.answer("workspace/applyEdit", |_| json!({ "applied": true }));
        let value = match argument {
            "file" => uri(&project.path("crm/actions/find-contact.ts")),
            _ => uri(&project.root()),
        };
        execute(&mut editor, command, json!({ argument: value }));
        let edit = editor.asked("workspace/applyEdit")["edit"].clone();
        let (edits, version) = edits_of(&edit, &uri(&index));
        assert_eq!(version, None, "a closed document has no version");
        let text = apply(&project.read("index.ts"), &edits);
        assert_eq!(
            text, "import './crm/actions/find-contact.js';\nimport './crm/actions/get-contact.js';\n",
            "{command}"
        );
    }
}

#[test]
fn a_new_function_comes_with_its_registration() {
    let project = Project::registered();
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.answer("workspace/applyEdit", |_| json!({ "applied": true }));
    execute(
        &mut editor,
        "nango.newFunction",
        json!({ "integration": "crm", "name": "deals", "template": "sync-full", "model": "Deal" }),
    );
    let edit = editor.asked("workspace/applyEdit")["edit"].clone();
    let new = format!("{}/crm/syncs/deals.ts", uri(&project.root()));
    assert_eq!(edit["documentChanges"][0], json!({ "kind": "create", "uri": new }));
    let (text, _) = edits_of(&edit, &new);
    assert!(apply("", &text).contains("Deal"), "{text:?}");
    let (registration, _) = edits_of(&edit, &uri(&project.path("index.ts")));
    assert!(apply(&project.read("index.ts"), &registration).contains("./crm/syncs/deals.js"));
}

#[test]
fn a_refused_edit_is_said() {
    let project = Project::unregistered();
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.answer(
        "workspace/applyEdit",
        |_| json!({ "applied": false, "failureReason": "it is read-only" }),
    );
    let file = uri(&project.path("crm/actions/find-contact.ts"));
    execute(&mut editor, "nango.register", json!({ "file": file }));
    let message = editor.notification("window/showMessage");
    assert!(
        message["message"].as_str().unwrap().ends_with("it is read-only"),
        "{message}"
    );
}
