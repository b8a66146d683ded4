//! Whole runs against a fake CLI: steps, queue, limits, events.

use std::time::Duration;

use crate::fake::{Project, all, until_logged, until_running};
use dryrun::{Argument, ConfigProblem, Dryrun, Event, Outcome, Payload, Produced, Runner, TimeLimit, preflight};
use serde_json::json;

const OUTPUT: &str = r#"
echo 'http [200] GET http://127.0.0.1:1/proxy/contacts?limit=10'
echo 'found one'
echo 'a warning' >&2
echo Done
echo '{ "id": 1 }'
"#;

#[tokio::test]
async fn a_run_tells_what_it_does_and_ends_with_its_result() {
    let project = Project::running(OUTPUT);
    let (events, finished) = all(Runner::new().start(project.request(), &project.options)).await;

    let Outcome::Success(report) = &finished.outcome else {
        panic!("{:?}", finished.outcome)
    };
    assert_eq!(report.produced, Produced::Output(Some(Payload(json!({ "id": 1 })))));
    assert_eq!(finished.calls[0].to_string(), "GET /contacts?limit=… 200");

    let phases: Vec<_> = events
        .iter()
        .filter_map(|event| match event {
            Event::Phase(phase) => Some(phase.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(
        phases,
        ["type checking…", "connecting", "connecting", "running a on conn-1"]
    );
    for line in ["found one", "a warning"] {
        assert!(
            events
                .iter()
                .any(|event| matches!(event, Event::Log(log) if log.text == line)),
            "{line}"
        );
    }
}

#[tokio::test]
async fn it_compiles_first_when_the_build_is_stale_and_only_then() {
    let project = Project::running(OUTPUT);
    let runner = Runner::new();
    let run = async || {
        runner
            .start(project.request(), &project.options)
            .finished()
            .await
            .outcome
    };

    assert!(run().await.is_success());
    assert_eq!(project.lines("commands"), ["compile", "dryrun"]);
    assert!(run().await.is_success());
    assert_eq!(project.lines("commands")[2..], ["dryrun"], "nothing has changed");
    project.write("crm/actions/a.ts", "// edited\n");
    assert!(run().await.is_success());
    assert_eq!(
        project.lines("commands")[3..],
        ["compile", "dryrun"],
        "a source has changed"
    );
    project.write("build/crm_actions_a.cjs", "overwritten");
    assert!(run().await.is_success());
    assert_eq!(
        project.lines("commands")[5..],
        ["compile", "dryrun"],
        "the build has changed"
    );
}

#[tokio::test]
async fn a_compile_error_ends_it() {
    let project = Project::scripted(
        r#"
echo "$1" >> commands
printf '\nerr - crm/actions/a.ts:3:9 \n  Cannot find name.\n\n✗ Typechecking\n'
exit 10
"#,
    );
    let finished = Runner::new()
        .start(project.request(), &project.options)
        .finished()
        .await;
    let message = "the project does not compile: `crm/actions/a.ts` line 3: Cannot find name";
    assert_eq!(finished.outcome.to_string(), message);
    assert_eq!(project.lines("commands"), ["compile"]);
}

#[tokio::test]
async fn compiling_alone_needs_no_key_and_runs_nothing() {
    let project = Project::running(OUTPUT);
    project.write(".env", "");
    let (events, finished) = all(Runner::new().compile(project.root(), &project.options)).await;
    assert_eq!(finished.outcome, Outcome::Compiled);
    assert_eq!(project.lines("commands"), ["compile"]);
    assert!(events.iter().any(|event| matches!(event, Event::Phase(_))));
}

#[tokio::test]
async fn a_function_that_is_not_built_is_built_once() {
    let project = Project::dry_running(
        r#"
echo "Cannot find module '/project/build/crm_actions_a.cjs' imported from /project/definitions.js" >&2
exit 12
"#,
    );
    let finished = Runner::new()
        .start(project.request(), &project.options)
        .finished()
        .await;
    assert!(
        matches!(finished.outcome, Outcome::Config(ConfigProblem::NotBuilt { .. })),
        "{:?}",
        finished.outcome
    );
    assert_eq!(project.lines("commands"), ["compile", "dryrun", "compile", "dryrun"]);
}

#[tokio::test]
async fn without_a_key_nothing_is_started() {
    let project = Project::running(OUTPUT);
    let request = Dryrun {
        environment: "staging".to_owned(),
        ..project.request()
    };
    let problem = preflight(&request.root, &request.environment, &project.options).unwrap_err();
    assert_eq!(problem.kind(), "missing-secret-key");
    let finished = Runner::new().start(request, &project.options).finished().await;
    assert_eq!(finished.outcome, Outcome::Config(problem));
    assert!(project.lines("commands").is_empty());
}

#[tokio::test]
async fn a_long_input_arrives_and_leaves_no_file() {
    // The input is the last argument: `@<file>`.
    let project = Project::running(
        r#"
for last; do :; done
echo "${last#@}" > input-file
cp "${last#@}" input
echo Done
echo undefined
"#,
    );
    let text = "x".repeat(200_000);
    let request = Dryrun {
        input: Some(Argument::Json(json!(text))),
        ..project.request()
    };
    let finished = Runner::new().start(request, &project.options).finished().await;
    assert_eq!(finished.outcome.to_string(), "the action returned nothing");
    assert_eq!(project.lines("input"), [format!("\"{text}\"")]);
    assert!(!std::path::Path::new(&project.lines("input-file")[0]).exists());
}

#[tokio::test]
async fn two_runs_of_one_root_do_not_overlap() {
    let project = Project::running("echo begin >> order; sleep 0.2; echo end >> order\necho Done; echo 1\n");
    let runner = Runner::new();
    let first = runner.start(project.request(), &project.options);
    let other = Dryrun {
        name: "b".to_owned(),
        ..project.request()
    };
    let (events, second) = all(runner.start(other, &project.options)).await;
    assert!(first.finished().await.outcome.is_success() && second.outcome.is_success());
    assert_eq!(events[0], Event::Queued);
    assert_eq!(project.lines("order"), ["begin", "end", "begin", "end"]);
}

#[tokio::test]
async fn the_same_function_again_replaces_its_queued_run() {
    let project = Project::running("echo ran >> order; echo ready; read line < go\necho Done; echo 1\n");
    let made = std::process::Command::new("mkfifo")
        .arg(project.root().join("go"))
        .status()
        .expect("mkfifo");
    assert!(made.success());
    let runner = Runner::new();
    let mut running = runner.start(project.request(), &project.options);
    until_logged(&mut running, "ready").await;
    let old = runner.start(project.request(), &project.options);
    let new = runner.start(project.request(), &project.options);
    assert_eq!(old.finished().await.outcome, Outcome::Cancelled { replaced: true });
    running.canceller().cancel();
    assert_eq!(running.finished().await.outcome, Outcome::Cancelled { replaced: false });
    project.write(
        "node_modules/nango/cli.sh",
        "echo '✓ Compiled'\necho 'Executing -> integration:\"h\" script:\"a\" '\necho Done\necho 2",
    );
    assert!(new.finished().await.outcome.is_success());
    assert_eq!(project.lines("order"), ["ran"]);
}

#[tokio::test]
async fn a_queued_run_can_be_cancelled() {
    let project = Project::running("sleep 60");
    let runner = Runner::new();
    let mut running = runner.start(project.request(), &project.options);
    until_running(&mut running).await;
    let queued = runner.start(project.request(), &project.options);
    queued.canceller().cancel();
    assert_eq!(queued.finished().await.outcome, Outcome::Cancelled { replaced: false });
}

#[tokio::test]
async fn what_takes_too_long_is_stopped() {
    let mut project = Project::scripted("sleep 60");
    project.options.limits.compile = Duration::from_millis(100);
    let finished = Runner::new()
        .start(project.request(), &project.options)
        .finished()
        .await;
    assert_eq!(
        finished.outcome,
        Outcome::TimedOut(TimeLimit::Compile(Duration::from_millis(100)))
    );

    let mut project = Project::running("sleep 60");
    project.options.limits.function = Duration::from_millis(100);
    let finished = Runner::new()
        .start(project.request(), &project.options)
        .finished()
        .await;
    assert_eq!(
        finished.outcome,
        Outcome::TimedOut(TimeLimit::Function(Duration::from_millis(100)))
    );
}

#[tokio::test]
async fn silence_is_told_once_with_the_last_request() {
    let mut project = Project::running("echo 'http [200] GET http://h/proxy/slow'; sleep 0.5; echo Done; echo 1");
    project.options.limits.silence = Duration::from_millis(100);
    let (events, _) = all(Runner::new().start(project.request(), &project.options)).await;
    let waiting: Vec<_> = events
        .iter()
        .filter(|event| matches!(event, Event::Waiting(_)))
        .collect();
    let [Event::Waiting(silence)] = waiting[..] else {
        panic!("{waiting:?}")
    };
    assert_eq!(
        silence.to_string(),
        "waiting for the provider, nothing for 0.1 s after GET /slow 200"
    );
}

#[tokio::test]
async fn mocks_are_saved_after_a_success_of_the_same_sources_only() {
    // Each run notes whether it saves; it fails while there is a file `broken`.
    let body = format!(
        r#"
case "$*" in *--save*) echo saving >> commands;; esac
if [ -f broken ]; then echo 'An error occurred during execution' >&2; echo '{{"type":"x"}}' >&2; exit 12; fi
{OUTPUT}"#
    );
    let project = Project::running(&body);
    let runner = Runner::new();
    let run = async |save| {
        let request = Dryrun {
            save,
            ..project.request()
        };
        let finished = runner.start(request, &project.options).finished().await;
        (finished.outcome.is_success(), finished.calls.len())
    };
    assert_eq!(run(true).await, (true, 1), "tried first, then saved");
    assert_eq!(project.lines("commands"), ["compile", "dryrun", "dryrun", "saving"]);
    assert_eq!(run(true).await, (true, 1), "nothing has changed");
    assert_eq!(project.lines("commands")[4..], ["dryrun", "saving"]);

    project.write("broken", "");
    project.write("crm/actions/a.ts", "// edited\n");
    assert!(!run(true).await.0);
    assert_eq!(
        project.lines("commands")[6..],
        ["compile", "dryrun"],
        "nothing was saved"
    );
    std::fs::remove_file(project.root().join("broken")).expect("it is there");
    assert!(run(false).await.0);
    assert!(run(true).await.0);
    assert_eq!(project.lines("commands")[8..], ["dryrun", "dryrun", "saving"]);
}
