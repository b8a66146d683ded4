//! `use`: what is kept for an integration, and what a run then takes.

use std::process::Command;

use tempfile::TempDir;

use crate::support::project::Project;
use crate::{stderr, stdout};

/// What is printed, or said when it is refused.
fn choose(project: &Project, state: &TempDir, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    command
        .current_dir(project.root())
        .args(arguments)
        .env("XDG_STATE_HOME", state.path())
        .env_remove("NANGO_SECRET_KEY_DEV");
    let output = command.output().expect("the binary starts");
    stdout(&output) + &stderr(&output)
}

#[test]
fn connection_and_environment_are_kept_and_forgotten() {
    let (project, state) = (Project::registered(), tempfile::tempdir().unwrap());
    let said = |arguments: &[&str]| choose(&project, &state, arguments);
    insta::assert_snapshot!(said(&["use"]), @r"
    crm: no connection in dev
    environments with a secret key: dev
    ");
    insta::assert_snapshot!(said(&["use", "crm", "conn-1"]), @r"
    crm: conn-1 in dev
    environments with a secret key: dev
    ");
    insta::assert_snapshot!(said(&["use", "crm", "conn-2", "-e", "prod"]), @r"
    crm: conn-2 in prod
    environments with a secret key: dev
    ");
    let run = said(&["dryrun", "get-contact", "--input", "{}"]);
    assert!(run.contains("would run in `prod`"), "{run}");
    insta::assert_snapshot!(said(&["use", "crm", "-e", "dev"]), @r"
    crm: conn-1 in dev
    environments with a secret key: dev
    ");
    insta::assert_snapshot!(said(&["use", "crm", "--forget"]), @r"
    crm: no connection in dev
    environments with a secret key: dev
    ");
    let kept = std::fs::read_to_string(state.path().join("nango-lsp/connections.json")).unwrap();
    assert!(!kept.contains("conn-"), "{kept}");
    insta::assert_snapshot!(said(&["use", "cmr", "conn-1"]), @"nango-lsp: `index.ts` registers no function of `cmr`; did you mean `crm`?");
    insta::assert_snapshot!(said(&["use", "crm", ""]), @"nango-lsp: `connection` is empty");
}

#[test]
fn what_a_run_cannot_be_told_is_refused() {
    let (project, state) = (Project::registered(), tempfile::tempdir().unwrap());
    let said = |arguments: &[&str]| choose(&project, &state, &[&["dryrun", "get-contact", "c"], arguments].concat());
    insta::assert_snapshot!(said(&["--metadata", "{}"]), @"nango-lsp: `get-contact` is an action: a dry run of it takes no `metadata`");
    insta::assert_snapshot!(said(&["-e", "de v"]), @"nango-lsp: `environment` is of letters, digits, `-` and `_`, and not `de v`");
}
