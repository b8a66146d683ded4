//! `check --format`: what CI systems and agents read.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::project::{ACTION, Project};
use crate::{faulty, run, stdout};

const FORMATS: [&str; 7] = ["text", "json", "sarif", "github", "gitlab", "junit", "agent"];

/// Without the variables of the CI system that this runs in.
fn check(folder: &Path, format: &str, variables: &[(&str, &Path)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    command.current_dir(folder).args(["check", "--format", format]);
    command.env_remove("GITHUB_WORKSPACE").env_remove("CI_PROJECT_DIR");
    command
        .envs(variables.iter().copied())
        .output()
        .expect("the binary starts")
}

/// What a format makes of the faulty project.
fn report(format: &str) -> String {
    let output = check(&faulty().root(), format, &[]);
    assert_eq!(output.status.code(), Some(1));
    stdout(&output)
}

#[test]
fn annotations_for_github() {
    insta::assert_snapshot!(report("github"));
}

#[test]
fn a_code_quality_report_for_gitlab() {
    insta::assert_snapshot!(report("gitlab"));
}

#[test]
fn tests_for_junit() {
    insta::assert_snapshot!(report("junit"));
}

#[test]
fn lines_for_agents() {
    insta::assert_snapshot!(report("agent"));
}

/// A page says what the fix of a rule does, and not each finding has one.
#[test]
fn agents_are_told_of_no_fix_that_a_finding_does_not_have() {
    let project = Project::registered();
    let timer = ACTION.replace(
        "exec: async (nango, input) => {",
        "exec: async (nango, input) => {\n        setInterval(() => undefined, 1000);",
    );
    project.write("crm/actions/get-contact.ts", &timer);
    let output = check(&project.root(), "agent", &[]);
    let text = stdout(&output);
    let line = text.lines().find(|line| line.contains(" rt-missing-global: "));
    assert!(
        line.is_some_and(|line| line.ends_with(" -> see `nango-lsp explain rt-missing-global`")),
        "{text}"
    );
}

#[test]
fn results_for_code_scanning() {
    let mut log: Value = serde_json::from_str(&report("sarif")).unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].take();
    let rules = rules.as_array().unwrap();
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let shown = rules.iter().find(|rule| rule["id"] == "index-import-not-matched");
    assert!(
        shown.unwrap()["help"]["markdown"]
            .as_str()
            .unwrap()
            .contains("\n## Why\n")
    );
    log["runs"][0]["tool"]["driver"]["semanticVersion"].take();
    insta::assert_snapshot!(serde_json::to_string_pretty(&log).unwrap());
}

#[test]
fn a_clean_project_is_clean_in_every_format() {
    let project = Project::registered();
    for format in FORMATS {
        let output = check(&project.root(), format, &[]);
        assert_eq!(output.status.code(), Some(0), "{format}: {}", stdout(&output));
    }
    let gitlab = check(&project.root(), "gitlab", &[]);
    assert_eq!(stdout(&gitlab), "[]\n");
}

#[test]
fn files_are_named_as_the_repository_names_them() {
    let project = faulty();
    let checkout = project.root().parent().unwrap().to_owned();
    let name = project.root().file_name().unwrap().to_string_lossy().into_owned();
    let github = check(&project.root(), "github", &[("GITHUB_WORKSPACE", &checkout)]);
    assert!(
        stdout(&github).contains(&format!(",file={name}/index.ts,")),
        "{}",
        stdout(&github)
    );
    let gitlab = check(&project.root(), "gitlab", &[("CI_PROJECT_DIR", &checkout)]);
    assert!(stdout(&gitlab).contains(&format!("\"path\": \"{name}/index.ts\"")));
    let given = run(&checkout, &["check", "--format", "agent", &name]);
    assert!(stdout(&given).starts_with(&format!("{name}/crm/actions/find-contact.ts:4:16: ")));
}

/// The names by which a CI system knows findings again.
fn fingerprints(project: &Project) -> Vec<String> {
    let issues: Value = serde_json::from_slice(&check(&project.root(), "gitlab", &[]).stdout).unwrap();
    let issues = issues.as_array().unwrap().iter();
    issues
        .map(|issue| issue["fingerprint"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn fingerprints_outlive_edits_above() {
    let project = Project::new(&[("index.ts", "import './crm/actions/a.js';\n")]);
    project.write("crm/actions/a.ts", ACTION);
    project.write("crm/actions/b.ts", ACTION);
    // One line, three times.
    project.write("index.ts", &"  import './crm/actions/a.js';\n".repeat(3));
    let before = fingerprints(&project);
    let distinct: std::collections::BTreeSet<_> = before.iter().collect();
    assert!(before.len() > 3 && distinct.len() == before.len(), "{before:?}");
    project.write("crm/actions/b.ts", &format!("// moved\n\n{ACTION}"));
    assert_eq!(fingerprints(&project), before);
}

#[test]
fn names_that_mean_something_to_a_format_are_escaped() {
    let project = Project::registered();
    project.write("crm/actions/100%,a:b&<c>.ts", ACTION);
    let report = |format| stdout(&check(&project.root(), format, &[]));
    assert!(
        report("github").contains(",file=crm/actions/100%25%2Ca%3Ab&<c>.ts,"),
        "{}",
        report("github")
    );
    assert!(report("junit").contains("name=\"crm/actions/100%,a:b&amp;&lt;c&gt;.ts\""));
    assert!(report("sarif").contains("\"uri\": \"crm/actions/100%25%2Ca%3Ab%26%3Cc%3E.ts\""));
}
