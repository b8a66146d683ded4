//! What the editor has open wins over the disk, and the server's text is the editor's, letter for letter.

use serde_json::json;

use crate::support::project::{ACTION, Project};
use crate::support::{Editor, uri};

const REGISTRATION: &str = "index-unregistered-function";

#[test]
fn a_buffer_wins_over_the_disk() {
    let project = Project::unregistered();
    let (file, index) = (project.path("crm/actions/find-contact.ts"), project.path("index.ts"));
    let mut editor = Editor::open_folder(&project.root());
    editor.diagnostic(&file, REGISTRATION);
    let text = editor.open(&index);
    editor.change(&index, 2, &format!("{text}import './crm/actions/find-contact.js';\n"));
    editor.no_diagnostic(&file, REGISTRATION);
    editor.close(&index);
    editor.diagnostic(&file, REGISTRATION);
}

/// The server shows what it has for a text by where it finds the create call.
fn position_of_create(editor: &mut Editor, file: &std::path::Path) -> serde_json::Value {
    let lenses = editor.request("textDocument/codeLens", json!({ "textDocument": { "uri": uri(file) } }));
    lenses[0]["range"]["start"].clone()
}

#[test]
fn four_hundred_edits_between_slow_requests_leave_the_editors_text() {
    let project = Project::registered();
    let file = project.path("crm/actions/get-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    editor.open(&file);
    let mut edits = 0_u32;
    let mut ids = Vec::new();
    for version in 2..402 {
        // A line at the top and one letter into it, in turn: lost, doubled or out of order, the create call is elsewhere.
        let is_line = version % 2 == 0;
        let text = if is_line { "\n" } else { "// 👍" };
        edits += u32::from(is_line);
        let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } });
        editor.notify(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": uri(&file), "version": version },
                "contentChanges": [{ "range": range, "text": text }],
            }),
        );
        if version % 10 == 0 {
            let params = json!({
                "textDocument": { "uri": uri(&file) }, "position": { "line": 0, "character": 0 },
            });
            ids.push(editor.ask("textDocument/completion", params));
        }
    }
    let line = ACTION.lines().position(|line| line.contains("createAction(")).unwrap() as u32;
    assert_eq!(
        position_of_create(&mut editor, &file),
        json!({ "line": line + edits, "character": 15 })
    );
    for id in ids {
        editor.response(id);
    }
    editor.diagnostics_where(&file, |published| published.version == Some(401));
}

#[test]
fn an_edit_is_seen_by_the_request_that_follows_it() {
    let project = Project::registered();
    let file = project.path("crm/actions/get-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    let text = editor.open(&file);
    editor.no_diagnostic(&file, REGISTRATION);
    let line = ACTION.lines().position(|line| line.contains("createAction(")).unwrap();
    for version in 2..30 {
        editor.change(&file, version, &format!("{}{text}", "\n".repeat(version as usize)));
        let expected = json!({ "line": line + version as usize, "character": 15 });
        assert_eq!(position_of_create(&mut editor, &file), expected);
    }
}

#[test]
fn versions_only_rise_and_the_last_one_is_published() {
    let project = Project::registered();
    let file = project.path("crm/actions/get-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    let text = editor.open(&file);
    let mut last = 0;
    for version in 2..60 {
        editor.change(&file, version, &format!("{text}// {version}\n"));
        if let Some(version) = editor
            .diagnostics
            .get(&uri(&file))
            .and_then(|published| published.version)
        {
            assert!(version >= last);
            last = version;
        }
    }
    editor.diagnostics_where(&file, |published| published.version == Some(59));
}

#[test]
fn edits_outside_the_text_are_clamped() {
    let project = Project::registered();
    let file = project.path("crm/actions/get-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    editor.open(&file);
    let at = |line: u32, character: u32| json!({ "line": line, "character": character });
    editor.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": uri(&file), "version": 2 },
            "contentChanges": [
                { "range": { "start": at(9_999, 9), "end": at(99_999, 99) }, "text": "// end\n" },
                { "range": { "start": at(0, 5), "end": at(0, 0) }, "text": "import" },
                { "range": { "start": at(0, 0), "end": at(0, 0) }, "text": "" },
            ],
        }),
    );
    editor.diagnostics_where(&file, |published| published.version == Some(2));
}

#[test]
fn one_file_under_two_spellings_is_one_file() {
    let project = Project::unregistered();
    let (file, index) = (project.path("crm/actions/find-contact.ts"), project.path("index.ts"));
    let mut editor = Editor::open_folder(&project.root());
    editor.diagnostic(&file, REGISTRATION);
    let spelled = uri(&index).replace("index.ts", "%69ndex.ts");
    let text = format!("{}import './crm/actions/find-contact.js';\n", project.read("index.ts"));
    let document = json!({ "uri": spelled, "languageId": "typescript", "version": 1, "text": text });
    editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
    editor.no_diagnostic(&file, REGISTRATION);
}

#[test]
fn two_texts_of_one_file_are_two_until_one_is_closed() {
    let project = Project::registered();
    let file = project.path("crm/actions/get-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    // Then there are lenses.
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    let text = editor.open(&file);
    let first = uri(&file);
    let second = first.replace("get-contact.ts", "%67et-contact.ts");
    let document = json!({ "uri": second, "languageId": "typescript", "version": 1, "text": text });
    editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let mut insert = |uri: &str, version: i32, lines: &str| {
        let start = json!({ "line": 0, "character": 0 });
        let change = json!({ "range": { "start": start, "end": start }, "text": lines });
        let document = json!({ "uri": uri, "version": version });
        editor.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [change] }),
        );
        position_of_create(&mut editor, &file)["line"].clone()
    };
    // That which is edited is shown.
    assert_eq!(insert(&first, 2, "\n\n\n"), 6);
    assert_eq!(insert(&second, 2, "\n"), 4);
    assert_eq!(insert(&first, 3, "\n"), 7);
    assert_eq!(insert(&second, 3, "\n"), 5);
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": second } }));
    assert_eq!(position_of_create(&mut editor, &file)["line"], 7);
    editor.diagnostics_where(&file, |published| published.version == Some(3));
}

#[test]
fn documents_that_are_no_files_are_left_alone() {
    let project = Project::registered();
    let mut editor = Editor::open_folder(&project.root());
    for uri in ["untitled:Untitled-1", "git:/index.ts?ref=HEAD", "output:tasks"] {
        let document = json!({ "uri": uri, "languageId": "typescript", "version": 1, "text": "x" });
        editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
        editor.notify(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "text": "y" }] }),
        );
        editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }
    editor.settle();
    assert!(editor.diagnostics.keys().all(|uri| uri.starts_with("file:")));
}
