//! Dry runs from a lens to their outcome.

use serde_json::{Value, json};

use crate::stage::{INVALID, REFUSED, SUCCESS, Stage};
use crate::support::project::{ACTION, Project};
use crate::support::{NEVER, PATIENCE, capabilities, uri};

const ENDLESS: &str = "setInterval(() => {}, 1000);";

#[test]
fn an_input_that_is_kept_in_a_fixture_is_not_asked_for() {
    let mut stage = Stage::new(SUCCESS);
    stage
        .project
        .write("crm/fixtures/get-contact.input.json", r#"{ "id": "kept" }"#);
    stage.click();
    let outcome = stage.outcome();
    assert!(outcome.starts_with("`get-contact`: "), "{outcome}");
    let call = stage.calls().pop().unwrap();
    // The CLI reads the file: what is in it is in no argument vector.
    assert_eq!(
        call[call.len() - 2..],
        ["--input", "@crm/fixtures/get-contact.input.json"]
    );
}

#[test]
fn a_run_is_asked_for_what_it_needs_and_shows_what_it_came_to() {
    let mut stage = Stage::new(SUCCESS);
    stage.click();
    let outcome = stage.outcome();
    assert!(outcome.starts_with("`get-contact`: "), "{outcome}");
    let call = stage.calls().pop().unwrap();
    assert_eq!(call[..3], ["dryrun", "get-contact", "conn-1"]);
    assert!(
        call.ends_with(&["--input".to_owned(), r#"{"id":"1"}"#.to_owned()]),
        "{call:?}"
    );
    stage.editor.asked("workspace/codeLens/refresh");
    assert!(
        stage.lens()["title"].as_str().unwrap().contains('✓'),
        "{}",
        stage.lens()
    );
    stage
        .editor
        .notification_where("$/progress", |params| params["value"]["kind"] == "end");
    stage.editor.settle();
    let words = stage.words();
    assert!(
        words.contains("looked up"),
        "the function's own lines are logged: {words}"
    );
    assert!(!words.contains("planted-secret"), "{words}");

    // The connection is remembered: the second time only the input is asked for.
    stage.editor.requests.clear();
    stage.click();
    stage.outcome();
    let titles: Vec<_> = stage
        .editor
        .requests
        .iter()
        .filter(|(method, _)| method == "nango/input")
        .collect();
    assert_eq!(titles.len(), 1, "{titles:?}");
    let remembered = std::fs::read_to_string(stage.state().join("nango-lsp/connections.json")).unwrap();
    assert!(remembered.contains("conn-1"));
}

#[test]
fn a_validation_failure_is_shown_where_the_code_is_until_it_is_edited() {
    let mut stage = Stage::new(INVALID);
    stage.click();
    stage.outcome();
    let file = stage.file();
    let diagnostic = stage.editor.diagnostic(&file, "dryrun-validation");
    assert_eq!(diagnostic["severity"], 1);
    assert!(stage.lens()["title"].as_str().unwrap().contains('✗'));
    stage.editor.change(&file, 2, &ACTION.replace("input.id", "input"));
    stage.editor.no_diagnostic(&file, "dryrun-validation");
    assert!(!stage.lens()["title"].as_str().unwrap().contains('✗'));
}

#[test]
fn a_compile_error_is_shown_where_it_is_until_that_file_is_edited() {
    let mut stage = Stage::of(Project::unregistered(), SUCCESS, capabilities(), true);
    let cli = stage.project.read("node_modules/nango/cli.js");
    stage.project.write(
        "node_modules/nango/cli.js",
        &cli.replace("fs.mkdirSync", &format!("{REFUSED}fs.mkdirSync")),
    );
    stage.click();
    assert!(stage.outcome().contains("does not compile"));
    let other = stage.project.path("crm/actions/find-contact.ts");
    let diagnostic = stage.editor.diagnostic(&other, "cli-compile-error");
    assert_eq!(diagnostic["message"], "Something that no rule knows");
    assert_eq!(diagnostic["range"]["start"], json!({ "line": 3, "character": 15 }));
    let file = stage.file();
    stage.editor.no_diagnostic(&file, "dryrun-compile-error");

    let text = stage.editor.open(&other);
    stage.editor.change(&other, 2, &format!("\n{text}"));
    let moved = |diagnostic: &Value| diagnostic["range"]["start"]["line"] == 4;
    stage.editor.diagnostic_where(&other, "cli-compile-error", moved);
    stage.editor.change(&other, 3, &format!("{text};"));
    stage.editor.no_diagnostic(&other, "cli-compile-error");
    stage.editor.change(&other, 4, &text);
    stage.editor.notify(
        "textDocument/didSave",
        json!({ "textDocument": { "uri": uri(&other) } }),
    );
    stage.click();
    stage.outcome();
    stage.editor.diagnostic(&other, "cli-compile-error");

    // It compiles again.
    stage.project.write("fixed", "");
    stage.click();
    stage.outcome();
    stage.editor.no_diagnostic(&other, "cli-compile-error");
}

#[test]
fn when_the_progress_ends_the_lens_tells_the_outcome() {
    let mut stage = Stage::new(SUCCESS);
    stage.click();
    let runs = |params: &Value| params["value"]["title"] == "Dry run of get-contact";
    let token = stage.editor.notification_where("$/progress", runs)["token"].clone();
    let ends = |params: &Value| params["token"] == token && params["value"]["kind"] == "end";
    stage.editor.notification_where("$/progress", ends);
    let title = stage.lens()["title"].as_str().unwrap().to_owned();
    assert!(title.contains('✓'), "{title}");
}

#[test]
fn a_client_that_never_says_whether_it_shows_progress_learns_the_outcome() {
    let mut stage = Stage::new(SUCCESS);
    stage.editor.answer("window/workDoneProgress/create", |_| json!(NEVER));
    stage.click();
    let outcome = stage.outcome();
    assert!(
        outcome.starts_with("`get-contact`: the action returned its output"),
        "{outcome}"
    );
    let title = stage.lens()["title"].as_str().unwrap().to_owned();
    assert!(title.contains('✓'), "{title}");
}

#[test]
fn a_run_can_be_cancelled_by_its_progress_and_by_command() {
    for by_command in [false, true] {
        let mut stage = Stage::new(ENDLESS);
        stage.click();
        let running = |params: &Value| {
            params["value"]["message"]
                .as_str()
                .is_some_and(|it| it.starts_with("running "))
        };
        let token = stage.editor.notification_where("$/progress", running)["token"].clone();
        if by_command {
            stage.execute(json!({ "command": "nango.cancel" }));
        } else {
            stage
                .editor
                .notify("window/workDoneProgress/cancel", json!({ "token": token }));
        }
        assert!(stage.outcome().contains("cancelled"), "by command: {by_command}");
    }
}

/// A function that returns when the file `go` is there.
const HELD: &str = r"
    const end = () => {
        if (fs.existsSync('go')) console.log('Done\n' + JSON.stringify({ id: '1' }, null, 2));
        else setTimeout(end, 20);
    };
    end();
";

/// Clicks the lens, and waits until the progress says this.
fn click_until(stage: &mut Stage, message: &str) {
    stage.click();
    let says = |params: &Value| {
        let said = params["value"]["message"].as_str();
        said.is_some_and(|said| said.starts_with(message))
    };
    stage.editor.notification_where("$/progress", says);
}

#[test]
fn a_run_that_is_replaced_takes_nothing_from_the_one_that_goes_on() {
    let mut stage = Stage::new(HELD);
    let title = |stage: &mut Stage| stage.lens()["title"].as_str().unwrap().to_owned();
    click_until(&mut stage, "running ");
    click_until(&mut stage, "waiting ");
    stage.click();
    let outcome = stage.outcome();
    assert!(outcome.contains("replaced by a newer run"), "{outcome}");
    let lens = title(&mut stage);
    assert!(lens.contains("running…"), "{lens}");
    stage.project.write("go", "");
    for _ in ["the first", "the third"] {
        let outcome = stage.outcome();
        assert!(outcome.contains("returned its output"), "{outcome}");
    }
    let lens = title(&mut stage);
    assert!(lens.contains("✓ returned its output"), "{lens}");
}

#[test]
fn a_run_that_is_cancelled_leaves_what_the_last_one_came_to() {
    let mut stage = Stage::new(HELD);
    let go = stage.project.write("go", "");
    stage.click();
    stage.outcome();
    std::fs::remove_file(go).unwrap();
    stage.editor.notifications.clear();
    click_until(&mut stage, "running ");
    let lens = stage.lens()["title"].as_str().unwrap().to_owned();
    assert!(lens.contains("running…"), "{lens}");
    stage.execute(json!({ "command": "nango.cancel" }));
    assert!(stage.outcome().contains("cancelled"));
    let lens = stage.lens()["title"].as_str().unwrap().to_owned();
    assert!(lens.contains("✓ returned its output"), "{lens}");
}

#[cfg(unix)]
#[test]
fn no_child_outlives_the_server() {
    for dies in [false, true] {
        let writes_its_id = format!("fs.writeFileSync('pid', String(process.pid)); {ENDLESS}");
        let mut stage = Stage::new(&writes_its_id);
        stage.click();
        let running = |params: &Value| {
            params["value"]["message"]
                .as_str()
                .is_some_and(|it| it.starts_with("running "))
        };
        stage.editor.notification_where("$/progress", running);
        let pid = stage.project.path("pid");
        let deadline = std::time::Instant::now() + PATIENCE;
        while std::fs::read_to_string(&pid).unwrap_or_default().is_empty() {
            assert!(std::time::Instant::now() < deadline, "the CLI does not run");
            stage.editor.settle();
        }
        let pid: i32 = std::fs::read_to_string(&pid).unwrap().parse().unwrap();
        if dies {
            stage.editor.die();
        } else {
            stage.editor.quit();
        }
        let process = rustix::process::Pid::from_raw(pid).unwrap();
        assert!(
            rustix::process::test_kill_process(process).is_err(),
            "the CLI lives; the editor died: {dies}"
        );
    }
}

/// The user presses the first button, and the editor does what it is asked to.
fn let_it_edit(stage: &mut Stage) {
    stage
        .editor
        .answer("window/showMessageRequest", |params| params["actions"][0].clone());
    stage
        .editor
        .answer("workspace/applyEdit", |_| json!({ "applied": true }));
    stage
        .editor
        .answer("window/showDocument", |_| json!({ "success": true }));
}

#[test]
fn a_client_without_input_is_led_to_the_setting() {
    let mut stage = Stage::of(Project::registered(), SUCCESS, capabilities(), false);
    let_it_edit(&mut stage);
    stage.click();
    let shown = stage.editor.asked("window/showDocument");
    assert!(shown["uri"].as_str().unwrap().ends_with("/nango-lsp.toml"));
    assert_eq!(shown["selection"]["start"], json!({ "line": 1, "character": 7 }));
    let edit = stage.editor.asked("workspace/applyEdit")["edit"].clone();
    assert_eq!(edit["documentChanges"][0]["kind"], "create");
    assert_eq!(
        edit["documentChanges"][1]["edits"][0]["newText"],
        "[dryrun.connections]\ncrm = \"\"\n"
    );
    assert!(
        !stage.project.path("nango-lsp.toml").exists(),
        "the editor writes it, not we"
    );
    assert!(stage.calls().is_empty());
}

#[test]
fn the_setting_is_edited_as_it_is_typed() {
    let project = Project::registered();
    let setting = project.write("nango-lsp.toml", "[rules]\n");
    let mut stage = Stage::of(project, SUCCESS, capabilities(), false);
    stage.editor.open(&setting);
    stage
        .editor
        .change(&setting, 2, "# typed, and not saved\n[dryrun.connections]\n");
    let_it_edit(&mut stage);
    stage.click();
    let edit = stage.editor.asked("workspace/applyEdit")["edit"]["documentChanges"][0].clone();
    assert_eq!(edit["textDocument"]["version"], 2, "{edit}");
    let range = json!({ "line": 2, "character": 0 });
    assert_eq!(
        edit["edits"][0]["range"],
        json!({ "start": range, "end": range }),
        "{edit}"
    );
    assert_eq!(edit["edits"][0]["newText"], "crm = \"\"\n");
    let shown = stage.editor.asked("window/showDocument");
    assert_eq!(shown["selection"]["start"], json!({ "line": 2, "character": 7 }));
}

#[test]
fn a_missing_secret_key_is_said_without_a_run() {
    let project = Project::registered();
    std::fs::remove_file(project.path(".env")).unwrap();
    let mut stage = Stage::of(project, SUCCESS, capabilities(), true);
    stage.click();
    let outcome = stage.outcome();
    assert!(outcome.contains("NANGO_SECRET_KEY_DEV"), "{outcome}");
    assert!(stage.calls().is_empty());
}
