//! The terminal: exit codes and every format, against the real binary.

mod support;

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use support::project::{ACTION, Project, files};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    command
        .current_dir(folder)
        .args(arguments)
        .env("NO_COLOR", "1")
        .env_remove("CLICOLOR_FORCE");
    command.output().expect("the binary starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// One registered and one unregistered action, and an import that is indented.
fn faulty() -> Project {
    let project = Project::unregistered();
    project.write(
        "crm/actions/update-contact.ts",
        &ACTION.replace("Gets a contact", "Updates a contact"),
    );
    project.write(
        "index.ts",
        "import './crm/actions/get-contact.js';\n  import './crm/actions/update-contact.js';\n",
    );
    project
}

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

#[test]
fn fixes_are_shown_and_then_made() {
    let project = faulty();
    let before = project.read("index.ts");
    let output = run(&project.root(), &["check", "--diff"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(stdout(&output));
    assert_eq!(project.read("index.ts"), before, "`--diff` changes nothing");

    let output = run(&project.root(), &["check", "--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let imports = project.read("index.ts");
    for name in ["get-contact", "update-contact", "find-contact"] {
        assert_eq!(
            imports
                .matches(&format!("\nimport './crm/actions/{name}.js';\n"))
                .count()
                + usize::from(imports.starts_with(&format!("import './crm/actions/{name}.js';\n"))),
            1,
            "{imports}"
        );
    }
    let left = files(&project.root());
    assert!(
        left.iter().all(|file| !file.to_string_lossy().contains(".tmp")),
        "{left:?}"
    );
    assert_eq!(
        stdout(&run(&project.root(), &["check", "--diff"])),
        "",
        "nothing is left to fix"
    );
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

#[test]
fn a_rule_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["explain", "index-unregistered-function"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).starts_with("# index-unregistered-function\n"));
    let output = run(folder.path(), &["explain", "index-unregistered-functoin"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        stderr(&output),
        "nango-lsp: there is no rule `index-unregistered-functoin`; did you mean `index-unregistered-function`?\n"
    );
}

#[test]
fn rules_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let text = stdout(&run(folder.path(), &["rules"]));
    let json: Value = serde_json::from_slice(&run(folder.path(), &["rules", "--format", "json"]).stdout).unwrap();
    let rules = json.as_array().unwrap();
    assert_eq!(text.lines().count(), rules.len());
    for rule in rules {
        for field in ["id", "summary", "since", "docs"] {
            assert!(
                rule[field].as_str().is_some_and(|text| !text.is_empty()),
                "{field} of {rule}"
            );
        }
    }
}

#[test]
fn a_dry_run_says_what_it_lacks() {
    let project = Project::registered();
    let folder = project.root();
    let refused = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
        command
            .current_dir(&folder)
            .arg("dryrun")
            .args(arguments)
            .env("XDG_STATE_HOME", &folder);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        stderr(&output)
    };
    insta::assert_snapshot!(refused(&["get-contcat"]), @"nango-lsp: `index.ts` registers no function `get-contcat`; did you mean `get-contact`?");
    insta::assert_snapshot!(refused(&["get-contact"]), @"nango-lsp: no connection is set for `crm`: name it behind the function, or in `nango-lsp.toml` under `[dryrun.connections]`");
    insta::assert_snapshot!(refused(&["get-contact", "conn-1"]));
    insta::assert_snapshot!(refused(&["get-contact", "conn-1", "--input", "{"]));
    insta::assert_snapshot!(refused(&["get-contact", "conn-1", "--input", "{}", "-e", "prod"]), @"nango-lsp: `get-contact` would run in `prod`; say `--yes` if it shall");
}

#[test]
fn the_demo_runs_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    // Without a `PATH` there is neither node nor the CLI: the run says so, and the rest is the same everywhere.
    let output = command
        .arg("demo")
        .current_dir(folder.path())
        .env("TMPDIR", folder.path())
        .env("PATH", "")
        .output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    insta::assert_snapshot!(stdout(&output));
    assert_eq!(files(folder.path()), Vec::<std::path::PathBuf>::new());
}
