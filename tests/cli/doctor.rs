//! `doctor`: what is there and what is missing, and no value of a secret.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::project::Project;
use crate::{run, stderr, stdout};

const KEY: &str = "22222222-2222-4222-8222-222222222222";

/// Whatever is set in the environment of the tests must not decide them.
fn doctor(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    let command = command.current_dir(folder).arg("doctor").args(arguments);
    let names = std::env::vars_os().map(|(name, _)| name);
    for name in names.filter(|name| name.to_string_lossy().starts_with("NANGO_")) {
        command.env_remove(name);
    }
    command
        .env("XDG_STATE_HOME", folder)
        .output()
        .expect("the binary starts")
}

fn states(output: &Output) -> Vec<String> {
    let report: Value = serde_json::from_str(&stdout(output)).expect("JSON");
    let checks = report["checks"].as_array().expect("a list").iter();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    checks
        .map(|check| format!("{}: {}", text(&check["topic"]), text(&check["state"])))
        .collect()
}

#[test]
fn what_is_missing_is_named_with_what_helps() {
    let project = Project::unregistered();
    project.write(".env", "");
    let output = doctor(&project.root(), &[]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let text = stdout(&output);
    for line in [
        "functions: 2, not registered: 1",
        "✗ cli         the Nango CLI is not installed in this project",
        "→ npm install --save-dev nango",
        "✗ secret key  `NANGO_SECRET_KEY_DEV` is not set",
        "no connection is set yet for `crm`",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn all_that_is_needed_is_there() {
    let project = Project::registered();
    project.write(
        "node_modules/nango/package.json",
        r#"{"name":"nango","version":"0.71.10","bin":{"nango":"./dist/index.js"}}"#,
    );
    project.write("node_modules/nango/dist/index.js", "");
    project.write(".env", &format!("NANGO_SECRET_KEY_DEV={KEY}\nOTHER_TOKEN={KEY}\n"));
    project.write("nango-lsp.toml", "[dryrun.connections]\ncrm = \"my-connection\"\n");
    let output = doctor(&project.root(), &["--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert_eq!(
        states(&output),
        [
            "server: fine",
            "node: fine",
            "project: fine",
            "compiler: fine",
            "cli: fine",
            "secret key: fine"
        ]
    );
    let text = stdout(&output);
    assert!(text.contains("`.env` has `NANGO_SECRET_KEY_DEV`"), "{text}");
    assert!(!text.contains(KEY) && !text.contains("OTHER_TOKEN"), "{text}");
}

#[test]
fn a_program_that_is_none_and_a_folder_without_a_project() {
    let project = Project::registered();
    let output = doctor(&project.root(), &["--node", "/no/node", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let states = states(&output);
    assert!(states.contains(&"node: missing".to_owned()), "{states:?}");
    assert!(!states.iter().any(|state| state.starts_with("cli")), "{states:?}");

    let folder = tempfile::tempdir().expect("a folder");
    let output = doctor(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("there is no Nango project in or around"));
    assert_eq!(run(folder.path(), &["doctor", "nowhere"]).status.code(), Some(2));
}
