//! One test, from the command to its outcome. It stops at the first thing that is missing, and says what helps; mocks that are
//! missing it offers to record, and goes on once they are.

use dryrun::{NotTested, Outcome, Test};
use ide::Runnable;
use project::{FilePath, FunctionKind};
use tower_lsp::ls_types::MessageType;

use super::before::{self, Purpose};
use super::ended::Ended;
use super::follow::{Followed, follow};
use super::papers::Reported;
use super::report::of_test;
use super::task::{judge, options, play, report};
use super::underway::Underway;
use super::{HandedOver, Request, ask};
use crate::server::Server;

/// What a command asks for.
#[derive(Debug, Clone)]
pub struct TestRequest {
    /// The function.
    pub runnable: Runnable,
    /// The root of its project.
    pub root: FilePath,
}

impl TestRequest {
    /// As the runner takes it; `None` for a function that the CLI does not run, and so makes no mocks of. A test that is there
    /// is never written anew: it may be the user's.
    fn test(&self) -> Option<Test> {
        let kind = match self.runnable.kind {
            FunctionKind::Action => dryrun::Kind::Action,
            FunctionKind::Sync => dryrun::Kind::Sync,
            FunctionKind::OnEvent | FunctionKind::Function => return None,
        };
        Some(Test {
            root: self.root.to_path_buf(),
            integration: self.runnable.integration.to_string(),
            kind,
            name: self.runnable.name.to_string(),
            regenerate: false,
        })
    }

    /// The run that saves the mocks.
    fn recording(&self) -> Request {
        Request {
            runnable: self.runnable.clone(),
            root: self.root.clone(),
            connection: None,
            environment: None,
            input: None,
            metadata: None,
            checkpoint: None,
            last_sync_date: None,
            variant: None,
            save: true,
        }
    }
}

/// Starts the test; the user may be asked, so this returns at once.
pub fn test(server: &Server, request: TestRequest) {
    let server = server.clone();
    tokio::spawn(async move {
        if let Some(test) = prepare(&server, &request).await {
            run(&server, &request, test).await;
        }
    });
}

/// Finds out whether it can be tested. If not, the user has been told why.
async fn prepare(server: &Server, request: &TestRequest) -> Option<Test> {
    let test = request.test();
    let compiles = match test.clone() {
        Some(test) => beside(move || test.needs_generation()).await?,
        None => false,
    };
    let purpose = Purpose::Test { compiles };
    if !before::check(server, &request.runnable, &request.root, None, purpose).await {
        return None;
    }
    let test = test?;
    let mut obstacle = obstacle(&test).await?;
    if let Some(NotTested::NoMocks { path }) = &obstacle {
        if !is_recorded(server, request, path).await {
            return None;
        }
        obstacle = self::obstacle(&test).await?;
    }
    let Some(obstacle) = obstacle else { return Some(test) };
    let outcome = Outcome::NotTested(obstacle);
    let cure = outcome.cure().map(|cure| format!("; {cure}")).unwrap_or_default();
    let message = format!("`{}`: {outcome}{cure}", test.name);
    server.client().show_message(MessageType::ERROR, message).await;
    None
}

/// Whether the user wants mocks that are missing to be recorded, and they are.
async fn is_recorded(server: &Server, request: &TestRequest, path: &str) -> bool {
    let name = &request.runnable.name;
    let message = format!("`{name}` cannot be tested: there are no mocks, `{path}`");
    ask::button(server, MessageType::WARNING, &message, "Record mocks").await
        && play(server, &request.recording()).await
}

/// What is missing on the disk.
async fn obstacle(test: &Test) -> Option<Option<NotTested>> {
    let test = test.clone();
    beside(move || test.obstacle()).await
}

/// Reads the disk beside the runtime; `None` if that panicked.
async fn beside<T: Send + 'static>(read: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(read).await.ok()
}

/// Runs it and shows how it goes.
async fn run(server: &Server, request: &TestRequest, test: Test) {
    let TestRequest { runnable, root } = request;
    let (file, name) = (&runnable.file, &runnable.name);
    let underway = Underway::new(server, file);
    let run = server.runs().runner.test(test.clone(), &options(server, root));
    let followed = follow(server, file, name, &format!("Test of {name}"), run).await;
    let Followed {
        finished,
        before,
        progress,
        ..
    } = followed;
    if has_compiled(&finished.outcome) {
        judge(server, root, &before, &finished.outcome).await;
    }
    let ended = Ended::new(server, before, file.clone(), HandedOver::default(), finished).await;
    if !matches!(ended.finished.outcome, Outcome::Cancelled { .. }) {
        let text = of_test(&test, &ended.finished);
        server.runs().papers.keep(file.clone(), Reported::Run, text);
    }
    report(server, name, ended, underway, progress).await;
}

/// Whether the compiler has said something of the project.
fn has_compiled(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::CompileError(_) => true,
        Outcome::Tested(tests) => tests.is_generated,
        _ => false,
    }
}
