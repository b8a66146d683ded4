use serde_json::json;

use super::*;
use crate::{Exit, Kind, Secrets};

fn test() -> Test {
    Test {
        root: "/project".into(),
        integration: "crm".to_owned(),
        kind: Kind::Action,
        name: "deals".to_owned(),
        regenerate: false,
    }
}

/// What vitest made of these results of these tests: the sentence of the outcome, and those of its failures with their places.
fn outcome(report: &Value, secrets: &[&str]) -> Outcome {
    let transcript = Transcript {
        stdout: format!("a line of the configuration\n{report}\n"),
        exit: Exit {
            code: Some(1),
            signal: None,
        },
        ..Transcript::default()
    };
    let secrets: Secrets = secrets.iter().map(|secret| (*secret).to_owned()).collect();
    transcript.outcome_of_test(&test(), false, &Redactor::new(&secrets))
}

fn report(success: bool, tests: Value) -> Value {
    let status = if success { "passed" } else { "failed" };
    let file = json!({ "name": "/project/crm/tests/crm-deals.test.ts", "status": status, "message": "", "assertionResults": tests });
    json!({ "success": success, "testResults": [file] })
}

fn failed(name: &str, message: &str) -> Value {
    json!({ "status": "failed", "fullName": name, "failureMessages": [message] })
}

fn passed() -> Value {
    json!({ "status": "passed", "fullName": "crm deals works", "failureMessages": [] })
}

fn described(outcome: &Outcome) -> String {
    let mut lines = vec![format!("{}: {outcome}", outcome.class())];
    if let Outcome::Tested(tests) = outcome {
        for failure in &tests.failures {
            let places = failure.places.iter();
            let places: Vec<_> = places
                .map(|it| format!("{}:{}:{}", it.file, it.line, it.column))
                .collect();
            lines.push(format!("{failure} [{}]", places.join(", ")));
        }
    }
    lines.join("\n")
}

#[test]
fn green() {
    insta::assert_snapshot!(described(&outcome(&report(true, json!([passed()])), &[])), @"tested: 1 test passed");
    let skipped = json!({ "status": "skipped" });
    let all = report(true, json!([passed(), passed(), skipped]));
    insta::assert_snapshot!(described(&outcome(&all, &[])), @"tested: 2 tests passed, 1 skipped");
}

#[test]
fn red_with_its_places_and_without_its_contents() {
    let assertion = "AssertionError: expected { email: 'ada@example.com' } to deeply equal { email: 'bob@example.com' }\n    \
                     at /project/crm/tests/crm-deals.test.ts:5:53\n    \
                     at file:///project/node_modules/@vitest/runner/dist/index.js:302:11";
    let thrown = "TypeError: ada@example.com is no deal\n    \
                  at toDeal (/project/crm/mapping.ts:3:9)\n    \
                  at async Object.exec (file:///project/crm/actions/deals.ts:12:7)\n    \
                  at process.processTicksAndRejections (node:internal/process/task_queues:95:5)\n    \
                  at /project/crm/tests/crm-deals.test.ts:7:77";
    let results = report(
        false,
        json!([
            passed(),
            failed("crm deals saves", assertion),
            failed("crm deals maps", thrown)
        ]),
    );
    let outcome = outcome(&results, &[]);
    let described = described(&outcome);
    insta::assert_snapshot!(described, @r"
    tests-failed: 2 of 3 tests failed: `crm deals saves` and 1 more
    the test `crm deals saves` fails: what came is not what was recorded or expected [crm/tests/crm-deals.test.ts:5:53]
    the test `crm deals maps` fails: `TypeError` was thrown [crm/mapping.ts:3:9, crm/actions/deals.ts:12:7, crm/tests/crm-deals.test.ts:7:77]
    ");
    assert!(!format!("{outcome:?}{described}").contains("example.com"));
}

#[test]
fn a_secret_that_json_has_escaped_is_taken_out() {
    let secret = r#"pass"word"#;
    let results = report(
        false,
        json!([failed("crm deals", &format!("Error: sent {secret} away"))]),
    );
    let Outcome::Tested(tests) = outcome(&results, &[secret]) else {
        panic!("it was tested");
    };
    assert_eq!(tests.failures[0].message, Payload(json!("Error: sent [redacted] away")));
}

#[test]
fn what_does_not_load() {
    let broken = json!({ "success": false, "testResults": [{
        "name": "/project/crm/tests/crm-deals.test.ts",
        "status": "failed",
        "message": "\u{1b}[31mCannot find module '../actions/deal.js'\u{1b}[0m",
        "assertionResults": []
    }] });
    let loading = outcome(&broken, &[]);
    insta::assert_snapshot!(described(&loading), @r"
    tests-failed: the tests in `crm/tests/crm-deals.test.ts` do not load
    the tests do not load: `Error` was thrown []
    ");
    let Outcome::Tested(tests) = loading else {
        panic!("it was tested");
    };
    assert_eq!(
        tests.failures[0].message,
        Payload(json!("Cannot find module '../actions/deal.js'"))
    );
}

#[test]
fn mocks_of_the_sdk_that_are_not_set_up() {
    let message = "TypeError: Cannot read properties of undefined (reading 'NangoActionMock')";
    let outcome = outcome(&report(false, json!([failed("crm deals", message)])), &[]);
    assert!(outcome.cure().expect("a cure").starts_with("name `vitest.setup.ts`"));
}

#[test]
fn an_error_outside_of_all_tests_is_none_of_them() {
    let mut results = report(true, json!([passed()]));
    results["success"] = json!(false);
    insta::assert_snapshot!(described(&outcome(&results, &[])), @"tests-failed: 1 test passed, but something was thrown outside of them");
}

#[test]
fn nothing_that_was_meant() {
    let none = json!({ "success": false, "testResults": [] });
    insta::assert_snapshot!(described(&outcome(&none, &[])), @"not-tested: not tested: vitest finds no test in `crm/tests/crm-deals.test.ts`");
    let mut other = report(false, json!([failed("other", "Error: no")]));
    other["testResults"][0]["name"] = json!("/project/old-crm/tests/crm-deals.test.ts");
    insta::assert_snapshot!(described(&outcome(&other, &[])), @"not-tested: not tested: vitest finds no test in `crm/tests/crm-deals.test.ts`");
    insta::assert_snapshot!(described(&outcome(&json!("no report"), &[])), @"not-tested: not tested: vitest ended without a result");
}
