//! `test`: what is missing, what passes, what fails and what is said of it.

use crate::support::project::Project;
use crate::{run, stderr, stdout};

/// What stands in for the CLI: it generates a test.
const CLI: &str = r"
const fs = require('fs');
fs.appendFileSync('calls.log', process.argv.slice(2).join(' ') + '\n');
fs.writeFileSync('crm/tests/crm-get-contact.test.ts', '// generated\n');
console.log('✓ Typechecking\n✓ Compiled\nGenerated 1 test file(s):\n  crm/tests/crm-get-contact.test.ts');
";

/// What stands in for vitest: a test that passes, or fails where the file `red` is there.
const VITEST: &str = r"
import fs from 'node:fs';
fs.appendFileSync('calls.log', 'vitest ' + process.argv.slice(2).join(' ') + '\n');
const failed = fs.existsSync('red');
const name = process.cwd() + '/crm/tests/crm-get-contact.test.ts';
const message = `AssertionError: expected 'planted-secret' to be 'b'\n    at ${name}:1:1`;
const result = { status: failed ? 'failed' : 'passed', fullName: 'crm get-contact', failureMessages: failed ? [message] : [] };
console.log(JSON.stringify({ success: !failed, testResults: [{ name, status: result.status, message: '', assertionResults: [result] }] }));
process.exitCode = failed ? 1 : 0;
";

fn project() -> Project {
    let project = Project::registered();
    for (package, version, script, text) in [
        ("nango", "0.71.10", "cli.js", CLI),
        ("vitest", "4.1.9", "vitest.mjs", VITEST),
    ] {
        let manifest =
            format!(r#"{{ "name": "{package}", "version": "{version}", "bin": {{ "{package}": "{script}" }} }}"#);
        project.write(&format!("node_modules/{package}/package.json"), &manifest);
        project.write(&format!("node_modules/{package}/{script}"), text);
    }
    project.write(".env", "NANGO_SECRET_KEY_DEV=planted-secret\n");
    project
}

fn calls(project: &Project) -> String {
    std::fs::read_to_string(project.path("calls.log")).unwrap_or_default()
}

const GENERATION: &str = "generate:tests --integration crm --action get-contact --no-interactive\n";
const EXECUTION: &str = "vitest run crm/tests/crm-get-contact.test.ts --reporter=json\n";

#[test]
fn it_says_what_it_lacks() {
    let project = project();
    let refused = || {
        let output = run(&project.root(), &["test", "get-contact"]);
        assert_eq!(output.status.code(), Some(2));
        stderr(&output)
    };
    insta::assert_snapshot!(refused(), @r"
    not tested: there are no mocks, `crm/tests/get-contact.test.json`
    save mocks of it first
    nango-lsp record crm/get-contact
    ");
    project.write("crm/tests/get-contact.test.json", "{}");
    std::fs::remove_dir_all(project.path("node_modules/vitest")).unwrap();
    insta::assert_snapshot!(refused(), @r"
    not tested: vitest is not installed in this project
    npm install -D vitest
    ");
    assert_eq!(calls(&project), "", "nothing was started");
}

#[test]
fn it_generates_what_is_missing_and_nothing_else() {
    let project = project();
    project.write("crm/tests/get-contact.test.json", "{}");
    let test = |arguments: &[&str]| {
        let output = run(&project.root(), &[&["test", "get-contact"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stderr(&output).contains("1 test passed"), "{}", stderr(&output));
    };
    test(&[]);
    assert_eq!(calls(&project), format!("{GENERATION}{EXECUTION}"));
    project.write("crm/tests/crm-get-contact.test.ts", "// my own\n");
    test(&[]);
    assert_eq!(calls(&project), format!("{GENERATION}{EXECUTION}{EXECUTION}"));
    assert_eq!(project.read("crm/tests/crm-get-contact.test.ts"), "// my own\n");
    test(&["--regenerate"]);
    assert_eq!(project.read("crm/tests/crm-get-contact.test.ts"), "// generated\n");
}

#[test]
fn what_fails_is_shown_without_secrets() {
    let project = project();
    project.write("crm/tests/get-contact.test.json", "{}");
    project.write("red", "");
    let output = run(&project.root(), &["test", "crm/get-contact"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("1 of 1 test failed: `crm get-contact` ("), "{said}");
    let shown = stdout(&output);
    assert!(
        shown.starts_with("crm get-contact\n  AssertionError: expected '[redacted]' to be 'b'\n"),
        "{shown}"
    );
}
