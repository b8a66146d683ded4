//! What the commands that start the CLI share.

use std::path::PathBuf;

use clap::Args;
use dryrun::Run;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

use super::complain;

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
