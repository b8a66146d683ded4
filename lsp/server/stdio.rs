//! The server's process: standard streams, how it starts and the five ways in which it ends.
//!
//! It ends after `shutdown` and `exit` (code 0), after `exit` alone (1), when stdin closes (1), when the client's process
//! has gone (1), and when it is told to by a signal (1). Each way cancels the dry runs first: no child outlives us.

use std::pin::Pin;
use std::process::ExitCode;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::watch;
use tower_lsp::{LspService, Server};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::prelude::*;

use crate::backend::Backend;
use crate::lifecycle::Lifecycle;
use crate::lsp::ext;

/// Handlers that run at a time. The default of four lets four slow requests hold up every keystroke behind them.
const CONCURRENT_HANDLERS: usize = 64;

/// How long answers may still go out after the client has closed stdin.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Broken code nests deeply, and nobody can catch an overflow: the threads that read it get what `main` has.
const STACK_SIZE: usize = 8 << 20;

/// Serves one client on stdin and stdout until it is gone.
pub fn serve(client_process: Option<u32>) -> ExitCode {
    log_to_stderr();
    // One thread reads, edits and answers: between two of them every message would wait for a wake-up, which takes as long
    // as the answer. Whatever takes time is done on threads of the blocking pool.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .thread_stack_size(STACK_SIZE)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return crate::cli::could_not_run(&format!("no threads to serve with: {error}")),
    };
    let was_shut_down = runtime.block_on(converse(client_process));
    // A read of stdin cannot be cancelled; its thread ends with the process.
    runtime.shutdown_background();
    if was_shut_down {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Speaks with the client; whether it asked us to shut down before it left.
async fn converse(client_process: Option<u32>) -> bool {
    let (closed, input_closed) = watch::channel(false);
    let input = Input {
        inner: tokio::io::stdin(),
        closed,
    };
    let lifecycle = Lifecycle::default();
    if let Some(process) = client_process {
        lifecycle.watch_client(process);
    }
    tokio::task::spawn_blocking(crate::run::remove_leftovers);
    let mut backend = None;
    let (service, socket) = LspService::build(|client| {
        let new = Backend::new(client, lifecycle.clone());
        backend = Some(new.clone());
        new
    })
    .custom_method("window/workDoneProgress/cancel", Backend::cancel_progress)
    .custom_method(ext::functions::FUNCTIONS, Backend::functions)
    .finish();
    let serving = Server::new(input, tokio::io::stdout(), socket)
        .concurrency_level(CONCURRENT_HANDLERS)
        .serve(service);
    let left = async {
        tokio::select! {
            () = end_of_input(input_closed) => tokio::time::sleep(LAST_WORDS).await,
            () = lifecycle.client_gone() => {}
            () = told_to_end() => {}
        }
    };
    tokio::select! {
        () = serving => {}
        () = left => {}
    }
    if let Some(backend) = backend {
        backend.stop_runs().await;
    }
    lifecycle.was_shut_down()
}

/// Waits for a signal to end. The processes of a dry run are in a group of their own, so they do not get it.
#[cfg(unix)]
async fn told_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut signals: Vec<_> = [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()]
        .into_iter()
        .filter_map(|kind| signal(kind).ok())
        .collect();
    std::future::poll_fn(
        |cx| match signals.iter_mut().any(|signal| signal.poll_recv(cx).is_ready()) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        },
    )
    .await;
}

/// Windows has no such signal for a process without a console; the job object of a dry run ends with us.
#[cfg(not(unix))]
async fn told_to_end() {
    std::future::pending().await
}

async fn end_of_input(mut closed: watch::Receiver<bool>) {
    // An error means that the reader is gone, and so is the input.
    let _ = closed.wait_for(|closed| *closed).await;
}

/// Stdin that tells when it has ended: the framework waits for running handlers then, we wait for nobody long.
struct Input {
    inner: tokio::io::Stdin,
    closed: watch::Sender<bool>,
}

impl AsyncRead for Input {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.inner).poll_read(cx, buf);
        if let Poll::Ready(result) = &polled
            && (result.is_err() || buf.filled().len() == before)
        {
            self.closed.send_replace(true);
        }
        polled
    }
}

/// Stdout belongs to the protocol. `NANGO_LSP_LOG` sets our own level; the framework's messages hold documents, so of
/// those only warnings are let through.
fn log_to_stderr() {
    let level = std::env::var("NANGO_LSP_LOG")
        .ok()
        .and_then(|level| level.parse().ok())
        .unwrap_or(LevelFilter::WARN);
    let targets = tracing_subscriber::filter::Targets::new()
        .with_target("nango_lsp", level)
        .with_default(LevelFilter::WARN.min(level));
    let format = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_filter(targets);
    // Already set only when tests of this crate serve twice in one process.
    let _ = tracing_subscriber::registry().with(format).try_init();
}
