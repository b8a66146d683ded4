//! What happens on the disk.

use serde_json::{Value, json};

use crate::support::project::{ACTION, Project, apply, edits_of};
use crate::support::{Editor, capabilities, uri};

const UNREGISTERED: &str = "index-unregistered-function";
const CREATED: u8 = 1;
const CHANGED: u8 = 2;
const DELETED: u8 = 3;

#[test]
fn a_new_file_is_reported_and_a_deleted_one_is_forgotten() {
    let project = Project::registered();
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    let file = project.write("crm/actions/new.ts", ACTION);
    editor.watched(&[(&file, CREATED)]);
    editor.diagnostic(&file, UNREGISTERED);
    std::fs::remove_file(&file).unwrap();
    editor.watched(&[(&file, DELETED)]);
    editor.diagnostics_where(&file, |published| published.diagnostics.is_empty());
}

#[test]
fn the_registry_may_change_behind_the_editor() {
    let project = Project::unregistered();
    let (file, index) = (project.path("crm/actions/find-contact.ts"), project.path("index.ts"));
    let mut editor = Editor::open_folder(&project.root());
    editor.diagnostic(&file, UNREGISTERED);
    project.write(
        "index.ts",
        "import './crm/actions/get-contact.js';\nimport './crm/actions/find-contact.js';\n",
    );
    editor.watched(&[(&index, CHANGED)]);
    editor.no_diagnostic(&file, UNREGISTERED);
}

#[test]
fn an_open_document_does_not_follow_the_disk() {
    let project = Project::unregistered();
    let (file, index) = (project.path("crm/actions/find-contact.ts"), project.path("index.ts"));
    let mut editor = Editor::open_folder(&project.root());
    editor.diagnostic(&file, UNREGISTERED);
    editor.open(&index);
    project.write(
        "index.ts",
        "import './crm/actions/get-contact.js';\nimport './crm/actions/find-contact.js';\n",
    );
    editor.watched(&[(&index, CHANGED)]);
    editor.settle();
    editor.diagnostic(&file, UNREGISTERED);
    editor.close(&index);
    editor.no_diagnostic(&file, UNREGISTERED);
}

#[test]
fn what_a_run_writes_is_no_change() {
    let project = Project::unregistered();
    let file = project.path("crm/actions/find-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    editor.diagnostic(&file, UNREGISTERED);
    editor.settle();
    editor.diagnostics.clear();
    editor.requests.clear();
    let built = [
        project.write("build/crm_actions_get-contact.cjs", "x"),
        project.write(".nango/nango.json", "[]"),
    ];
    let folder = project.path(".nango");
    let mut changes: Vec<_> = built.iter().map(|file| (file.as_path(), CHANGED)).collect();
    changes.push((&folder, CHANGED));
    editor.watched(&changes);
    editor.settle();
    assert!(editor.diagnostics.is_empty(), "{:?}", editor.diagnostics);
    assert_eq!(editor.requests, [], "nothing is read again");
}

#[test]
fn a_project_may_lie_below_a_folder_that_outputs_are_called_by() {
    for above in ["build", "dist", "node_modules"] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join(above).join("project");
        std::fs::create_dir_all(root.join(".nango")).unwrap();
        std::fs::create_dir_all(root.join("crm/actions")).unwrap();
        std::fs::write(root.join("index.ts"), "").unwrap();
        let mut editor = Editor::open_folder(&root);
        editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
        let file = root.join("crm/actions/a.ts");
        std::fs::write(&file, ACTION).unwrap();
        editor.watched(&[(&file, CREATED)]);
        editor.diagnostic(&file, UNREGISTERED);
    }
}

/// What most editors announce where no program watches files for them.
pub fn without_watchers() -> Value {
    let mut capabilities = capabilities();
    capabilities["workspace"]["didChangeWatchedFiles"] = Value::Null;
    capabilities
}

#[test]
fn an_edit_of_a_closed_file_is_made_for_what_is_on_the_disk() {
    const HEADER: &str = "/*\n * All functions.\n * Sorted by hand.\n */\n";
    const INDEX: &str = "import './crm/actions/get-contact.js';\n";
    for by_command in [true, false] {
        let project = Project::unregistered();
        let (file, index) = (project.path("crm/actions/find-contact.ts"), project.path("index.ts"));
        let options = json!({ "nango": { "input": true } });
        let mut editor = Editor::open_folder_with(&project.root(), without_watchers(), options);
        editor.open(&file);
        let found = editor.diagnostic(&file, UNREGISTERED);
        // All is read before the disk changes, which nobody tells.
        editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
        let action = editor.actions_for(&file, &found).remove(0);
        let text = format!("{HEADER}{INDEX}");
        project.write("index.ts", &text);
        let edit = if by_command {
            let arguments = json!([{ "file": uri(&file) }]);
            editor.request(
                "workspace/executeCommand",
                json!({ "command": "nango.register", "arguments": arguments }),
            );
            editor.asked("workspace/applyEdit")["edit"].clone()
        } else {
            editor.edit_of(&action)
        };
        let (edits, version) = edits_of(&edit, &uri(&index));
        assert_eq!(version, None, "it is closed");
        let expected = format!("{HEADER}import './crm/actions/find-contact.js';\n{INDEX}");
        assert_eq!(apply(&text, &edits), expected, "by command: {by_command}");
    }
}

#[test]
fn a_project_can_come_into_being() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let mut editor = Editor::open_folder(&root);
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    let file = root.join("crm/actions/a.ts");
    std::fs::create_dir_all(root.join(".nango")).unwrap();
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, ACTION).unwrap();
    std::fs::write(root.join("index.ts"), "").unwrap();
    editor.watched(&[
        (&root.join(".nango"), CREATED),
        (&file, CREATED),
        (&root.join("index.ts"), CREATED),
    ]);
    editor.diagnostic(&file, UNREGISTERED);
    std::fs::remove_dir_all(root.join(".nango")).unwrap();
    std::fs::remove_file(root.join("index.ts")).unwrap();
    editor.watched(&[(&root.join(".nango"), DELETED), (&root.join("index.ts"), DELETED)]);
    editor.diagnostics_where(&file, |published| published.diagnostics.is_empty());
}

#[test]
fn a_renamed_folder_takes_its_functions_along() {
    let project = Project::unregistered();
    let old = project.path("crm/actions/find-contact.ts");
    let mut editor = Editor::open_folder(&project.root());
    editor.diagnostic(&old, UNREGISTERED);
    let (from, to) = (uri(&project.path("crm")), uri(&project.path("mail")));
    std::fs::rename(project.path("crm"), project.path("mail")).unwrap();
    let old_uri = format!("{from}/actions/find-contact.ts");
    editor.notify(
        "workspace/didRenameFiles",
        json!({ "files": [{ "oldUri": from, "newUri": to }] }),
    );
    editor.diagnostic(&project.path("mail/actions/find-contact.ts"), UNREGISTERED);
    editor.wait("the old name to be cleared", |editor| {
        editor
            .diagnostics
            .get(&old_uri)
            .filter(|published| published.diagnostics.is_empty())
            .map(|_| ())
    });
}

#[test]
fn command_lines_are_judged_as_they_are_saved() {
    let project = Project::registered();
    let mut editor = Editor::open_folder(&project.root());
    editor.notification_where("$/progress", |params| params["value"]["kind"] == "end");
    let script = project.write("try.sh", "nango dryrun get-contcat c1 -e dev -i '{}'\n");
    editor.watched(&[(&script, CREATED)]);
    editor.diagnostic(&script, "cli-unknown-function");
    let workflow = project.write(".github/workflows/ship.yml", "steps:\n  - run: nango deploy\n");
    editor.watched(&[(&workflow, CREATED)]);
    editor.diagnostic(&workflow, "cli-environment");
    // A file without any command is no longer one of ours, and what was said of it is taken back.
    project.write("try.sh", "echo done\n");
    editor.watched(&[(&script, CHANGED)]);
    editor.no_diagnostic(&script, "cli-unknown-function");
}
