//! How a conversation begins and ends, and what comes in between that no editor should send.

use serde_json::{Value, json};

use crate::support::project::Project;
use crate::support::{Editor, capabilities};

#[test]
fn shutdown_and_exit_end_the_process() {
    let project = Project::registered();
    let editor = Editor::open_folder(&project.root());
    assert_eq!(editor.quit().code(), Some(0));
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    let mut editor = Editor::start(&[]);
    editor.initialize(None, json!({}), Value::Null);
    editor.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
    assert_eq!(editor.ended().code(), Some(1));
}

#[test]
fn the_end_of_stdin_is_the_end() {
    let project = Project::registered();
    assert_eq!(Editor::open_folder(&project.root()).die().code(), Some(1));
    assert_eq!(
        Editor::start(&["server", "--stdio"]).die().code(),
        Some(1),
        "before initialize, too"
    );
}

#[cfg(unix)]
#[test]
fn the_death_of_the_clients_process_is_the_end() {
    let mut client = std::process::Command::new("true").spawn().unwrap();
    let process = client.id();
    client.wait().unwrap();
    let mut editor = Editor::start(&["--stdio"]);
    editor.request("initialize", json!({ "processId": process, "capabilities": {} }));
    assert_eq!(editor.ended().code(), Some(1));
}

#[test]
fn utf8_is_taken_when_it_is_offered() {
    let encoding = |offered: Value| {
        let mut editor = Editor::start(&[]);
        let result = editor.initialize(None, json!({ "general": offered }), Value::Null);
        result["capabilities"]["positionEncoding"].clone()
    };
    assert_eq!(encoding(json!({ "positionEncodings": ["utf-16", "utf-8"] })), "utf-8");
    assert_eq!(encoding(json!({ "positionEncodings": ["utf-16", "utf-32"] })), "utf-16");
    assert_eq!(encoding(json!({})), "utf-16");
}

#[test]
fn what_is_offered() {
    let mut editor = Editor::start(&[]);
    let mut result = editor.initialize(None, capabilities(), Value::Null);
    result["serverInfo"]["version"] = "[version]".into();
    // Held to the registry in `trust.rs`.
    result["capabilities"]["experimental"]["nango"] = "[vocabulary]".into();
    insta::assert_snapshot!(serde_json::to_string_pretty(&result).unwrap());
}

#[test]
fn no_action_of_ours_runs_under_the_name_of_another() {
    let mut editor = Editor::start(&[]);
    let result = editor.initialize(None, capabilities(), Value::Null);
    let kinds = result["capabilities"]["codeActionProvider"]["codeActionKinds"]
        .as_array()
        .unwrap();
    assert!(kinds.contains(&json!("source.fixAll.nango")));
    assert!(!kinds.contains(&json!("source.fixAll")) && !kinds.contains(&json!("source.organizeImports")));
}

#[test]
fn a_client_without_capabilities_is_asked_nothing() {
    let project = Project::unregistered();
    let mut editor = Editor::open_folder_with(&project.root(), json!({}), Value::Null);
    editor.diagnostic(
        &project.path("crm/actions/find-contact.ts"),
        "index-unregistered-function",
    );
    editor.settle();
    assert_eq!(editor.requests, []);
    assert!(editor.notifications.iter().all(|(method, _)| method != "$/progress"));
}

#[test]
fn indexing_is_shown_where_it_can_be() {
    let project = Project::registered();
    let mut editor = Editor::open_folder(&project.root());
    let token = editor.asked("window/workDoneProgress/create")["token"].clone();
    let begin = editor.notification_where("$/progress", |params| params["value"]["kind"] == "begin");
    assert_eq!(begin["token"], token);
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
}

#[test]
fn watchers_are_registered() {
    let project = Project::registered();
    let mut editor = Editor::open_folder(&project.root());
    let registrations = editor.asked("client/registerCapability")["registrations"].clone();
    let watched = registrations
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["method"] == "workspace/didChangeWatchedFiles");
    let watchers = watched.unwrap()["registerOptions"]["watchers"].as_array().unwrap();
    for glob in [
        "**/*.ts",
        "**/*.test.json",
        "**/package.json",
        "**/nango.yaml",
        "**/.env",
        "**/nango-lsp.toml",
        "**/*.sh",
        "**/README.md",
        "**/.github/workflows/*",
        "**/.gitlab-ci.yml",
    ] {
        assert!(watchers.iter().any(|watcher| watcher["globPattern"] == glob), "{glob}");
    }
}

#[test]
fn requests_before_initialize_and_after_shutdown_are_refused() {
    let mut editor = Editor::start(&[]);
    let id = editor.ask(
        "textDocument/codeLens",
        json!({ "textDocument": { "uri": "file:///a.ts" } }),
    );
    assert_eq!(editor.response(id)["error"]["code"], -32002);
    editor.initialize(None, json!({}), Value::Null);
    editor.request("shutdown", Value::Null);
    let id = editor.ask(
        "textDocument/codeLens",
        json!({ "textDocument": { "uri": "file:///a.ts" } }),
    );
    assert_eq!(editor.response(id)["error"]["code"], -32600);
}

#[test]
fn nonsense_is_answered_and_survived() {
    let project = Project::registered();
    let mut editor = Editor::open_folder(&project.root());
    let codes = [
        ("textDocument/codeLens", json!({ "textDocument": 7 }), -32602),
        ("textDocument/codeAction", json!([]), -32602),
        (
            "codeAction/resolve",
            json!({ "title": "x", "data": { "id": 7 } }),
            -32602,
        ),
        (
            "workspace/executeCommand",
            json!({ "command": "nango.unknown" }),
            -32602,
        ),
        ("textDocument/unknown", json!({}), -32601),
    ];
    for (method, params, code) in codes {
        let id = editor.ask(method, params);
        assert_eq!(editor.response(id)["error"]["code"], code, "{method}");
    }
    editor.notify("textDocument/didChange", json!({ "textDocument": {} }));
    editor.notify("$/unknown", json!({}));
    let lenses = json!({ "textDocument": { "uri": "untitled:Untitled-1" } });
    assert_eq!(editor.request("textDocument/codeLens", lenses), Value::Null);
    assert_eq!(editor.quit().code(), Some(0));
}

#[test]
fn a_cancelled_request_is_answered_as_such() {
    let project = Project::registered();
    let mut editor = Editor::open_folder(&project.root());
    let file = project.path("crm/actions/get-contact.ts");
    let text = editor.open(&file).repeat(2_000);
    editor.change(&file, 2, &text);
    let params = json!({ "textDocument": { "uri": crate::support::uri(&file) } });
    let ids: Vec<_> = (0..8)
        .map(|_| editor.ask("textDocument/codeLens", params.clone()))
        .collect();
    for id in &ids {
        editor.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in ids {
        let response = editor.response(id);
        // Who was quicker is not for a test to say; that every request is answered is.
        assert!(
            response.get("result").is_some() || response["error"]["code"] == -32800,
            "{response}"
        );
    }
}
