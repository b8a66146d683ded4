//! From the lines of a running CLI to events.

use std::sync::LazyLock;

use regex::Regex;
use tokio::sync::mpsc::UnboundedSender;

use crate::capture::plain;
use crate::event::{Event, HttpCall, Log, Phase, Stream};
use crate::outcome::last_line_is_compiled;
use crate::redact::{LineRedactor, Redactor};

/// Reads the lines of one process and sends what they say. The channel has no bound, so the number of events has one:
/// after `budget` lines and calls it falls silent.
pub(crate) struct Observer<'r> {
    events: UnboundedSender<Event>,
    stdout: LineRedactor<'r>,
    stderr: LineRedactor<'r>,
    connection: &'r str,
    budget: usize,
    stage: Stage,
    /// Lines behind `Done`: the result, or the function has logged that word and goes on.
    held: Vec<String>,
    /// Whether stderr has come to the error that the outcome will tell.
    failed: bool,
    calls: Vec<HttpCall>,
    /// Whether Nango gets the functions when it has said what changes.
    deploys: bool,
    is_deploying: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Compiling,
    Running,
    Done,
}

impl<'r> Observer<'r> {
    /// An observer for a run on `connection` that tells at most `budget` lines and calls.
    pub(crate) fn new(
        events: UnboundedSender<Event>,
        redactor: &'r Redactor,
        connection: &'r str,
        budget: usize,
    ) -> Self {
        Self {
            events,
            stdout: redactor.lines(),
            stderr: redactor.lines(),
            connection,
            budget,
            stage: Stage::Compiling,
            held: Vec::new(),
            failed: false,
            calls: Vec::new(),
            deploys: false,
            is_deploying: false,
        }
    }

    /// The process that follows deploys.
    pub(crate) fn expect_deployment(&mut self) {
        self.deploys = true;
    }

    /// Whether the functions may have been sent.
    pub(crate) fn is_deploying(&self) -> bool {
        self.is_deploying
    }

    /// Nothing of the process that follows is told: its output is read at its end.
    pub(crate) fn fall_silent(&mut self) {
        self.budget = 0;
    }

    /// Another process follows, whose lines begin anew.
    pub(crate) fn begin(&mut self) {
        self.stage = Stage::Compiling;
        self.held.clear();
        self.failed = false;
        self.calls.clear();
    }

    /// Whether the function itself has begun.
    pub(crate) fn is_running(&self) -> bool {
        self.stage != Stage::Compiling
    }

    /// The last request so far.
    pub(crate) fn last_call(&self) -> Option<&HttpCall> {
        self.calls.last()
    }

    /// The requests so far; as many as were told.
    pub(crate) fn into_calls(self) -> Vec<HttpCall> {
        self.calls
    }

    pub(crate) fn send(&self, event: Event) {
        // Nobody may be listening any more; then the run is being cancelled.
        let _ = self.events.send(event);
    }

    /// Takes one line of stdout, without its line break.
    pub(crate) fn stdout(&mut self, line: &[u8]) {
        if self.budget == 0 && self.is_running() {
            // Nothing more is told; a flood costs only the reading.
            return;
        }
        let Some(line) = self.stdout.line(&plain(&String::from_utf8_lossy(line))) else {
            return;
        };
        match self.stage {
            Stage::Compiling => self.compiling(&line),
            Stage::Running if line == "Done" => self.stage = Stage::Done,
            Stage::Running => self.running(line),
            Stage::Done if line == "Done" || HttpCall::parse(&line).is_some() => {
                self.stage = if line == "Done" { Stage::Done } else { Stage::Running };
                self.log(Stream::Stdout, "Done".to_owned());
                for held in std::mem::take(&mut self.held) {
                    self.log(Stream::Stdout, held);
                }
                if self.stage == Stage::Running {
                    self.running(line);
                }
            }
            Stage::Done if self.held.len() < self.budget => self.held.push(line),
            Stage::Done => {}
        }
    }

    /// Takes one line of stderr, without its line break.
    pub(crate) fn stderr(&mut self, line: &[u8]) {
        if self.budget == 0 || self.failed {
            return;
        }
        if let Some(line) = self.stderr.line(&plain(&String::from_utf8_lossy(line))) {
            self.failed |= line == "An error occurred during execution";
            if !self.failed && !line.trim().is_empty() {
                self.log(Stream::Stderr, line);
            }
        }
    }

    fn compiling(&mut self, line: &str) {
        static BUILDING: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"^  Building \d+ file\(s\) - \./(.+?)\.js$").expect("constant"));
        static EXECUTING: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r#"^Executing -> integration:".*?" script:"(.*?)""#).expect("constant"));
        if let Some(found) = BUILDING.captures(line) {
            self.send(Event::Phase(Phase::Building {
                function: found[1].to_owned(),
            }));
        } else if last_line_is_compiled(line) {
            self.send(Event::Phase(Phase::Connecting));
        } else if self.deploys && line.starts_with("✓ Acquiring remote state") {
            self.is_deploying = true;
            self.send(Event::Phase(Phase::Deploying));
        } else if let Some(found) = EXECUTING.captures(line) {
            self.stage = Stage::Running;
            let phase = Phase::Running {
                name: found[1].to_owned(),
                connection: self.connection.to_owned(),
            };
            self.send(Event::Phase(phase));
        }
    }

    fn running(&mut self, line: String) {
        match HttpCall::parse(&line) {
            Some(call) => {
                if self.spend() {
                    self.calls.push(call.clone());
                    self.send(Event::HttpCall(call));
                }
            }
            None => self.log(Stream::Stdout, line),
        }
    }

    fn log(&mut self, stream: Stream, text: String) {
        if self.spend() {
            self.send(Event::Log(Log { stream, text }));
        }
    }

    /// Whether one more event may be sent.
    fn spend(&mut self) -> bool {
        match self.budget {
            0 => false,
            1 => {
                self.budget = 0;
                self.send(Event::Muted);
                false
            }
            _ => {
                self.budget -= 1;
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::*;

    /// The events of these lines of stdout, one to a line.
    fn events(lines: &[&str], budget: usize) -> Vec<String> {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let redactor = Redactor::new(&["planted-secret".to_owned()].into_iter().collect());
        let mut observer = Observer::new(sender, &redactor, "conn-1", budget);
        lines.iter().for_each(|line| observer.stdout(line.as_bytes()));
        observer.stderr(b"a warning");
        observer.stderr(b"An error occurred during execution");
        observer.stderr(b"{}");
        drop(observer);
        std::iter::from_fn(|| receiver.try_recv().ok())
            .map(|event| match event {
                Event::Phase(phase) => format!("phase {phase}"),
                Event::Log(log) => format!("{:?} {}", log.stream, log.text),
                Event::HttpCall(call) => format!("call {call}"),
                other => format!("{other:?}"),
            })
            .collect()
    }

    const BEGIN: &str = "Executing -> integration:\"hubspot\" script:\"contacts\" ";

    #[test]
    fn phases_calls_and_logs() {
        let lines = [
            "✓ Typechecking",
            "  Building 1 file(s) - ./crm/syncs/contacts.js",
            "  Building 1 file(s)",
            "✓ Compiled",
            "Note: In Nango Cloud, …",
            BEGIN,
            "http [200] GET http://localhost:3003/proxy/contacts?limit=10",
            "found planted-secret",
            "Done",
            "{",
            "  \"id\": 1",
            "}",
        ];
        insta::assert_snapshot!(events(&lines, 100).join("\n"), @r"
        phase building crm/syncs/contacts
        phase connecting
        phase running contacts on conn-1
        call GET /contacts?limit=… 200
        Stdout found [redacted]
        Stderr a warning
        ");
    }

    #[test]
    fn a_function_may_log_done() {
        let lines = [
            BEGIN,
            "Done",
            "still here",
            "http [200] GET http://h/proxy/a",
            "Done",
            "{}",
        ];
        let events = events(&lines, 100);
        assert_eq!(
            events[1..5],
            [
                "Stdout Done",
                "Stdout still here",
                "call GET /a 200",
                "Stderr a warning"
            ]
        );
    }

    #[test]
    fn it_falls_silent_when_the_budget_is_spent() {
        let lines = [BEGIN, "1", "2", "3", "4"];
        assert_eq!(events(&lines, 3)[1..], ["Stdout 1", "Stdout 2", "Muted"]);
    }
}
