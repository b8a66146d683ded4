//! What is said before a dry run begins: at once, with what helps, and without a process.

use serde_json::{Value, json};

use crate::stage::{SUCCESS, Stage};
use crate::support::project::{ACTION, Project};
use crate::support::{capabilities, uri};

const EVENT: &str = "\
import { createOnEvent } from 'nango';

export default createOnEvent({
    description: 'Greets',
    version: '1.0.0',
    event: 'post-connection-creation',
    exec: async (nango) => {
        await nango.log('hello');
    }
});
";

fn stage(project: Project) -> Stage {
    Stage::of(project, SUCCESS, capabilities(), true)
}

fn run(stage: &mut Stage, path: &str) {
    let file = uri(&stage.project.path(path));
    stage.execute(json!({ "command": "nango.dryrun", "arguments": [{ "file": file }] }));
}

/// The question that is asked; nobody has started anything by then.
fn question(stage: &mut Stage) -> String {
    let asked = stage.editor.asked("window/showMessageRequest");
    assert!(stage.calls().is_empty());
    asked["message"].as_str().unwrap().to_owned()
}

fn press(stage: &mut Stage, title: &'static str) {
    stage.editor.answer("window/showMessageRequest", move |params: &Value| {
        let actions = params["actions"].as_array().unwrap();
        actions
            .iter()
            .find(|action| action["title"] == title)
            .expect("the button")
            .clone()
    });
}

#[test]
fn a_function_that_is_not_registered_can_be() {
    let mut stage = stage(Project::unregistered());
    stage
        .editor
        .answer("workspace/applyEdit", |_| json!({ "applied": true }));
    press(&mut stage, "Register in index.ts");
    run(&mut stage, "crm/actions/find-contact.ts");
    assert_eq!(
        question(&mut stage),
        "`find-contact` cannot be tried: `index.ts` does not import it"
    );
    let edit = stage.editor.asked("workspace/applyEdit").to_string();
    assert!(edit.contains("./crm/actions/find-contact.js"), "{edit}");
}

#[test]
fn a_compile_error_elsewhere_is_named_and_shown() {
    let broken = || {
        Project::new(&[
            (
                "index.ts",
                "import './crm/actions/get-contact.js';\nimport './crm/actions/bad.js';\n",
            ),
            ("crm/actions/get-contact.ts", ACTION),
            ("crm/actions/bad.ts", &ACTION.replace("export default action;\n", "")),
        ])
    };
    let mut shown = stage(broken());
    shown
        .editor
        .answer("window/showDocument", |_| json!({ "success": true }));
    press(&mut shown, "Show");
    shown.click();
    let message = question(&mut shown);
    assert!(
        message.starts_with("`get-contact` cannot be tried while `crm/actions/bad.ts:"),
        "{message}"
    );
    let file = shown.editor.asked("window/showDocument")["uri"].clone();
    assert_eq!(file, uri(&shown.project.path("crm/actions/bad.ts")));
    shown.editor.settle();
    assert!(shown.calls().is_empty());

    // Who knows better may have it tried.
    let mut tried = stage(broken());
    press(&mut tried, "Run anyway");
    tried.click();
    tried.outcome();
    assert!(!tried.calls().is_empty());
}

/// What was found in all files is kept; what is edited is looked at again, whoever is quicker.
#[test]
fn a_compile_error_blocks_as_long_as_it_is_there() {
    let index = "import './crm/actions/get-contact.js';\nimport './crm/actions/other.js';\n";
    let mut stage = stage(Project::new(&[
        ("index.ts", index),
        ("crm/actions/get-contact.ts", ACTION),
        ("crm/actions/other.ts", ACTION),
    ]));
    let other = stage.project.path("crm/actions/other.ts");
    let bad = ACTION.replace("export default action;\n", "");
    stage.editor.open(&other);
    press(&mut stage, "Show");
    for (version, text) in [(2, &*bad), (3, ACTION), (4, &*bad), (5, ACTION)] {
        stage.project.write("crm/actions/other.ts", text);
        stage.editor.change(&other, version, text);
        stage.editor.notify(
            "textDocument/didSave",
            json!({ "textDocument": { "uri": uri(&other) } }),
        );
        stage.editor.requests.clear();
        let before = stage.calls().len();
        stage.click();
        if text == bad {
            let message = stage.editor.asked("window/showMessageRequest")["message"].to_string();
            assert!(message.contains("`crm/actions/other.ts"), "{message}");
            assert_eq!(stage.calls().len(), before);
        } else {
            stage.outcome();
            assert!(stage.calls().len() > before);
        }
    }
}

#[test]
fn what_the_cli_cannot_run_is_said() {
    let index = "import './crm/actions/get-contact.js';\nimport './crm/on-events/greet.js';\n";
    for index in [index, "import './crm/actions/get-contact.js';\n"] {
        let mut stage = stage(Project::new(&[
            ("index.ts", index),
            ("crm/actions/get-contact.ts", ACTION),
            ("crm/on-events/greet.ts", EVENT),
        ]));
        run(&mut stage, "crm/on-events/greet.ts");
        assert_eq!(
            stage.outcome(),
            "`greet` cannot be tried: the CLI runs actions and syncs only"
        );
        assert!(stage.calls().is_empty());
    }
}

#[test]
fn a_cli_that_is_too_old_is_said_before_anything_is_asked() {
    let mut stage = stage(Project::registered());
    stage.project.write(
        "node_modules/nango/package.json",
        r#"{ "name": "nango", "version": "0.60.0", "bin": { "nango": "cli.js" } }"#,
    );
    stage.click();
    let outcome = stage.outcome();
    assert!(outcome.contains("0.60.0"), "{outcome}");
    assert!(stage.editor.requests.iter().all(|(method, _)| method != "nango/input"));
    assert!(stage.calls().is_empty());
}

#[test]
fn production_is_asked_every_time() {
    for environment in ["prod", "production", "PROD"] {
        let project = Project::registered();
        project.write(
            ".env",
            "NANGO_SECRET_KEY_PROD=planted-secret\nNANGO_SECRET_KEY_PRODUCTION=planted-secret\n",
        );
        let mut stage = stage(project);
        press(&mut stage, "Run");
        for _ in 0..2 {
            let file = uri(&stage.file());
            stage.editor.requests.clear();
            stage.execute(json!({
                "command": "nango.dryrun",
                "arguments": [{ "file": file, "environment": environment }],
            }));
            stage.outcome();
            let asked = stage.editor.asked("window/showMessageRequest");
            assert_eq!(asked["message"], format!("`get-contact` would run in `{environment}`"));
        }
    }
}

const FIXTURE: &str = "crm/fixtures/get-contact.input.json";

#[test]
fn a_fixture_that_does_not_fit_is_told_and_may_be_opened_or_tried() {
    let project = Project::registered();
    project.write(FIXTURE, "{ \"id\": 7 }\n");
    let mut stage = stage(project);
    stage
        .editor
        .answer("window/showDocument", |_| json!({ "success": true }));
    let file = stage.project.path(FIXTURE);
    stage.editor.diagnostic(&file, "fixture-mismatch");
    press(&mut stage, "Open fixture");
    run(&mut stage, "crm/actions/get-contact.ts");
    assert_eq!(
        question(&mut stage),
        "`get-contact` would be refused what is kept in `crm/fixtures/get-contact.input.json:1`: \
         `id` of the input does not fit its schema: a string is expected, this is a number"
    );
    let shown = stage.editor.asked("window/showDocument");
    assert_eq!(shown["uri"], uri(&file));
    assert_eq!(shown["selection"]["start"], json!({ "line": 0, "character": 8 }));
    assert!(stage.calls().is_empty());

    press(&mut stage, "Run anyway");
    run(&mut stage, "crm/actions/get-contact.ts");
    stage.outcome();
    assert!(!stage.calls().is_empty());

    // What is given otherwise is not looked up.
    let calls = stage.calls().len();
    stage.editor.requests.clear();
    let function = uri(&stage.project.path("crm/actions/get-contact.ts"));
    let arguments = json!({ "file": function, "input": "{ \"id\": \"a\" }" });
    stage.execute(json!({ "command": "nango.dryrun", "arguments": [arguments] }));
    stage.outcome();
    assert!(stage.calls().len() > calls);
    let asked = |(method, params): &(String, Value)| {
        method == "window/showMessageRequest" && params["message"].as_str().is_some_and(|it| it.contains("refused"))
    };
    assert!(!stage.editor.requests.iter().any(asked));
}
