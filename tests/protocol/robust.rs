//! Dry runs that do not behave: floods, busy loops, two at once, a server that is told to end.
#![cfg(target_os = "linux")]

use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use serde_json::{Value, json};

use crate::stage::Stage;
use crate::support::{PATIENCE, uri};

/// A function that hears no signal, and tells its process id.
const BUSY: &str = r#"
    process.on('SIGTERM', () => {});
    process.on('SIGINT', () => {});
    fs.writeFileSync('pid', String(process.pid));
    for (;;);
"#;

/// The CLI's process, as soon as the function runs.
fn pid(stage: &mut Stage) -> Pid {
    let file = stage.project.path("pid");
    let deadline = Instant::now() + PATIENCE;
    loop {
        assert!(Instant::now() < deadline, "the CLI does not run");
        stage.editor.settle();
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        if let Some(pid) = text.parse().ok().and_then(Pid::from_raw) {
            return pid;
        }
    }
}

/// A process that nobody has reaped yet has ended all the same.
fn assert_gone(pid: Pid, when: &str) {
    let deadline = Instant::now() + Duration::from_secs(10);
    let state = || {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
        stat.rsplit(") ").next().and_then(|rest| rest.chars().next())
    };
    while test_kill_process(pid).is_ok() && state() != Some('Z') {
        assert!(Instant::now() < deadline, "the CLI lives {when}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_busy_loop_that_hears_no_signal_is_killed() {
    let mut stage = Stage::new(BUSY);
    stage.click();
    let pid = pid(&mut stage);
    stage.execute(json!({ "command": "nango.cancel" }));
    assert!(stage.outcome().contains("cancelled"));
    assert_gone(pid, "after a cancel");
}

#[test]
fn a_server_that_is_told_to_end_takes_the_run_with_it() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut stage = Stage::new(BUSY);
        stage.click();
        let pid = pid(&mut stage);
        let server = Pid::from_raw(stage.editor.process().cast_signed()).expect("an id");
        kill_process(server, signal).expect("the server lives");
        stage.editor.ended();
        assert_gone(pid, "after the server");
    }
}

/// Then nothing of the server's own code runs any more.
#[test]
fn a_server_that_is_killed_takes_the_run_with_it() {
    let mut stage = Stage::new(BUSY);
    stage.click();
    let pid = pid(&mut stage);
    let server = Pid::from_raw(stage.editor.process().cast_signed()).expect("an id");
    kill_process(server, Signal::KILL).expect("the server lives");
    stage.editor.ended();
    assert_gone(pid, "after the server was killed");
}

#[test]
fn a_flood_does_not_grow_the_server() {
    let flood = r#"
    const line = 'x'.repeat(99) + '\n', part = Buffer.from(line.repeat(10_000));
    for (let i = 0; i < 200; i++) fs.writeSync(1, part);
    for (let i = 0; i < 20; i++) fs.writeSync(2, part);
    fs.writeSync(1, Buffer.alloc(10_000_000, 'y'));
    console.log('\nDone\n' + JSON.stringify({ id: '1' }));
    "#;
    // A pipe takes as much as it can at a time.
    let flood = flood.replace("fs.writeSync(", "all(");
    let all = "const all = (fd, bytes) => { for (let at = 0; at < bytes.length;) { try { at += fs.writeSync(fd, bytes, at); } catch (e) { if (e.code !== 'EAGAIN') throw e; } } };";
    let mut stage = Stage::new(&format!("{all}{flood}"));
    let before = memory(stage.editor.process());
    stage.click();
    // 230 MB take their time where nothing is optimised.
    let deadline = Instant::now() + 4 * PATIENCE;
    let is_shown = |stage: &Stage| {
        let mut told = stage.editor.notifications.iter();
        told.any(|(method, _)| method == "window/showMessage")
    };
    while !is_shown(&stage) && Instant::now() < deadline {
        stage.editor.settle();
    }
    let outcome = stage.outcome();
    let after = memory(stage.editor.process());
    assert!(outcome.contains("too large") || outcome.contains("200 MB"), "{outcome}");
    let logged = stage
        .editor
        .notifications
        .iter()
        .filter(|(method, _)| method == "window/logMessage");
    assert!(logged.count() < 1_100);
    assert!(after.peak - before.peak < 160 << 10, "{before:?} {after:?} kB");
    assert!(
        after.now.saturating_sub(before.now) < 48 << 10,
        "{before:?} {after:?} kB"
    );
}

/// Resident memory in kB: at its highest, and now.
#[derive(Debug)]
struct Memory {
    peak: u64,
    now: u64,
}

fn memory(process: u32) -> Memory {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
    let of = |name: &str| {
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .expect("Linux tells it");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    };
    Memory {
        peak: of("VmHWM:"),
        now: of("VmRSS:"),
    }
}

#[test]
fn two_runs_at_once_wait_for_each_other() {
    let slow = r#"
    fs.appendFileSync('order', 'begin ' + process.argv[3] + '\n');
    setTimeout(() => {
        fs.appendFileSync('order', 'end ' + process.argv[3] + '\n');
        console.log('Done\n' + JSON.stringify({ id: '1' }));
    }, 1000);
    "#;
    let mut stage = Stage::new(slow);
    let other = stage.project.path("crm/actions/find-contact.ts");
    let text = stage.project.read("crm/actions/get-contact.ts");
    stage.project.write("crm/actions/find-contact.ts", &text);
    let index = stage.project.read("index.ts") + "import './crm/actions/find-contact.js';\n";
    let index_file = stage.project.write("index.ts", &index);
    stage.editor.watched(&[(&other, 1), (&index_file, 2)]);
    stage.editor.open(&other);
    stage.editor.settle();

    for file in [stage.file(), other] {
        let arguments = json!([{ "file": uri(&file), "connection": "conn-1", "input": r#"{"id":"1"}"# }]);
        stage.execute(json!({ "command": "nango.dryrun", "arguments": arguments }));
    }
    let waiting = |params: &Value| {
        let message = params["value"]["message"].as_str();
        message.is_some_and(|it| it.contains("waiting for another run"))
    };
    stage.editor.notification_where("$/progress", waiting);
    stage.outcome();
    stage.outcome();
    let order = stage.project.read("order");
    let lines: Vec<_> = order
        .lines()
        .map(|line| line.split_once(' ').unwrap_or_default())
        .collect();
    assert_eq!(lines.len(), 4, "{order}");
    assert!(
        lines[0].1 == lines[1].1 && lines[2].1 == lines[3].1 && lines[0].1 != lines[2].1,
        "{order}"
    );
}
