//! A workspace that the user does not trust is analysed, and nothing of it is run.

use serde_json::{Value, json};

use crate::support::project::Project;
use crate::support::{Editor, capabilities, uri};

#[test]
fn what_starts_a_program_is_refused_and_the_rest_works() {
    let project = Project::unregistered();
    project.write(
        "node_modules/nango/package.json",
        r#"{ "name": "nango", "version": "0.71.10", "bin": { "nango": "cli.js" } }"#,
    );
    project.write(
        "node_modules/nango/cli.js",
        "require('fs').writeFileSync('was-started', '');",
    );
    let options = json!({ "nango": { "input": true, "trusted": false } });
    let mut editor = Editor::open_folder_with(&project.root(), capabilities(), options);
    editor.diagnostic(
        &project.path("crm/actions/find-contact.ts"),
        "index-unregistered-function",
    );
    let file = uri(&project.path("crm/actions/get-contact.ts"));
    let mut refused = 0;
    for command in ide::commands().filter(|command| command.needs_trust) {
        let arguments = json!([{ "file": file, "connection": "conn-1", "input": { "id": "1" } }]);
        let id = editor.ask(
            "workspace/executeCommand",
            json!({ "command": command.id, "arguments": arguments }),
        );
        let response = editor.response(id);
        let message = response["error"]["message"].as_str().unwrap_or_default();
        assert!(message.contains("not trusted"), "{}: {response}", command.id);
        refused += 1;
    }
    assert!(refused >= 2, "a dry run and a recording at least");
    editor.settle();
    assert!(!project.path("was-started").exists());

    editor.answer("workspace/applyEdit", |_| json!({ "applied": true }));
    let file = uri(&project.path("crm/actions/find-contact.ts"));
    editor.request(
        "workspace/executeCommand",
        json!({ "command": ide::REGISTER, "arguments": [{ "file": file }] }),
    );
    editor.asked("workspace/applyEdit");
}

#[test]
fn the_vocabulary_says_what_needs_trust() {
    let mut editor = Editor::start(&[]);
    let result = editor.initialize(None, capabilities(), Value::Null);
    let words = &result["capabilities"]["experimental"]["nango"];
    let commands = words["commands"].as_array().unwrap();
    let registry: Vec<_> = ide::commands().map(|command| command.id).collect();
    let ids: Vec<_> = commands.iter().map(|command| command["id"].as_str().unwrap()).collect();
    assert_eq!(ids, registry);
    let dryrun = commands.iter().find(|command| command["id"] == ide::DRYRUN).unwrap();
    assert_eq!(dryrun["needsTrust"], true);
    let json: Vec<_> = dryrun["arguments"].as_array().unwrap().iter().collect();
    let json = json
        .iter()
        .filter(|it| it["json"] == true)
        .map(|it| it["name"].as_str());
    assert_eq!(json.flatten().collect::<Vec<_>>(), ["input", "metadata", "checkpoint"]);
    assert_eq!(words["templates"].as_array().unwrap().len(), ide::Scaffold::ALL.len());
}
