//! The report of a dry run: on request, on the user's screen, and gone with the server.

use std::path::PathBuf;
#[cfg(unix)]
use std::time::Instant;

use serde_json::{Value, json};

use crate::stage::{INVALID, Stage};
use crate::support::project::Project;
#[cfg(unix)]
use crate::support::{Editor, PATIENCE, QUIET};
use crate::support::{capabilities, uri};

/// A function that logs, calls and returns, with secrets in everything.
const TALKATIVE: &str = r#"
    console.log('http [200] GET https://api.nango.dev/proxy/contacts/1?token=planted-secret');
    console.log('looked up with Bearer planted-secret');
    console.log('Done\n' + JSON.stringify({ id: 'a-record', access_token: 'planted-token' }, null, 2));
"#;

fn clicked(function: &str, capabilities: Value) -> Stage {
    let mut stage = Stage::of(Project::registered(), function, capabilities, true);
    stage.click();
    stage.outcome();
    stage
}

/// What the lens beside that of the run does.
fn open(stage: &mut Stage) {
    let file = stage.file();
    let params = json!({ "textDocument": { "uri": uri(&file) } });
    let lens = stage.editor.request("textDocument/codeLens", params)[1].clone();
    assert_eq!(lens["command"]["title"], "Report");
    stage.execute(json!({ "command": lens["command"]["command"], "arguments": lens["command"]["arguments"] }));
}

fn path(uri: &Value) -> PathBuf {
    PathBuf::from(uri.as_str().unwrap().trim_start_matches("file://"))
}

#[test]
fn it_opens_as_a_document_that_ends_with_the_server() {
    let mut stage = clicked(TALKATIVE, capabilities());
    stage
        .editor
        .answer("window/showDocument", |_| json!({ "success": true }));
    open(&mut stage);
    let file = path(&stage.editor.asked("window/showDocument")["uri"]);
    assert!(!file.starts_with(stage.project.root()), "{}", file.display());
    let report = std::fs::read_to_string(&file).unwrap();
    for piece in [
        "# Dry run of `get-contact`",
        "`conn-1`",
        "`dev`",
        "`/contacts/1?token=…`",
        "a-record",
        "looked up",
    ] {
        assert!(report.contains(piece), "{piece} is missing: {report}");
    }
    for secret in ["planted-secret", "planted-token"] {
        assert!(!report.contains(secret), "{report}");
    }
    // What the function returned is in no message and no log: only in what was asked for.
    assert!(!stage.words().contains("a-record"));
    stage.editor.quit();
    assert!(!file.exists() && !file.parent().unwrap().exists());
}

#[test]
fn it_is_a_click_away_where_a_message_has_buttons() {
    let mut capabilities = capabilities();
    capabilities["window"]["showMessage"] = json!({ "messageActionItem": {} });
    let mut stage = Stage::of(Project::registered(), TALKATIVE, capabilities, true);
    let press = |params: &Value| params["actions"][0].clone();
    stage.editor.answer("window/showMessageRequest", press);
    stage
        .editor
        .answer("window/showDocument", |_| json!({ "success": true }));
    stage.click();
    let shown = path(&stage.editor.asked("window/showDocument")["uri"]);
    assert!(shown.exists());
    let asked = stage.editor.asked("window/showMessageRequest");
    assert_eq!(asked["actions"], json!([{ "title": "Show report" }]));
    assert!(
        asked["message"]
            .as_str()
            .unwrap()
            .starts_with("`get-contact`: the action returned"),
        "{asked}"
    );
    // What never ran has no report.
    stage.project.write(".env", "");
    stage.click();
    assert!(stage.outcome().contains("NANGO_SECRET_KEY_DEV"));
}

/// Runs the function and opens its report; the file.
#[cfg(unix)]
fn opened() -> (Stage, PathBuf) {
    let mut stage = clicked(TALKATIVE, capabilities());
    stage
        .editor
        .answer("window/showDocument", |_| json!({ "success": true }));
    open(&mut stage);
    let file = path(&stage.editor.asked("window/showDocument")["uri"]);
    assert!(file.exists());
    (stage, file)
}

#[cfg(unix)]
#[test]
fn it_ends_with_the_server_however_that_ends() {
    use rustix::process::{Pid, Signal, kill_process};

    type End = fn(Stage);
    let ends: [(&str, End); 4] = [
        ("stdin", |stage| assert!(!stage.editor.die().success())),
        ("a signal to end", |stage| kill(stage, Signal::TERM)),
        ("an interruption", |stage| kill(stage, Signal::INT)),
        ("no terminal", |stage| kill(stage, Signal::HUP)),
    ];
    fn kill(mut stage: Stage, signal: Signal) {
        let server = Pid::from_raw(stage.editor.process().cast_signed()).expect("an id");
        kill_process(server, signal).expect("the server lives");
        stage.editor.ended();
    }
    for (how, end) in ends {
        let (mut stage, file) = opened();
        // What is asserted is not the end of the folder around it.
        let _state = stage.keep_state();
        end(stage);
        assert!(!file.parent().unwrap().exists(), "{how}");
    }
    let (mut stage, file) = opened();
    let state = stage.keep_state();
    kill(stage, Signal::KILL);
    assert!(file.exists(), "nothing of the server ran any more");
    let next = Editor::start_with(&[], |command| {
        command.env("TMPDIR", state.path());
    });
    let deadline = Instant::now() + PATIENCE;
    while file.parent().unwrap().exists() {
        assert!(Instant::now() < deadline, "it is left for good");
        std::thread::sleep(QUIET / 10);
    }
    next.die();
}

#[test]
fn a_client_that_opens_no_documents_is_told_where_it_is() {
    let mut capabilities = capabilities();
    capabilities["window"]["showDocument"] = Value::Null;
    let mut stage = clicked(INVALID, capabilities);
    open(&mut stage);
    let message = stage.outcome();
    let file = PathBuf::from(message.split('`').nth(1).unwrap());
    let report = std::fs::read_to_string(file).unwrap();
    assert!(report.contains("`crm/actions/get-contact.ts:8:24`"), "{report}");
    assert!(report.contains("data") || report.contains("{ id: 7 }"), "{report}");
}

#[test]
fn it_is_a_code_action_as_long_as_the_result_stands() {
    let mut stage = clicked(INVALID, capabilities());
    let file = stage.file();
    let titles = |stage: &mut Stage| {
        let start = json!({ "line": 0, "character": 0 });
        let actions = stage.editor.request(
            "textDocument/codeAction",
            json!({
                "textDocument": { "uri": uri(&file) },
                "range": { "start": start, "end": start },
                "context": { "diagnostics": [], "only": ["source.nango"] }
            }),
        );
        let actions = actions.as_array().cloned().unwrap_or_default();
        let titles: Vec<_> = actions.iter().map(|action| action["title"].to_string()).collect();
        titles.join(", ")
    };
    assert!(titles(&mut stage).contains("Show the report of the last dry run"));
    let text = std::fs::read_to_string(stage.file()).unwrap();
    let file = stage.file();
    stage.editor.change(&file, 2, &text.replace("input.id", "input"));
    assert!(!titles(&mut stage).contains("report"));
}
