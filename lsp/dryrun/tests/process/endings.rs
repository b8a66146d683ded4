//! Ends of processes: whatever happens, nothing is left running, nothing grows, and no secret gets out.

use std::time::{Duration, Instant};

use crate::fake::{Project, all, until_logged};
use dryrun::{Environment, Event, Outcome, Produced, Runner};

/// A function that ignores the request to end, and has started another process.
const STUBBORN: &str = r#"
trap '' TERM INT
sleep 300 &
echo $$ >> pids; echo $! >> pids
echo ready
while :; do :; done
"#;

#[tokio::test]
async fn cancel_ends_a_busy_loop_and_what_it_started() {
    let project = Project::running(STUBBORN);
    let mut run = Runner::new().start(project.request(), &project.options);
    until_logged(&mut run, "ready").await;
    run.canceller().cancel();
    assert_eq!(run.finished().await.outcome, Outcome::Cancelled { replaced: false });
    assert!(project.is_quiet());
}

#[tokio::test]
async fn a_dropped_run_is_cancelled() {
    let project = Project::running(STUBBORN);
    let runner = Runner::new();
    let mut run = runner.start(project.request(), &project.options);
    until_logged(&mut run, "ready").await;
    drop(run);
    runner.shutdown().await;
    assert!(project.is_quiet());
}

#[tokio::test]
async fn shutdown_ends_running_and_queued_runs() {
    let project = Project::running(STUBBORN);
    let runner = Runner::new();
    let mut running = runner.start(project.request(), &project.options);
    let queued = runner.start(project.request(), &project.options);
    until_logged(&mut running, "ready").await;
    runner.shutdown().await;
    assert!(project.is_quiet());
    assert_eq!(running.finished().await.outcome, Outcome::Cancelled { replaced: false });
    assert_eq!(queued.finished().await.outcome, Outcome::Cancelled { replaced: false });
    assert_eq!(project.lines("commands"), ["compile", "dryrun"]);
}

#[test]
fn the_end_of_the_runtime_ends_the_processes() {
    let project = Project::running(STUBBORN);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let runner = Runner::new();
    let run = runtime.block_on(async {
        let mut run = runner.start(project.request(), &project.options);
        until_logged(&mut run, "ready").await;
        run
    });
    runtime.shutdown_background();
    assert!(project.is_quiet());
    drop(run);
}

#[tokio::test]
async fn a_survivor_that_holds_the_pipes_does_not_hold_the_run() {
    let mut project = Project::running("sleep 300 &\necho $! >> pids\necho Done; echo 7\n");
    project.options.limits.drain = Duration::from_millis(100);
    let begun = Instant::now();
    let finished = Runner::new()
        .start(project.request(), &project.options)
        .finished()
        .await;
    assert!(finished.outcome.is_success(), "{:?}", finished.outcome);
    assert!(begun.elapsed() < Duration::from_secs(60));
    assert!(project.is_quiet());
}

#[tokio::test]
async fn a_process_that_is_killed_from_outside_is_told() {
    let project = Project::running("kill -9 $$");
    let finished = Runner::new()
        .start(project.request(), &project.options)
        .finished()
        .await;
    assert_eq!(finished.outcome, Outcome::Killed { signal: 9 });
}

#[tokio::test]
async fn two_hundred_megabytes_do_not_grow_memory() {
    let mut project =
        Project::running("yes 0123456789012345678901234567890123456789 | head -c 200000000; echo; echo Done; echo 1");
    project.options.limits.stdout = 1024 * 1024;
    let before = peak_memory();
    let (events, finished) = all(Runner::new().start(project.request(), &project.options)).await;
    let Outcome::Success(report) = finished.outcome else {
        panic!("{:?}", finished.outcome)
    };
    assert_eq!(report.produced, Produced::Truncated);
    assert!(
        events.len() <= project.options.limits.lines + 10,
        "{} events",
        events.len()
    );
    assert_eq!(events.iter().filter(|event| **event == Event::Muted).count(), 1);
    assert!(peak_memory() - before < 64 * 1024, "{} kB more", peak_memory() - before);
}

/// The largest size this process has had so far, in kB; 0 where the system does not say.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or_default()
}

#[tokio::test]
async fn secrets_get_out_nowhere() {
    const OF_FILE: &str = "22222222-2222-4222-8222-222222222222";
    const OF_PROCESS: &str = "33333333-3333-4333-8333-333333333333";
    let print = format!("{OF_FILE} {OF_PROCESS} Bearer abcdef123456 password=hunter2hunter2");
    let body = |rest: &str| {
        format!(
            r#"
echo 'http [200] GET http://127.0.0.1:1/proxy/contacts?key=hunter2hunter2'
echo 'log {print}'
echo 'warn {print}' >&2
echo "env $NANGO_SECRET_KEY_PROD" >&2
{rest}
"#
        )
    };
    let error = r#"{"type":"script_internal_error","payload":{"name":"Error","message":"MESSAGE","code":"MESSAGE"}}"#;
    let validation = "model: M\\ndata: { token: MESSAGE }\\n\\nroot\\n   error   MESSAGE  [type]\\n   M > type\\n";
    let bodies = [
        body(&format!(
            "echo Done\necho '[\"{print}\", {{\"access_token\":\"hunter2hunter2\"}}]'"
        )),
        body(&format!(
            "printf 'An error occurred during execution\\n{}\\n' >&2; exit 12",
            error.replace("MESSAGE", &print)
        )),
        body(&format!(
            "printf 'Done\\n{}'; printf 'An error occurred during execution\\n (invalid_action_input)\\n' >&2; exit 12",
            validation.replace("MESSAGE", &print)
        )),
        body(&format!("echo '{print}' >&2; exit 3")),
    ];
    let mut classes = Vec::new();
    for body in bodies {
        let mut project = Project::running(&body);
        project.write(".env", &format!("NANGO_SECRET_KEY_DEV={OF_FILE}\n"));
        let path = std::env::var("PATH").unwrap_or_default();
        project.options.environment =
            Environment::new([("PATH", path.as_str()), ("NANGO_SECRET_KEY_PROD", OF_PROCESS)]);
        let (events, finished) = all(Runner::new().start(project.request(), &project.options)).await;
        classes.push(finished.outcome.class());
        let mut everything = format!("{events:?} {finished:?} {}", finished.outcome);
        match &finished.outcome {
            Outcome::Success(report) => {
                if let Produced::Output(Some(output)) = &report.produced {
                    everything.push_str(&output.0.to_string());
                }
            }
            Outcome::Validation(validation) => everything.push_str(validation.dump.as_deref().unwrap_or_default()),
            _ => {}
        }
        assert!(everything.contains("[redacted]"));
        for secret in [OF_FILE, OF_PROCESS, "abcdef123456", "hunter2hunter2"] {
            assert!(!everything.contains(secret), "{secret} in {everything}");
        }
    }
    assert_eq!(classes, ["success", "exception", "validation", "unknown"]);
}

/// Who wants no limit sets a number of many digits, for which the clock has no instant.
#[tokio::test]
async fn a_limit_beyond_the_clock_is_none() {
    let mut project = Project::running("echo Done; echo 7\n");
    let limits = &mut project.options.limits;
    (limits.compile, limits.function) = (Duration::MAX, Duration::from_secs(i64::MAX as u64));
    let finished = Runner::new()
        .start(project.request(), &project.options)
        .finished()
        .await;
    assert!(finished.outcome.is_success(), "{:?}", finished.outcome);
}
