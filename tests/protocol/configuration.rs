//! `nango-lsp.toml` while it is written: judged as it is typed, completed, explained; and in force when it is saved.

use serde_json::{Value, json};

use crate::files::without_watchers;
use crate::support::project::Project;
use crate::support::{Editor, uri};

const RULE: &str = "index-unregistered-function";
const FILE: &str = "nango-lsp.toml";

#[test]
fn it_is_judged_as_it_is_typed_and_counts_when_it_is_saved() {
    let project = Project::unregistered();
    let file = project.write(FILE, "[rules]\n");
    let function = project.path("crm/actions/find-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    // Of files beside the functions nothing is said before all is read.
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.open(&function);
    editor.diagnostic(&function, RULE);
    editor.open(&file);

    editor.change(&file, 2, &format!("[rules]\n# here\n{RULE} = \"of\"\n"));
    let found = editor.diagnostics_where(&file, |it| it.version == Some(2));
    assert_eq!(found.codes(), ["config-invalid-value"]);
    assert_eq!(found.diagnostics[0]["range"]["start"]["line"], 2);

    let off = format!("[rules]\n{RULE} = \"off\"\n");
    editor.change(&file, 3, &off);
    editor.diagnostics_where(&file, |it| it.version == Some(3) && it.diagnostics.is_empty());
    let text = std::fs::read_to_string(&function).expect("a function");
    editor.change(&function, 2, &format!("{text}\n"));
    let still = editor.diagnostics_where(&function, |it| it.version == Some(2));
    assert!(still.codes().contains(&RULE), "{:?}", still.codes());

    project.write(FILE, &off);
    editor.watched(&[(&file, 2)]);
    editor.no_diagnostic(&function, RULE);
}

#[test]
fn it_counts_when_it_is_saved_though_nobody_watches_files() {
    let project = Project::unregistered();
    let file = project.write(FILE, "[rules]\n");
    let function = project.path("crm/actions/find-contact.ts");
    let mut editor = Editor::open_folder_with(&project.root(), without_watchers(), Value::Null);
    editor.diagnostic(&function, RULE);
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.open(&file);
    let off = format!("[rules]\n{RULE} = \"off\"\n");
    editor.change(&file, 2, &off);
    project.write(FILE, &off);
    let document = json!({ "textDocument": { "uri": uri(&file) } });
    editor.notify("textDocument/didSave", document);
    editor.no_diagnostic(&function, RULE);
}

#[test]
fn it_is_completed_and_explained() {
    let project = Project::registered();
    let file = project.write(FILE, "");
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    editor.open(&file);
    // A character of two UTF-16 units and four bytes before it.
    editor.change(
        &file,
        2,
        "# 🚀\n[dryrun.connections]\n\n[rules]\nindex-missing-file = \"o",
    );
    let mut at = |method: &str, line: u32, character: u32| -> Value {
        let position = json!({ "line": line, "character": character });
        editor.request(
            method,
            json!({ "textDocument": { "uri": uri(&file) }, "position": position }),
        )
    };
    let keys = at("textDocument/completion", 2, 0);
    assert_eq!(keys["items"][0]["label"], "crm");
    assert_eq!(keys["items"][0]["textEdit"]["newText"], "crm = \"$1\"");
    let values = at("textDocument/completion", 4, 23);
    let off = &values["items"][0];
    assert_eq!(
        (&off["label"], &off["filterText"]),
        (&json!("\"off\""), &json!("\"off\""))
    );
    let start = json!({ "line": 4, "character": 21 });
    assert_eq!(
        off["textEdit"]["range"],
        json!({ "start": start, "end": { "line": 4, "character": 23 } })
    );
    let page = at("textDocument/hover", 1, 3);
    let markdown = page["contents"]["value"].as_str().expect("a page");
    assert!(markdown.starts_with("The connection that dry runs use"), "{markdown}");
}
