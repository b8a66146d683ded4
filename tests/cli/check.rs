//! `check`: exit codes, paths, and the formats for people and programs.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::project::Project;
use crate::{faulty, run, stderr, stdout};

#[test]
fn a_clean_project() {
    let project = Project::registered();
    let output = run(&project.root(), &["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn errors_are_found_and_shown() {
    let project = faulty();
    let output = run(&project.root(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn errors_for_programs() {
    let project = faulty();
    let output = run(&project.root(), &["check", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn what_functions_do_is_told_to_programs() {
    let project = Project::registered();
    let text = crate::ACTION.replace(
        "await nango.log(input.id)",
        "const { team } = await nango.getMetadata(); await send(nango, team); await lib(nango)",
    );
    let helper = "async function send(sdk, team) { await sdk.post({ endpoint: `/teams/${team}/contacts` }); }\n";
    project.write("crm/actions/get-contact.ts", &format!("{helper}{text}"));
    let output = run(&project.root(), &["check", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let effects = json!({
        "requests": [{ "method": "POST", "endpoint": "/teams/{team}/contacts" }],
        "metadata": { "read": { "fields": ["team"], "partial": false } },
        "writes": true,
        "partial": true,
    });
    assert_eq!(report["projects"][0]["functions"][0]["effects"], effects);
}

#[test]
fn paths_are_relative_to_the_path_that_was_given() {
    let project = faulty();
    let above = project.root().parent().unwrap().to_owned();
    let report = |path: &Path| -> Value {
        let output = run(&above, &["check", "--format", "json", path.to_str().unwrap()]);
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let of_files = |report: &Value| -> Vec<String> {
        let mut files: Vec<_> = report["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["file"].as_str().unwrap().to_owned())
            .collect();
        files.dedup();
        files
    };
    let whole = report(&project.root());
    assert_eq!(whole["projects"][0]["root"], ".");
    assert!(of_files(&whole).contains(&"crm/actions/find-contact.ts".to_owned()));
    let part = report(&project.path("crm/actions"));
    assert!(of_files(&part).contains(&"find-contact.ts".to_owned()), "{part}");
    assert!(!of_files(&part).iter().any(|file| file.contains("index.ts")));
    let one = report(&project.path("crm/actions/find-contact.ts"));
    assert_eq!(of_files(&one), ["find-contact.ts"]);
}

#[test]
fn what_cannot_be_checked_is_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "nango-lsp: there is no Nango project under .\n");
    assert_eq!(run(folder.path(), &["check", "missing"]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["check", "--format", "xml"]).status.code(), Some(2));
}

/// Levels that are silently not those of the file would be taken for its.
#[test]
fn settings_that_are_not_read_are_told() {
    let project = Project::registered();
    let text = "\u{feff}profile = \"strict\"\n";
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(project.root().join("nango-lsp.toml"), utf16).unwrap();
    let output = run(&project.root(), &["check"]);
    assert_eq!(
        stderr(&output).trim(),
        "nango-lsp: nango-lsp.toml is not read, because it is UTF-16: save it as UTF-8"
    );
    // Of what is no file nothing is said.
    std::fs::remove_file(project.root().join("nango-lsp.toml")).unwrap();
    std::fs::create_dir(project.root().join("nango-lsp.toml")).unwrap();
    assert_eq!(stderr(&run(&project.root(), &["check"])), "");
}

#[test]
fn colours_are_for_terminals() {
    let project = faulty();
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    let output = command
        .current_dir(project.root())
        .arg("check")
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    assert!(!stdout(&output).contains('\u{1b}'));
}
