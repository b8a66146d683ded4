//! `nango-lsp demo`: what an editor would show, without an editor. A bundled project is written to a temporary folder, this
//! very binary is started as a server, and both speak as an editor and a server do.

mod editor;

use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::{CLEAN, could_not_run, print};
use editor::Editor;

/// The bundled project. `.nango` marks its root and is made too.
const FILES: [(&str, &str); 5] = [
    ("index.ts", include_str!("../demo/index.ts")),
    ("package.json", include_str!("../demo/package.json")),
    (GET_CONTACT, include_str!("../demo/crm/actions/get-contact.ts")),
    (ARCHIVE_CONTACT, include_str!("../demo/crm/actions/archive-contact.ts")),
    ("crm/syncs/contacts.ts", include_str!("../demo/crm/syncs/contacts.ts")),
];

const GET_CONTACT: &str = "crm/actions/get-contact.ts";
/// What `index.ts` does not register.
const ARCHIVE_CONTACT: &str = "crm/actions/archive-contact.ts";
/// A file that the demo adds.
const DEALS: &str = "crm/syncs/deals.ts";

/// Runs the demo.
pub fn run() -> ExitCode {
    match demonstrate() {
        Ok(()) => ExitCode::from(CLEAN),
        Err(error) => could_not_run(&format!("the demo did not work: {error}")),
    }
}

fn demonstrate() -> io::Result<()> {
    let folder = tempfile::Builder::new().prefix("nango-lsp-demo-").tempdir()?;
    let root = folder.path().canonicalize()?;
    std::fs::create_dir(root.join(".nango"))?;
    for (path, text) in FILES {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(&root))?;
        std::fs::write(path, text)?;
    }
    let mut editor = Editor::start(&root)?;
    heading("An editor opens a project with three functions. Problems:");
    let archive = editor.open(ARCHIVE_CONTACT, include_str!("../demo/crm/actions/archive-contact.ts"))?;
    editor.open("index.ts", include_str!("../demo/index.ts"))?;
    editor.settle()?;
    print(&problems(&editor, &root));

    heading("One of them has a fix:");
    register(&mut editor, &archive)?;
    heading("Problems now:");
    print(&problems(&editor, &root));

    heading("In a new file, crm/syncs/deals.ts, the completions are:");
    complete(&mut editor)?;

    heading("Above the functions:");
    editor.open(GET_CONTACT, include_str!("../demo/crm/actions/get-contact.ts"))?;
    for path in [GET_CONTACT, ARCHIVE_CONTACT] {
        let params = json!({ "textDocument": { "uri": editor.uri(path)? } });
        let lenses = editor.request("textDocument/codeLens", params)?;
        for lens in array(&lenses) {
            print(&format!("  {path}: {}\n", text(&lens["command"]["title"])));
        }
    }

    heading("The dry run of get-contact, as its lens starts it:");
    dryrun(&mut editor, &root)?;
    editor.quit()
}

fn heading(text: &str) {
    print(&format!("\n{text}\n\n"));
}

/// The panel of problems.
fn problems(editor: &Editor, root: &Path) -> String {
    let mut panel = String::new();
    for (path, diagnostics) in editor.problems(root) {
        for diagnostic in diagnostics {
            let start = &diagnostic["range"]["start"];
            let _ = writeln!(
                panel,
                "  {path}:{}:{} {}: {} [{}]",
                start["line"].as_u64().unwrap_or_default() + 1,
                start["character"].as_u64().unwrap_or_default() + 1,
                severity(diagnostic),
                text(&diagnostic["message"]),
                text(&diagnostic["code"]),
            );
        }
    }
    if panel.is_empty() { "  none\n".to_owned() } else { panel }
}

fn severity(diagnostic: &Value) -> &'static str {
    match diagnostic["severity"].as_u64() {
        Some(1) => "error",
        Some(2) => "warning",
        Some(3) => "information",
        _ => "hint",
    }
}

/// Chooses the preferred fix of the unregistered function, and applies it as an editor does.
fn register(editor: &mut Editor, archive: &str) -> io::Result<()> {
    let Some(problem) = editor.diagnostics(archive).first().cloned() else {
        return Err(io::Error::other("the unregistered function was not reported"));
    };
    let actions = editor.request(
        "textDocument/codeAction",
        json!({
            "textDocument": { "uri": archive }, "range": problem["range"],
            "context": { "diagnostics": [problem], "only": ["quickfix"] },
        }),
    )?;
    let actions = array(&actions);
    let action = actions
        .iter()
        .find(|action| action["isPreferred"] == true)
        .or(actions.first())
        .cloned();
    let action = action.ok_or_else(|| io::Error::other("there is no fix"))?;
    print(&format!("  {}\n\n", text(&action["title"])));
    let resolved = editor.request("codeAction/resolve", action)?;
    for (path, new) in editor.apply(&resolved["edit"])? {
        print(&format!("  {path} is now\n\n{}\n", indented(&new)));
    }
    editor.settle()
}

/// Asks for completions in an empty file, and shows the first one as it would be inserted.
fn complete(editor: &mut Editor) -> io::Result<()> {
    let deals = editor.open(DEALS, "")?;
    let params = json!({ "textDocument": { "uri": deals }, "position": { "line": 0, "character": 0 } });
    let completions = editor.request("textDocument/completion", params)?;
    let completions = array(&completions["items"]);
    for completion in completions {
        print(&format!(
            "  {:50} {}\n",
            text(&completion["label"]),
            text(&completion["detail"])
        ));
    }
    if let Some(first) = completions.first() {
        let inserted = text(&first["textEdit"]["newText"]);
        print(&format!(
            "\nThe first one inserts (tab stops as `$1`):\n\n{}",
            indented(inserted)
        ));
    }
    editor.close(DEALS)
}

/// Runs the real CLI if there is one; else says why not.
fn dryrun(editor: &mut Editor, root: &Path) -> io::Result<()> {
    let settings = dryrun::Settings::default();
    if let Err(error) = dryrun::locate(root, &settings, &dryrun::Environment::inherited()) {
        print(&format!("  not run: {error} ({})\n", error.cure()));
        return Ok(());
    }
    let arguments = json!({ "file": editor.uri(GET_CONTACT)?, "connection": "demo", "input": { "id": "1" } });
    let command = json!({ "command": ide::DRYRUN, "arguments": [arguments] });
    editor.request("workspace/executeCommand", command)?;
    let message = editor.message()?;
    print(&format!("  {message}\n"));
    Ok(())
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn indented(text: &str) -> String {
    text.lines()
        .map(|line| {
            if line.is_empty() {
                "\n".to_owned()
            } else {
                format!("    {line}\n")
            }
        })
        .collect()
}
