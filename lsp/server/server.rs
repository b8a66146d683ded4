//! What handlers and tasks share: the client, the session, the runs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use project::FilePath;
use rustc_hash::FxHashSet;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::ls_types::request::Request;
use tower_lsp::{Client, jsonrpc};

use crate::indexer::Job;
use crate::lifecycle::Lifecycle;
use crate::refusals::Refusals;
use crate::run::Runs;
use crate::session::{Edits, Portion, Session, Snapshot};

/// One server for one client. Clones are one.
#[derive(Debug, Clone)]
pub struct Server(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    client: Client,
    lifecycle: Lifecycle,
    session: Mutex<Session>,
    runs: Runs,
    refusals: Refusals,
    work: Notify,
    /// To the indexer, which takes the other end when it begins.
    jobs: UnboundedSender<Job>,
    waiting: Mutex<Option<UnboundedReceiver<Job>>>,
}

impl Server {
    /// A server that knows nothing yet.
    pub fn new(client: Client, lifecycle: Lifecycle) -> Self {
        let (jobs, waiting) = unbounded_channel();
        Self(Arc::new(Shared {
            client,
            lifecycle,
            session: Mutex::default(),
            runs: Runs::default(),
            refusals: Refusals::default(),
            work: Notify::new(),
            jobs,
            waiting: Mutex::new(Some(waiting)),
        }))
    }

    /// The client. To be awaited in tasks only, never in a handler.
    pub fn client(&self) -> &Client {
        &self.0.client
    }

    /// Has the client do something; its answer. What it told before that is known by then. In a task only.
    pub async fn have_done<R: Request>(&self, what: R::Params) -> jsonrpc::Result<R::Result> {
        let answer = self.client().send_request::<R>(what).await;
        // What came with the answer waits in the queue of the handlers, which an answer passes by. Their turn is now.
        tokio::task::yield_now().await;
        answer
    }

    /// Whether the client is there.
    pub fn lifecycle(&self) -> &Lifecycle {
        &self.0.lifecycle
    }

    /// The dry runs.
    pub fn runs(&self) -> &Runs {
        &self.0.runs
    }

    /// What the compiler would refuse, as far as files were diagnosed.
    pub fn refusals(&self) -> &Refusals {
        &self.0.refusals
    }

    /// The files that are still to be diagnosed as they are now.
    pub fn waiting(&self) -> FxHashSet<FilePath> {
        self.session().waiting()
    }

    /// The state as it is now, to be read at leisure.
    pub fn snapshot(&self) -> Snapshot {
        self.session().snapshot()
    }

    /// Changes the state and wakes the publisher. A panic is logged and ends in the default: no editor sees it.
    pub fn update<T: Default>(&self, change: impl FnOnce(&mut Session) -> T) -> T {
        let result = catch_unwind(AssertUnwindSafe(|| change(&mut self.session())));
        self.0.work.notify_one();
        result.unwrap_or_else(|_| {
            tracing::error!("a change of the state panicked and was left half done");
            T::default()
        })
    }

    /// Reads a snapshot on a thread of its own. The snapshot is taken before the first await, so that it has exactly the
    /// edits that were sent before. A panic is logged and answered by the default.
    pub fn read<T: Default + Send + 'static>(
        &self,
        feature: impl FnOnce(&Snapshot) -> T + Send + 'static,
    ) -> impl Future<Output = T> + Send + 'static {
        let snapshot = self.snapshot();
        let reading = tokio::task::spawn_blocking(move || feature(&snapshot));
        async move {
            reading.await.unwrap_or_else(|error| {
                tracing::error!("a feature failed: {error}");
                T::default()
            })
        }
    }

    /// Has something read from the disk.
    pub fn read_from_disk(&self, job: Job) {
        // Without an indexer the server is ending.
        let _ = self.0.jobs.send(job);
    }

    /// The jobs for the indexer: once.
    pub fn take_jobs(&self) -> Option<UnboundedReceiver<Job>> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// What to diagnose next. Wakes nobody.
    pub fn next_portion(&self) -> Option<Portion> {
        self.session().next_portion()
    }

    /// Whether lenses changed since the last call.
    pub fn take_stale_lenses(&self) -> bool {
        self.session().take_stale_lenses()
    }

    /// The edits since the last call on which the lenses of other files depend.
    pub fn take_edits(&self) -> Option<Edits> {
        self.session().take_edits()
    }

    /// Whether the outline of functions may be another one since the last call.
    pub fn take_stale_functions(&self) -> bool {
        self.session().take_stale_functions()
    }

    /// Waits until the state has changed since the last call.
    pub async fn changed(&self) {
        self.0.work.notified().await;
    }

    /// A panic in the middle of a change leaves a state that is old in places, and better than none.
    fn session(&self) -> MutexGuard<'_, Session> {
        self.0.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use tower_lsp::LspService;

    use super::*;
    use crate::backend::Backend;

    fn server() -> Server {
        let mut server = None;
        let _service = LspService::new(|client| {
            server = Some(Server::new(client.clone(), Lifecycle::default()));
            Backend::new(client, Lifecycle::default())
        });
        server.expect("the service makes its backend at once")
    }

    #[tokio::test]
    async fn a_panic_in_a_feature_is_an_empty_answer() {
        let server = server();
        assert_eq!(server.read(|_| -> Option<u8> { panic!("a defect") }).await, None);
        assert_eq!(server.read(|_| Some(1)).await, Some(1));
    }

    #[tokio::test]
    async fn a_panic_in_a_change_leaves_a_usable_state() {
        let server = server();
        server.update(|_| -> () { panic!("a defect") });
        assert_eq!(server.update(|_| 1), 1);
        server.changed().await;
    }
}
