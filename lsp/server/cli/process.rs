//! What the commands that start the CLI share.

use std::io::{BufRead as _, IsTerminal as _};
use std::path::PathBuf;

use clap::Args;
use dryrun::{Event, Finished, Limits, Log, Options, Outcome, Phase, Run};
use lint::settings::DryrunSettings;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use super::{CLEAN, COULD_NOT_RUN, FOUND, complain};

/// Programs, which the command line may name and no file of a project.
#[derive(Debug, Args)]
pub struct Programs {
    /// The Node executable; else `node` on `PATH`
    #[arg(long, value_name = "PATH")]
    node: Option<PathBuf>,
    /// The Nango CLI, where the project has none installed
    #[arg(long, value_name = "PATH")]
    cli: Option<PathBuf>,
}

impl Programs {
    /// Whether one is named.
    pub fn are_named(&self) -> bool {
        self.node.is_some() || self.cli.is_some()
    }

    /// As the runner takes them.
    pub fn settings(&self) -> dryrun::Settings {
        dryrun::Settings {
            node: self.node.clone(),
            cli: self.cli.clone(),
        }
    }

    /// All that a run takes beside its request.
    pub fn options(&self, settings: &DryrunSettings) -> Options {
        let limits = Limits {
            compile: settings.compile_limit,
            function: settings.run_limit,
            ..Limits::default()
        };
        Options {
            settings: self.settings(),
            limits,
            ..Options::default()
        }
    }
}

/// A run that has ended.
pub struct Followed {
    /// What it came to.
    pub finished: Finished,
    /// Whether the function itself ran.
    pub ran: bool,
    /// What it wrote, as far as it was told.
    pub logs: Vec<Log>,
}

/// Says how a run goes, until it ends.
pub async fn follow(mut run: Run) -> Followed {
    let interrupted = cancel_when_interrupted(&run);
    let (mut ran, mut logs) = (false, Vec::new());
    while let Some(event) = run.next().await {
        ran |= matches!(event, Event::Phase(Phase::Running { .. }));
        complain(&line(&event));
        if let Event::Log(log) = event {
            logs.push(log);
        }
    }
    let finished = run.finished().await;
    interrupted.abort();
    Followed { finished, ran, logs }
}

fn line(event: &Event) -> String {
    match event {
        Event::Queued => "waiting for another run of the project".to_owned(),
        Event::Phase(phase) => phase.to_string(),
        Event::Log(log) => format!("  {}", log.text),
        Event::HttpCall(call) => format!("  {call}"),
        Event::Waiting(silence) => silence.to_string(),
        Event::Muted => "more lines are not shown".to_owned(),
    }
}

/// Says what a run came to, how long it took if it began, and what helps.
pub fn conclude(finished: &Finished) {
    let outcome = &finished.outcome;
    let time = match exit_code(outcome) {
        COULD_NOT_RUN => String::new(),
        _ => format!(" ({:.1} s)", finished.duration.as_secs_f32()),
    };
    let cure = outcome.cure().map(|cure| format!("\n{cure}")).unwrap_or_default();
    complain(&format!("{outcome}{time}{cure}"));
}

/// The exit code of an outcome.
pub fn exit_code(outcome: &Outcome) -> u8 {
    match outcome {
        outcome if outcome.is_success() => CLEAN,
        Outcome::Cancelled { .. } => INTERRUPTED,
        Outcome::Config(_) | Outcome::NotTested(_) => COULD_NOT_RUN,
        _ => FOUND,
    }
}

/// Asks the person at the terminal; none when there is none.
pub fn ask(question: &str) -> Option<String> {
    if !std::io::stdin().is_terminal() {
        return None;
    }
    complain(question);
    let mut answer = String::new();
    let _ = std::io::stdin().lock().read_line(&mut answer);
    Some(answer.trim().to_owned())
}

/// After Ctrl-C, as shells have it.
pub const INTERRUPTED: u8 = 130;

/// What runs are driven by.
pub fn runtime() -> Result<Runtime, String> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().map_err(|error| error.to_string())
}

/// Cancels a run on Ctrl-C, so that no process is left behind. To be aborted when the run has ended.
pub fn cancel_when_interrupted(run: &Run) -> JoinHandle<()> {
    let canceller = run.canceller();
    tokio::spawn(async move {
        if interrupt().await {
            complain("cancelling…");
            canceller.cancel();
        }
    })
}

/// Waits for Ctrl-C, or for the system to end us; whether either came.
async fn interrupt() -> bool {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            return tokio::select! {
                pressed = tokio::signal::ctrl_c() => pressed.is_ok(),
                ended = terminate.recv() => ended.is_some(),
            };
        }
    }
    tokio::signal::ctrl_c().await.is_ok()
}
