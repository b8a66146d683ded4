//! Tests of a function: what is started, what is told of it, and where it stops.

use std::time::Duration;

use dryrun::{Event, Finished, Kind, NotTested, Outcome, Runner, Test, TimeLimit};

use crate::fake::{Project, all};

/// A CLI that generates only when its question is answered with no.
const GENERATES: &str = r#"
echo "$*" >> commands
read answer
[ "$answer" = n ] || exit 0
echo '// generated' > crm/tests/crm-a.test.ts
echo '✓ Compiled'
echo 'Generated 1 test file(s):'
"#;

const GREEN: &str = r#"
echo "$*" >> commands
echo 'planted-record' >&2
echo '{"success":true,"testResults":[{"name":"/crm/tests/crm-a.test.ts","status":"passed","assertionResults":[{"status":"passed"}]}]}'
"#;

fn project(cli: &str, vitest: &str) -> Project {
    let project = Project::scripted(cli);
    project.write("crm/tests/a.test.json", "{}");
    let manifest = r#"{"name":"vitest","version":"4.1.9","bin":{"vitest":"./vitest.sh"}}"#;
    project.write("node_modules/vitest/package.json", manifest);
    project.write("node_modules/vitest/vitest.sh", vitest);
    project
}

async fn test(project: &Project) -> (Vec<Event>, Finished) {
    let test = Test {
        root: project.root().to_owned(),
        integration: "crm".to_owned(),
        kind: Kind::Action,
        name: "a".to_owned(),
        regenerate: false,
    };
    all(Runner::new().test(test, &project.options)).await
}

#[tokio::test]
async fn it_is_generated_with_the_question_answered_and_then_run() {
    let project = project(GENERATES, GREEN);
    let (events, finished) = test(&project).await;
    let Outcome::Tested(tests) = &finished.outcome else {
        panic!("{}", finished.outcome);
    };
    assert!(tests.are_green() && tests.is_generated);
    assert_eq!(
        project.lines("commands"),
        [
            "generate:tests --integration crm --action a --no-interactive",
            "run crm/tests/crm-a.test.ts --reporter=json"
        ]
    );
    // Vitest's lines compare records.
    assert!(!format!("{events:?}").contains("planted-record"), "{events:?}");
}

#[tokio::test]
async fn it_stops_where_nothing_is_generated() {
    let refused = "echo 'Failed to compile TypeScript: Error: errors' >&2; echo 'Failed to generate tests'";
    let none = "echo '✓ Compiled'; echo 'Generated 1 test file(s):'";
    for cli in [refused, none] {
        let project = project(cli, GREEN);
        let (_, finished) = test(&project).await;
        match finished.outcome {
            Outcome::CompileError(_) => assert_eq!(cli, refused),
            Outcome::NotTested(NotTested::NotGenerated { path }) => {
                assert_eq!((cli, &*path), (none, "crm/tests/crm-a.test.ts"));
            }
            other => panic!("{other}"),
        }
        assert_eq!(project.lines("commands"), [""; 0], "vitest has not run");
    }
}

#[tokio::test]
async fn tests_that_take_too_long_are_stopped() {
    let limit = Duration::from_millis(100);
    let mut project = project(GENERATES, "sleep 60");
    project.write("crm/tests/crm-a.test.ts", "");
    project.options.limits.function = limit;
    let (_, finished) = test(&project).await;
    assert_eq!(finished.outcome, Outcome::TimedOut(TimeLimit::Tests(limit)));
    assert_eq!(
        finished.outcome.to_string(),
        "stopped: the tests took longer than 0.1 s"
    );
}
