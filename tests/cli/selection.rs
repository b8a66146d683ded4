//! What `check` reports on: `--min-severity`, `--changed-since`, `--stdin-filename`, `--as-of`, `--mocks`.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::project::{ACTION, Project};
use crate::{faulty, run, stderr, stdout};

/// The findings of `check` with these arguments: file and code.
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = run(folder, &[&["check", "--format", "json"], arguments].concat());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    let diagnostics = report["diagnostics"].as_array().unwrap().iter();
    diagnostics
        .map(|it| format!("{} {}", it["file"].as_str().unwrap(), it["code"].as_str().unwrap()))
        .collect()
}

fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, &[&["check"], arguments].concat());
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    assert_eq!(stdout(&output), "");
    stderr(&output)
}

#[test]
fn a_threshold_decides_what_is_shown_and_what_fails() {
    let project = faulty();
    assert_eq!(
        found(&project.root(), &["--min-severity", "error"]),
        ["index.ts index-import-not-matched"]
    );
    assert_eq!(
        found(&project.root(), &["--min-severity", "hint"]),
        found(&project.root(), &[])
    );

    let project = Project::unregistered();
    let code = |arguments: &[&str]| run(&project.root(), &[&["check"], arguments].concat()).status.code();
    assert_eq!(code(&[]), Some(0), "warnings do not fail by themselves");
    assert_eq!(code(&["--min-severity", "warning"]), Some(1));
    assert_eq!(code(&["--min-severity", "error"]), Some(0));
}

#[test]
fn mocks_are_judged_when_they_are_asked_for() {
    let project = Project::registered();
    let recorded = r#"{ "api": { "get": { "/a": { "response": [], "hash": "made-up" } } } }"#;
    project.write("crm/tests/get-contact.test.json", recorded);
    project.write("crm/tests/other.test.json", "{}");
    let (made_up, orphan) = (
        "crm/tests/get-contact.test.json test-json-fabricated-hash",
        "crm/tests/other.test.json test-json-orphan",
    );
    assert_eq!(found(&project.root(), &[]), [""; 0]);
    assert_eq!(found(&project.root(), &["--mocks"]), [made_up, orphan]);
    assert_eq!(
        found(&project.root(), &["crm/tests/other.test.json"]).len(),
        1,
        "it is named"
    );
}

/// A repository with one commit, and the project below its top.
fn committed(project: &Project) {
    git(project, &["init", "--quiet", "--initial-branch=main"]);
    commit(project);
}

fn commit(project: &Project) {
    git(project, &["add", "--all"]);
    git(project, &["commit", "--quiet", "--message=a step"]);
}

fn git(project: &Project, arguments: &[&str]) {
    let mut command = Command::new("git");
    command
        .current_dir(project.root())
        .args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
    let output = command.args(arguments).output().expect("git starts");
    assert!(output.status.success(), "git {arguments:?}: {}", stderr(&output));
}

#[test]
fn only_what_changed_is_reported() {
    let project = faulty();
    committed(&project);
    let since = |revision: &str| found(&project.root(), &["--changed-since", revision]);
    assert_eq!(since("HEAD"), Vec::<String>::new());

    // A file that is not committed, and not even known: with it `index.ts` is wrong in a new way.
    project.write("crm/actions/merge-contact.ts", ACTION);
    let new = since("HEAD");
    assert!(
        new.contains(&"crm/actions/merge-contact.ts index-unregistered-function".to_owned()),
        "{new:?}"
    );
    assert!(
        new.contains(&"index.ts index-unregistered-function".to_owned()),
        "{new:?}"
    );
    assert!(
        !new.iter().any(|it| it.starts_with("crm/actions/find-contact.ts")),
        "{new:?}"
    );

    // Committed on a branch, it has still changed since the branch began; what `main` did since then does not count.
    git(&project, &["checkout", "--quiet", "-b", "topic"]);
    commit(&project);
    git(&project, &["checkout", "--quiet", "main"]);
    project.write("crm/actions/find-contact.ts", &format!("{ACTION}\n"));
    commit(&project);
    git(&project, &["checkout", "--quiet", "topic"]);
    assert_eq!(since("main"), new);
}

#[test]
fn a_renamed_function_has_changed() {
    let project = faulty();
    committed(&project);
    git(
        &project,
        &["mv", "crm/actions/find-contact.ts", "crm/actions/seek-contact.ts"],
    );
    let new = found(&project.root(), &["--changed-since", "HEAD"]);
    assert!(
        new.contains(&"crm/actions/seek-contact.ts index-unregistered-function".to_owned()),
        "{new:?}"
    );
    assert!(
        new.contains(&"index.ts index-unregistered-function".to_owned()),
        "{new:?}"
    );
}

#[test]
fn a_removed_function_concerns_the_registry() {
    let project = Project::registered();
    committed(&project);
    std::fs::remove_file(project.path("crm/actions/get-contact.ts")).unwrap();
    assert_eq!(
        found(&project.root(), &["--changed-since", "HEAD"]),
        ["index.ts index-missing-file"]
    );
}

#[test]
fn fixes_are_made_where_something_changed() {
    let project = faulty();
    committed(&project);
    project.write("crm/actions/merge-contact.ts", ACTION);
    let output = run(
        &project.path("crm/actions"),
        &["check", "--changed-since", "HEAD", "--diff"],
    );
    assert!(
        stdout(&output).contains("+import './crm/actions/merge-contact.js';"),
        "{}",
        stdout(&output)
    );
    assert!(!stdout(&output).contains("find-contact"), "{}", stdout(&output));
}

#[test]
fn revisions_that_are_none_are_refused() {
    let project = Project::registered();
    // The temporary folder may lie in a repository of somebody else.
    let ceiling = project.root().parent().unwrap().to_owned();
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    command
        .current_dir(project.root())
        .args(["check", "--changed-since", "main"]);
    let output = command.env("GIT_CEILING_DIRECTORIES", ceiling).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).ends_with(" is in no git repository\n"),
        "{}",
        stderr(&output)
    );

    committed(&project);
    let refused = |revision: &str| refused(&project.root(), &["--changed-since", revision]);
    assert_eq!(refused("topic"), "nango-lsp: git knows no revision `topic`\n");
    assert_eq!(
        refused("--output=stolen"),
        "nango-lsp: `--output=stolen` is no git revision\n"
    );
    assert_eq!(refused(""), "nango-lsp: `` is no git revision\n");
    assert!(!project.path("stolen").exists());
    git(&project, &["checkout", "--quiet", "--orphan", "other"]);
    git(&project, &["commit", "--quiet", "--message=another beginning"]);
    assert!(refused("main").contains("no common ancestor of `main` and HEAD"));
}

#[test]
fn a_hook_of_git_may_ask() {
    let project = faulty();
    committed(&project);
    project.write("crm/actions/merge-contact.ts", ACTION);
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    command
        .current_dir(project.path("crm"))
        .args(["check", "--changed-since", "HEAD", "--format", "agent"]);
    let output = command
        .env("GIT_DIR", ".git")
        .env("GIT_INDEX_FILE", ".git/index")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stdout(&output).starts_with("actions/merge-contact.ts:4:16: "),
        "{}",
        stdout(&output)
    );
}

/// `check` with a text on stdin.
fn judge(folder: &Path, name: &str, text: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    command
        .current_dir(folder)
        .args(["check", "--stdin-filename", name])
        .args(arguments);
    let mut child = command
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // Who refuses does not read.
    let _ = child.stdin.take().unwrap().write_all(text.as_bytes());
    child.wait_with_output().unwrap()
}

#[test]
fn a_text_on_stdin_is_judged_as_its_file() {
    let project = faulty();
    let before = project.read("crm/actions/get-contact.ts");
    let text = before.replace("createAction({", "createAction(definition, {");
    for name in ["crm/actions/get-contact.ts", "./crm/actions/get-contact.ts"] {
        let output = judge(&project.root(), name, &text, &["--format", "agent"]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(
            stdout(&output).starts_with(&format!("{name}:4:")),
            "{}",
            stdout(&output)
        );
        assert!(!stdout(&output).contains("find-contact"), "only this file is reported");
    }
    let output = judge(&project.root(), "crm/actions/get-contact.ts", &text, &[]);
    assert!(
        stdout(&output).contains("4 | const action = createAction(definition, {"),
        "the text shown is that of stdin"
    );
    assert_eq!(project.read("crm/actions/get-contact.ts"), before);
}

#[test]
fn a_text_on_stdin_may_be_a_file_that_is_not_there() {
    let project = Project::registered();
    let output = judge(&project.root(), "erp/actions/new.ts", ACTION, &["--format", "agent"]);
    insta::assert_snapshot!(stdout(&output), @r"
    erp/actions/new.ts:4:16: warning index-unregistered-function: `new` is not registered in `index.ts`: it is neither compiled nor deployed -> Register it in `index.ts` (`--fix` does it)
    1 warning in 2 functions; 1 fixable with `--fix`
    ");
    let output = judge(
        &project.root(),
        "index.ts",
        "  import './crm/actions/get-contact.js';\n",
        &["--format", "agent"],
    );
    assert!(
        stdout(&output).contains("index.ts:1:3: error index-import-not-matched: "),
        "{}",
        stdout(&output)
    );
    let output = judge(
        &project.root(),
        "nango-lsp.toml",
        "profil = 1\n",
        &["--format", "agent"],
    );
    assert!(
        stdout(&output).starts_with("nango-lsp.toml:1:1: warning config-unknown-key: "),
        "{}",
        stdout(&output)
    );
}

#[test]
fn what_cannot_come_from_stdin_is_refused() {
    let project = Project::registered();
    let output = judge(&project.root(), "package.json", "{}", &[]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(stderr(&output), @"nango-lsp: package.json cannot come from stdin: only TypeScript, fixtures, mocks and `nango-lsp.toml` can");
    let elsewhere = tempfile::tempdir().unwrap();
    let output = judge(elsewhere.path(), "a.ts", ACTION, &[]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(stderr(&output), @"nango-lsp: a.ts is in no Nango project");
    for other in ["--fix", "--diff", "--changed-since=HEAD", "crm"] {
        let output = judge(&project.root(), "crm/actions/get-contact.ts", ACTION, &[other]);
        assert_eq!(output.status.code(), Some(2), "{other}");
    }
}

#[test]
fn fixtures_are_checked_too() {
    let project = Project::registered();
    let fixture = "crm/fixtures/get-contact.input.json";
    project.write(fixture, "{ \"id\": 7 }\n");
    project.write("nango-lsp.toml", "");
    assert_eq!(found(&project.root(), &[]), [format!("{fixture} fixture-mismatch")]);
    let output = judge(&project.root(), fixture, "{ \"id\": ", &[]);
    assert!(stdout(&output).contains("error[fixture-syntax]"), "{}", stdout(&output));
    project.write("nango-lsp.toml", "[rules]\nfixture-mismatch = \"off\"\n");
    assert_eq!(found(&project.root(), &[]), [""; 0]);
}

#[test]
fn another_version_of_the_cli_may_judge() {
    let project = Project::registered();
    let function = ACTION
        .replace("createAction", "createFunction")
        .replace("actions", "functions");
    project.write("crm/functions/get-deal.ts", &function);
    project.write(
        "index.ts",
        "import './crm/actions/get-contact.js';\nimport './crm/functions/get-deal.js';\n",
    );
    let messages = |arguments: &[&str]| {
        stdout(&run(
            &project.root(),
            &[&["check", "--format", "agent"], arguments].concat(),
        ))
    };
    assert_ne!(
        messages(&["--as-of", "0.70.4"]),
        messages(&[]),
        "0.70.4 knows no `createFunction`"
    );
    assert_eq!(messages(&["--as-of", "0.71.10"]), messages(&[]));
    assert!(refused(&project.root(), &["--as-of", "^0.71"]).contains("a version is three numbers, such as 0.71.10"));
}
