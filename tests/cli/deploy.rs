//! `deploy`: what is refused before anything runs, and what a plan says.

use crate::support::project::Project;
use crate::{run, stderr, stdout};

/// What stands in for the CLI: a deployment of one new action, or of one that deletes where the file `deletes` is there.
const CLI: &str = r"
const fs = require('fs');
fs.appendFileSync('calls.log', process.execArgv.length + ' ' + process.argv.slice(2).join(' ') + '\n');
console.log('✓ Typechecking\n✓ Compiled\n✓ Packaging\n✓ Acquiring remote state (http://127.0.0.1:1)\n\n Nango will perform this plan:\n');
if (fs.existsSync('deletes')) {
    console.log(' [Syncs +0 -1]\n - crm → contacts               (3 impacted connections)\n');
    process.stdout.write('Are you sure you want to continue y/n? ');
    process.exit(0);
}
console.log(' [Actions +1 -0]\n + crm → get-contact\n\nNo sync deleted with active connections, proceeding without confirmation');
fetch('http://127.0.0.1:1/sync/deploy').catch(({ message }) => {
    if (message === 'only the plan was asked for') {
        console.log('✗ Deploying 1 functions\nError deploying the functions:\n' + message);
        process.exitCode = 11;
    } else {
        console.log('✓ Deployed\nSuccessfully deployed the functions: \r\n- get-contact@v1.0.0');
    }
});
";

fn project() -> Project {
    let project = Project::registered();
    let manifest = r#"{ "name": "nango", "version": "0.71.10", "bin": { "nango": "cli.js" } }"#;
    project.write("node_modules/nango/package.json", manifest);
    project.write("node_modules/nango/cli.js", CLI);
    project.write(
        ".env",
        "NANGO_SECRET_KEY_DEV=planted-secret\nNANGO_SECRET_KEY_PROD=planted-secret\n",
    );
    project
}

/// How often the CLI ran, with or without a guard.
fn calls(project: &Project) -> String {
    std::fs::read_to_string(project.path("calls.log")).unwrap_or_default()
}

const WORDS: &str = "deploy dev --integration crm --action get-contact --no-interactive --auto-confirm";

#[test]
fn it_says_what_it_lacks() {
    let project = project();
    let refused = |arguments: &[&str]| {
        let output = run(&project.root(), &[&["deploy"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        stderr(&output)
    };
    insta::assert_snapshot!(refused(&["get-contcat"]), @"nango-lsp: `index.ts` registers no function `get-contcat`; did you mean `get-contact`?");
    insta::assert_snapshot!(refused(&["get-contact"]), @"nango-lsp: `get-contact` would be deployed to `dev`; say `--yes` if it shall");
    insta::assert_snapshot!(refused(&["get-contact", "-e", "prod", "--yes"]), @"nango-lsp: `get-contact` would be deployed to `prod`; say `--confirm get-contact` if it shall");
    insta::assert_snapshot!(refused(&["get-contact", "-e", "prod", "--confirm", "get"]), @"nango-lsp: `--confirm get` is not the name of `get-contact`");
    let hostile = refused(&["get-contact", "--environment=--allow-destructive", "--yes"]);
    assert!(hostile.contains("starts with a dash"), "{hostile}");
    assert_eq!(calls(&project), "", "nothing was started");
}

#[test]
fn a_plan_is_printed_and_nothing_is_deployed() {
    let project = project();
    let output = run(&project.root(), &["deploy", "get-contact", "--plan"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output), " [Actions +1 -0]\n + crm → get-contact\n");
    assert_eq!(calls(&project), format!("2 {WORDS}\n"));
}

#[test]
fn what_is_planned_is_deployed_when_it_may() {
    for confirmation in [&["--yes"][..], &["--confirm", "get-contact"]] {
        let project = project();
        let output = run(&project.root(), &[&["deploy", "get-contact"], confirmation].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stderr(&output).contains("deployed to `dev`: `get-contact@v1.0.0`"));
        assert_eq!(calls(&project), format!("2 {WORDS}\n0 {WORDS}\n"));
    }
    let project = project();
    let arguments = ["deploy", "get-contact", "-e", "prod", "--confirm", "get-contact"];
    let output = run(&project.root(), &arguments);
    assert!(stderr(&output).contains("deployed to `prod`"), "{}", stderr(&output));
}

#[test]
fn what_deletes_is_left_to_a_person() {
    let project = project();
    project.write("deletes", "");
    for arguments in [&["--yes"][..], &["--plan"]] {
        let output = run(&project.root(), &[&["deploy", "get-contact"], arguments].concat());
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(stdout(&output).contains("- crm → contacts"));
    }
    let said = stderr(&run(&project.root(), &["deploy", "get-contact", "--yes"]));
    assert!(
        said.contains("because it deletes `crm → contacts` (3 impacted connections)"),
        "{said}"
    );
    assert!(
        said.ends_with("in a terminal: npx nango deploy dev --integration crm --action get-contact\n"),
        "{said}"
    );
    assert!(!calls(&project).contains("0 deploy"), "only plans: {}", calls(&project));
}
