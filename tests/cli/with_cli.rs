//! `check --with-cli`: what the compiler says, where the fault is. A few lines of JavaScript print what the real CLI prints; the
//! real one is asked in `tests/e2e/test_check.py`.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::project::{ACTION, Project};
use crate::{stderr, stdout};

const SYNC: &str = "\
import { createSync } from 'nango';
import * as z from 'zod';

const sync = createSync({
    description: 'Syncs deals',
    version: '1.0.0',
    frequency: 'now and then',
    models: { Deal: z.object({ id: z.string() }) },
    exec: async (nango) => {
        await nango.trackDeletesStart('Deal');
        await nango.batchSave([{ id: '1' }], 'Deal');
    }
});

export default sync;
";

const HELPER: &str = "\
import type { NangoAction } from 'nango';


export async function ping(nango: NangoAction): Promise<void> {
    nango.log('ping');
}
";

/// A project with a helper and a sync, and a CLI that prints this and ends so.
fn project(stdout: &str, stderr: &str, code: i32) -> Project {
    let action = ACTION
        .replace(
            "import * as z",
            "import { ping } from '../helpers/ping.js';\nimport * as z",
        )
        .replace("await nango.log(input.id);", "await ping(nango);");
    let project = Project::new(&[
        (
            "index.ts",
            "import './crm/actions/get.js';\nimport './crm/syncs/deals.js';\n",
        ),
        ("crm/actions/get.ts", &action),
        ("crm/helpers/ping.ts", HELPER),
        ("crm/syncs/deals.ts", SYNC),
        (
            "node_modules/nango/package.json",
            r#"{ "name": "nango", "version": "0.71.10", "bin": { "nango": "cli.js" } }"#,
        ),
    ]);
    let root = project.root();
    let root = root.to_str().unwrap();
    let quoted = |text: &str| Value::String(text.replace("$ROOT", root)).to_string();
    project.write(
        "node_modules/nango/cli.js",
        &format!(
            "require('fs').appendFileSync('calls.log', process.argv.slice(2).join(' ') + '\\n');\n\
             process.stdout.write({});\nprocess.stderr.write({});\nprocess.exitCode = {code};\n",
            quoted(stdout),
            quoted(stderr)
        ),
    );
    project
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    command
        .current_dir(folder)
        .args(["check", "--with-cli"])
        .args(arguments);
    command.env("NO_COLOR", "1").output().expect("the binary starts")
}

/// What is reported of what the compiler said: file, line and column from 1, rule, and what stands beside it.
fn said(project: &Project) -> Vec<String> {
    let output = check(&project.root(), &["--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    let confirmed = |found: &Value| {
        let mut related = found["related"].as_array().unwrap().iter();
        related.any(|it| it["message"].as_str().unwrap().starts_with("nango 0.71.10 says: "))
    };
    let mut said = Vec::new();
    for found in report["diagnostics"].as_array().unwrap() {
        let own = found["code"] == "cli-compile-error";
        if own || confirmed(found) {
            let start = &found["range"]["start"];
            let number = |key: &str| start[key].as_u64().unwrap() + 1;
            assert_eq!(found["severity"], "error");
            assert!(found["reportedBy"].as_array().unwrap().contains(&"compile".into()));
            said.push(format!(
                "{}:{}:{} {}{}",
                found["file"].as_str().unwrap(),
                number("line"),
                number("character"),
                found["code"].as_str().unwrap(),
                if own {
                    format!(": {}", found["message"].as_str().unwrap())
                } else {
                    String::new()
                }
            ));
        }
    }
    said
}

fn failed_to_build(place: &str, message: &str) -> Project {
    let stderr = format!("err - {place} \r\n  {message}\r\n\n");
    project(
        "✓ Typechecking\n✗ Failed to build ./crm/actions/get.js\n\n",
        &stderr,
        10,
    )
}

fn failed_definition(place: &str, message: &str) -> Project {
    let stdout = format!("✓ Typechecking\n✗ Failed to compile definitions\n\nerr - {place} \r\n  {message}\r\n\n");
    project(&stdout, "", 10)
}

#[test]
fn a_type_error_is_where_typescript_says() {
    let stdout = "\nerr - crm/actions/get.ts:13:18 \r\n  Type 'string' is not assignable to type 'number'.\r\n\n\
                  err - crm/syncs/deals.ts \r\n  Cannot find module 'nango'.\r\n\n✗ Typechecking\n";
    let project = project(stdout, "Found 2 errors\n", 10);
    assert_eq!(
        said(&project),
        [
            "crm/actions/get.ts:13:18 cli-compile-error: Type 'string' is not assignable to type 'number'",
            "crm/syncs/deals.ts:1:1 cli-compile-error: Cannot find module 'nango'",
        ]
    );
    assert_eq!(project.read("calls.log"), "compile --no-interactive\n");
}

#[test]
fn a_fault_in_a_helper_is_shown_in_the_helper() {
    let project = failed_to_build(
        "./crm/actions/get.ts:5",
        "nango.log() calls must be awaited in. Not awaiting can …",
    );
    assert_eq!(said(&project), ["crm/helpers/ping.ts:5:5 await-required"]);
    // What no rule knows of is found by what is on the line.
    let project = failed_to_build(
        "./crm/actions/get.ts:5",
        "Proxy call: 'retryOn' should not be used if 'retries' is not set.",
    );
    project.write(
        "crm/helpers/ping.ts",
        &HELPER.replace("nango.log('ping')", "await nango.get({ retryOn: [500] })"),
    );
    let found = said(&project);
    assert!(found[0].starts_with("crm/helpers/ping.ts:5:"), "{found:?}");
}

#[test]
fn a_call_in_the_wrong_order_is_reported_a_line_too_low() {
    let project = failed_to_build(
        "./crm/syncs/deals.ts:11",
        "trackDeletesStart for model 'Deal' is called but trackDeletesEnd is never called",
    );
    assert_eq!(said(&project), ["crm/syncs/deals.ts:10:15 del-start-without-end"]);
}

#[test]
fn a_definition_is_found_by_its_property() {
    let project = failed_definition(
        "./crm/syncs/deals.ts",
        "createSync > frequency Interval is invalid, check syntax here https://…",
    );
    assert_eq!(said(&project), ["crm/syncs/deals.ts:7:16 freq-invalid"]);
    // The rule is silent, the compiler is not.
    project.write("nango-lsp.toml", "[rules]\nfreq-invalid = \"off\"\n");
    assert_eq!(
        said(&project),
        ["crm/syncs/deals.ts:7:5 cli-compile-error: Interval is invalid, check syntax here https://…"]
    );
}

#[test]
fn faults_of_the_registry_are_shown_there() {
    let stderr = "File '$ROOT/crm/actions/get.ts' not found.\n  The file is in the program because:\n    Root file specified for compilation\nFound 1 error\n";
    let project = project("\n✗ Typechecking\n", stderr, 10);
    std::fs::remove_file(project.path("crm/actions/get.ts")).unwrap();
    assert_eq!(said(&project), ["index.ts:1:9 index-missing-file"]);
    let report = stdout(&check(&project.root(), &["--format", "sarif"]));
    assert!(
        report.contains("nango 0.71.10 says: File 'crm/actions/get.ts' not found"),
        "{report}"
    );
}

#[test]
fn a_bundle_that_throws_is_shown_at_its_function() {
    let stderr = "Error: at load\n    at Object.<anonymous> ($ROOT/build/crm_syncs_deals.cjs:38:7)\n    at Module._compile (node:internal/modules/cjs/loader:1521:14)\n";
    let project = project("✓ Typechecking\n✗ Generating artifacts\n", stderr, 10);
    assert_eq!(
        said(&project),
        ["crm/syncs/deals.ts:4:14 cli-compile-error: Error: at load"]
    );
}

#[test]
fn what_is_asked_about_is_reported_alone() {
    let project = failed_definition(
        "./crm/syncs/deals.ts",
        "createSync > frequency Interval is invalid, check …",
    );
    let output = check(&project.path("crm/actions"), &["--format", "agent"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(!stdout(&output).contains("deals"), "{}", stdout(&output));
}

#[test]
fn a_compiler_that_accepts_adds_nothing() {
    let project = project("✓ Typechecking\n✓ Compiled\n", "", 0);
    assert_eq!(said(&project), Vec::<String>::new());
}

#[test]
fn without_a_cli_nothing_is_reported() {
    let project = Project::registered();
    let mut command = Command::new(env!("CARGO_BIN_EXE_nango-lsp"));
    command.current_dir(project.root()).args(["check", "--with-cli"]);
    // Node is there, and no `nango` is on the path.
    let node = project.write("bin/node", "#!/bin/sh\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&node, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let output = command.env("PATH", node.parent().unwrap()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
    assert!(
        stderr(&output).contains("npm install --save-dev nango") || stderr(&output).contains("npm i -D nango"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn programs_are_for_who_runs_them() {
    let project = Project::registered();
    for program in ["--node=/bin/sh", "--cli=/bin/sh"] {
        let output = crate::run(&project.root(), &["check", program]);
        assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    }
}

#[test]
fn a_cli_that_ends_in_an_unknown_way_is_no_verdict() {
    let project = project("", "Segmentation fault\n", 3);
    let output = check(&project.root(), &[]);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    assert!(stderr(&output).contains("Segmentation fault"), "{}", stderr(&output));
}
