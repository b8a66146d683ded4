//! Whether the client is still there, and whether it said goodbye.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::watch;

/// Shared by the transport, which ends with it, and the handlers, which learn of it. Clones are one.
#[derive(Debug, Clone, Default)]
pub struct Lifecycle(Arc<State>);

#[derive(Debug, Default)]
struct State {
    shut_down: AtomicBool,
    client_gone: watch::Sender<bool>,
}

impl Lifecycle {
    /// The client sent `shutdown`.
    pub fn shut_down(&self) {
        self.0.shut_down.store(true, Ordering::Relaxed);
    }

    /// Whether the client sent `shutdown`.
    pub fn was_shut_down(&self) -> bool {
        self.0.shut_down.load(Ordering::Relaxed)
    }

    /// Waits until the client's process has ended.
    pub async fn client_gone(&self) {
        // The sender lives as long as `self`, so there is no error to meet.
        let _ = self.0.client_gone.subscribe().wait_for(|gone| *gone).await;
    }

    /// Looks from now on whether the process still lives: a client that was killed may leave its end of stdin open in
    /// another child of its own.
    #[cfg(unix)]
    pub fn watch_client(&self, process: u32) {
        /// Between two looks. Nobody waits for this; the usual sign is the end of stdin.
        const LOOK: std::time::Duration = std::time::Duration::from_secs(2);

        let Some(process) = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw) else {
            return;
        };
        let state = Arc::downgrade(&self.0);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(LOOK).await;
                let Some(state) = state.upgrade() else { return };
                if rustix::process::test_kill_process(process) == Err(rustix::io::Errno::SRCH) {
                    state.client_gone.send_replace(true);
                    return;
                }
            }
        });
    }

    /// On other systems the end of stdin is the only sign.
    #[cfg(not(unix))]
    pub fn watch_client(&self, _process: u32) {}
}
