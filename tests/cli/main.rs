//! The terminal: exit codes and every format, against the real binary.

#[path = "../support/mod.rs"]
mod support;

mod check;
mod choose;
mod connections;
mod demo;
mod deploy;
mod doctor;
mod dryrun;
mod example;
mod fix;
mod formats;
mod rules;
mod selection;
mod tested;
mod with_cli;
mod write;

use std::path::Path;
use std::process::{Command, Output};

use support::project::{ACTION, Project};

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

/// `/dev/full` takes nothing, as a full disk does.
#[cfg(target_os = "linux")]
#[test]
fn who_cannot_be_answered_is_told_so() {
    let project = Project::registered();
    for arguments in [
        ["check", "--format=json"].as_slice(),
        &["check"],
        &["rules"],
        &["example", "get-contact"],
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
        command.current_dir(project.root()).args(arguments).stdout(full);
        let output = command.output().expect("the binary starts");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).starts_with("nango-lsp: stdout: "),
            "{arguments:?}: {}",
            stderr(&output)
        );
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_is_no_error() {
    use std::process::Stdio;
    let project = Project::registered();
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    command.current_dir(project.root()).arg("rules");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = command
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .expect("the binary starts");
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}
