//! `dryrun`: what is refused before anything runs.

use std::process::Command;

use crate::stderr;
use crate::support::project::Project;

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
    insta::assert_snapshot!(refused(&["get-contact"]), @"nango-lsp: no connection is known for `crm` in `dev`: name it behind the function, or keep it by `nango-lsp use crm <connection>`; `nango-lsp connections --integration crm` lists them");
    insta::assert_snapshot!(refused(&["get-contact", "conn-1"]));
    insta::assert_snapshot!(refused(&["get-contact", "conn-1", "--input", "{"]));
    insta::assert_snapshot!(refused(&["get-contact", "conn-1", "--input", "{}", "-e", "prod"]), @"nango-lsp: `get-contact` would run in `prod`; say `--yes` if it shall");
}

/// What stands in for the CLI: an action whose output does not fit.
const INVALID: &str = r#"
require('fs').mkdirSync('build', { recursive: true });
require('fs').writeFileSync('build/crm_actions_get-contact.cjs', '');
console.log('✓ Typechecking\n✓ Compiled');
if (process.argv[2] === 'dryrun') {
    console.log('Executing -> integration:"hubspot" script:"get-contact" \nlooked up');
    console.log('Done\nmodel: ActionOutput_crm_getcontact\ndata: { id: 7 }\n\nid\n   error   must be string  [type]\n   ActionOutput_crm_getcontact > properties > id > type\n');
    console.error('An error occurred during execution\n (invalid_action_output)');
    process.exit(12);
}
"#;

#[test]
fn a_failure_is_said_with_its_place_and_reported_on_request() {
    let project = Project::registered();
    project.write(
        "node_modules/nango/package.json",
        r#"{ "name": "nango", "version": "0.71.10", "bin": { "nango": "cli.js" } }"#,
    );
    project.write("node_modules/nango/cli.js", INVALID);
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    command
        .current_dir(project.root())
        .args([
            "dryrun",
            "get-contact",
            "conn-1",
            "--input",
            "{}",
            "--report",
            "report.md",
        ])
        .env("XDG_STATE_HOME", project.root());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    for line in [
        "  crm/actions/get-contact.ts:8:24: `id` of the output must be string",
        "  crm/actions/get-contact.ts:12:9: returned here",
        "the report is in report.md",
    ] {
        assert!(said.lines().any(|other| other == line), "{line:?} is missing: {said}");
    }
    let report = project.read("report.md");
    assert!(report.contains("| `id` | `must be string` | type |"), "{report}");
}

#[test]
fn that_a_recording_writes_twice_is_said() {
    let project = Project::registered();
    let posts = crate::ACTION.replace(
        "await nango.log(input.id)",
        "await nango.post({ endpoint: '/contacts', retries: 0 })",
    );
    project.write("crm/actions/get-contact.ts", &posts);
    let arguments = ["get-contact", "conn-1", "--input", r#"{"id":"1"}"#];
    let refused = |command: &str| {
        let arguments = [&[command][..], &arguments].concat();
        let output = crate::run(&project.root(), &arguments);
        assert_eq!(output.status.code(), Some(2));
        stderr(&output)
    };
    insta::assert_snapshot!(refused("dryrun"), @"nango-lsp: a dry run of `get-contact` really writes to `dev`: POST /contacts; say `--yes` if it shall");
    insta::assert_snapshot!(refused("record"), @"nango-lsp: a dry run of `get-contact` really writes to `dev`, and twice to save mocks: POST /contacts; say `--yes` if it shall");
}
