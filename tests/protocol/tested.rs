//! Tests: what is missing is said at once, mocks are offered to be recorded, a test is generated once, and what failed is shown
//! where it did, without what the records hold. A few lines of JavaScript stand in for the CLI and for vitest.

use serde_json::{Value, json};

use crate::stage::{SUCCESS, Stage};
use crate::support::project::Project;
use crate::support::{capabilities, uri};

/// What the CLI does beside its runs: it saves mocks, and generates a test when its question is answered.
const GENERATE: &str = r#"
fs.mkdirSync('crm/tests', { recursive: true });
if (process.argv.includes('--save')) fs.writeFileSync('crm/tests/get-contact.test.json', '{}');
if (process.argv[2] === 'generate:tests') {
    fs.writeFileSync('answer', fs.readFileSync(0));
    fs.writeFileSync('crm/tests/crm-get-contact.test.ts', TEST);
    console.log('Generated 1 test file(s):\n  crm/tests/crm-get-contact.test.ts');
}
"#;

/// What the CLI generates: the assertion is on line 5.
const TEST: &str = "\
import { expect, it } from 'vitest';
import action from '../actions/get-contact.js';

it('should output the same', async () => {
    expect(await action.exec()).toEqual({ id: 'planted-record' });
});
";

const VITEST: &str = r"
import fs from 'node:fs';
fs.appendFileSync('calls.log', JSON.stringify(['vitest', ...process.argv.slice(2)]) + '\n');
console.error('planted-record');
const name = process.cwd() + '/crm/tests/crm-get-contact.test.ts';
const report = (success, assertionResults) => {
    const status = success ? 'passed' : 'failed';
    console.log(JSON.stringify({ success, testResults: [{ name, status, message: '', assertionResults }] }));
    process.exitCode = success ? 0 : 1;
};
const passed = { status: 'passed', fullName: 'crm get-contact works', failureMessages: [] };
/* HERE */
";

const GREEN: &str = "report(true, [passed, passed, passed]);";
const RED: &str = r"
const message = `AssertionError: expected { id: 'planted-record' } to deeply equal {}\n    at ${name}:5:33\n    at file:///node_modules/vitest/index.js:1:1`;
report(false, [passed, { status: 'failed', fullName: 'crm get-contact should output the same', failureMessages: [message] }]);
";
const ENDLESS: &str = "setInterval(() => {}, 1000);";

/// A stage whose function has mocks, and a vitest that ends like that.
fn stage(vitest: &str) -> Stage {
    complete(bare(), vitest)
}

fn complete(mut stage: Stage, vitest: &str) -> Stage {
    stage.project.write("crm/tests/get-contact.test.json", "{}");
    install(&mut stage, vitest);
    stage
}

/// A stage without mocks and without vitest.
fn bare() -> Stage {
    bare_with(json!({ "input": true }))
}

fn bare_with(options: Value) -> Stage {
    let stage = Stage::with_options(Project::registered(), SUCCESS, capabilities(), options);
    let cli = stage.project.read("node_modules/nango/cli.js");
    let generate = GENERATE.replace("TEST)", &format!("{})", json!(TEST)));
    stage
        .project
        .write("node_modules/nango/cli.js", &format!("{cli}{generate}"));
    stage
}

fn install(stage: &mut Stage, vitest: &str) {
    let manifest = r#"{ "name": "vitest", "version": "4.1.9", "bin": { "vitest": "./vitest.mjs" } }"#;
    stage.project.write("node_modules/vitest/package.json", manifest);
    let script = VITEST.replace("/* HERE */", vitest);
    stage.project.write("node_modules/vitest/vitest.mjs", &script);
}

fn test(stage: &mut Stage) {
    let file = uri(&stage.file());
    stage.execute(json!({ "command": "nango.test", "arguments": [{ "file": file }] }));
}

fn calls(stage: &Stage) -> Vec<String> {
    stage.calls().iter().map(|call| call.join(" ")).collect()
}

const GENERATION: &str = "generate:tests --integration crm --action get-contact --no-interactive";
const EXECUTION: &str = "vitest run crm/tests/crm-get-contact.test.ts --reporter=json";

#[test]
fn a_test_is_generated_once_and_run() {
    let mut stage = stage(GREEN);
    test(&mut stage);
    assert_eq!(stage.outcome(), "`get-contact`: 3 tests passed");
    assert_eq!(calls(&stage), [GENERATION, EXECUTION]);
    assert_eq!(
        stage.project.read("answer"),
        "n\n",
        "the configuration is not overwritten"
    );
    stage.editor.asked("workspace/codeLens/refresh");
    let title = stage.lens()["title"].to_string();
    assert!(title.contains("✓ 3 tests passed"), "{title}");

    stage.project.write("crm/tests/crm-get-contact.test.ts", "// my own");
    test(&mut stage);
    stage.outcome();
    assert_eq!(calls(&stage), [GENERATION, EXECUTION, EXECUTION]);
    assert_eq!(stage.project.read("crm/tests/crm-get-contact.test.ts"), "// my own");
}

#[test]
fn what_failed_is_shown_at_its_assertion_and_its_records_in_the_report_only() {
    let mut stage = stage(RED);
    test(&mut stage);
    assert_eq!(
        stage.outcome(),
        "`get-contact`: 1 of 2 tests failed: `crm get-contact should output the same`"
    );
    let file = stage.project.path("crm/tests/crm-get-contact.test.ts");
    let diagnostic = stage.editor.diagnostic(&file, "dryrun-tests-failed");
    assert_eq!(
        diagnostic["message"],
        "the test `crm get-contact should output the same` fails: what came is not what was recorded or expected"
    );
    let start = json!({ "line": 4, "character": 32 });
    let end = json!({ "line": 4, "character": 39 });
    assert_eq!(diagnostic["range"], json!({ "start": start, "end": end }), "`toEqual`");

    stage
        .editor
        .answer("window/showDocument", |_| json!({ "success": true }));
    let function = uri(&stage.file());
    stage.execute(json!({ "command": "nango.showReport", "arguments": [{ "file": function }] }));
    let shown = stage.editor.asked("window/showDocument");
    let path = shown["uri"].as_str().unwrap().strip_prefix("file://").unwrap();
    let report = std::fs::read_to_string(path).unwrap();
    assert!(report.contains("expected { id: 'planted-record' }"), "{report}");
    assert!(report.contains("`crm/tests/crm-get-contact.test.ts:5:33`"), "{report}");
    stage.editor.settle();
    let words = stage.words();
    assert!(!words.contains("planted-record"), "{words}");

    // Fixed, it is no more; a green run clears it everywhere.
    install(&mut stage, GREEN);
    test(&mut stage);
    stage.outcome();
    stage.editor.no_diagnostic(&file, "dryrun-tests-failed");
}

#[test]
fn vitest_that_is_missing_is_named_with_its_cure() {
    let mut stage = bare();
    stage.project.write("crm/tests/get-contact.test.json", "{}");
    test(&mut stage);
    assert_eq!(
        stage.outcome(),
        "`get-contact`: not tested: vitest is not installed in this project; npm install -D vitest"
    );
    assert!(stage.calls().is_empty());
}

#[test]
fn mocks_that_are_missing_are_recorded_and_the_test_goes_on() {
    for recorded in [true, false] {
        let mut stage = bare();
        install(&mut stage, GREEN);
        stage
            .editor
            .answer("window/showMessageRequest", move |params| match recorded {
                true => params["actions"][0].clone(),
                false => Value::Null,
            });
        test(&mut stage);
        let question = stage.editor.asked("window/showMessageRequest");
        assert_eq!(
            question["message"],
            "`get-contact` cannot be tested: there are no mocks, `crm/tests/get-contact.test.json`"
        );
        if recorded {
            stage.editor.notification_where("window/showMessage", |it| {
                it["message"] == "`get-contact`: 3 tests passed"
            });
            let calls = calls(&stage);
            let saved = calls
                .iter()
                .position(|call| call.contains("--save"))
                .expect("a recording");
            assert_eq!(calls[saved + 1..], [GENERATION, EXECUTION]);
        } else {
            stage.editor.settle();
            assert!(stage.calls().is_empty());
        }
    }
}

#[test]
fn what_is_not_saved_is_not_tested() {
    let mut stage = stage(GREEN);
    let (file, text) = (stage.file(), stage.project.read("crm/actions/get-contact.ts"));
    stage.editor.change(&file, 2, &format!("{text}// edited\n"));
    test(&mut stage);
    assert_eq!(
        stage.outcome(),
        "`get-contact` is not tested: save `crm/actions/get-contact.ts` first"
    );
    assert!(stage.calls().is_empty());
}

#[test]
fn what_is_not_saved_is_saved_and_tested_where_the_editor_can() {
    let mut stage = complete(bare_with(json!({ "input": true, "save": true })), GREEN);
    let (file, text) = (stage.file(), stage.project.read("crm/actions/get-contact.ts"));
    stage.editor.change(&file, 2, &format!("{text}// edited\n"));
    stage
        .editor
        .answer("window/showMessageRequest", |params| params["actions"][0].clone());
    stage.editor.answer("nango/save", |_| json!({ "saved": true }));
    test(&mut stage);
    assert_eq!(stage.outcome(), "`get-contact`: 3 tests passed");
    let question = stage.editor.asked("window/showMessageRequest");
    assert_eq!(
        question["message"],
        "what is saved is tested; not saved: `crm/actions/get-contact.ts`"
    );
    assert_eq!(question["actions"][0]["title"], "Save and test");
}

#[test]
fn a_function_that_is_not_registered_can_be() {
    let mut stage = Stage::of(Project::unregistered(), SUCCESS, capabilities(), true);
    let file = uri(&stage.project.path("crm/actions/find-contact.ts"));
    stage.execute(json!({ "command": "nango.test", "arguments": [{ "file": file }] }));
    let question = stage.editor.asked("window/showMessageRequest");
    assert_eq!(
        question["message"],
        "`find-contact` cannot be tested: `index.ts` does not import it"
    );
    assert_eq!(question["actions"][0]["title"], "Register in index.ts");
    assert!(stage.calls().is_empty());
}

#[test]
fn it_can_be_cancelled() {
    let mut stage = stage(ENDLESS);
    test(&mut stage);
    let testing = |params: &Value| params["value"]["message"] == "testing";
    stage.editor.notification_where("$/progress", testing);
    stage.execute(json!({ "command": "nango.cancel" }));
    assert_eq!(stage.outcome(), "`get-contact`: cancelled");
}
