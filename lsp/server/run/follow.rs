//! A run while it goes on: shown as progress, logged, and cancelled on request.

use dryrun::{Event, Finished, Log, Phase, Run, Stream};
use project::FilePath;
use tower_lsp::ls_types::MessageType;

use super::Active;
use super::ended::counted;
use crate::progress::{self, Progress};
use crate::server::Server;
use crate::session::Snapshot;

/// A run that has ended.
pub(super) struct Followed {
    /// What it came to.
    pub(super) finished: Finished,
    /// Whether the function itself ran.
    pub(super) ran: bool,
    /// What it wrote, as far as it was told.
    pub(super) logs: Vec<Log>,
    /// What was known when its turn came: that is what the CLI, or vitest, has read.
    pub(super) before: Snapshot,
    /// Shown until what it came to is: some clients ask for lenses again at its end.
    pub(super) progress: Progress,
}

/// Follows a run of the function `name` in `file` to its end. The progress is the caller's to end.
pub(super) async fn follow(server: &Server, file: &FilePath, name: &str, title: &str, mut run: Run) -> Followed {
    let token = progress::new_token();
    let key = progress::key(&token);
    let active = Active {
        file: file.clone(),
        canceller: run.canceller(),
    };
    server.runs().active.insert(key.clone(), active);
    let progress = Progress::begin(server, token, title, true).await;
    let (mut calls, mut ran, mut logs) = (0, false, Vec::new());
    let mut before = server.snapshot();
    while let Some(event) = run.next().await {
        match event {
            Event::Queued => progress.report("waiting for another run of the project", None).await,
            Event::Phase(phase) => {
                ran |= matches!(phase, Phase::Running { .. });
                if matches!(phase, Phase::TypeChecking | Phase::Testing) {
                    before = server.snapshot();
                }
                progress.report(phase.to_string(), None).await;
            }
            Event::HttpCall(call) => {
                calls += usize::from(call.to_provider);
                progress.report(counted(calls, "provider call"), None).await;
                log(server, MessageType::LOG, format!("{name}: {call}")).await;
            }
            Event::Log(line) => {
                let kind = if line.stream == Stream::Stderr {
                    MessageType::WARNING
                } else {
                    MessageType::LOG
                };
                log(server, kind, format!("{name}: {}", line.text)).await;
                logs.push(line);
            }
            Event::Waiting(silence) => progress.report(silence.to_string(), None).await,
            Event::Muted => log(server, MessageType::LOG, format!("{name}: more lines are not shown")).await,
        }
    }
    let finished = run.finished().await;
    server.runs().active.remove(&key);
    Followed {
        finished,
        ran,
        logs,
        before,
        progress,
    }
}

/// Writes a line to the client's log.
pub(super) async fn log(server: &Server, kind: MessageType, line: String) {
    server.client().log_message(kind, line).await;
}
