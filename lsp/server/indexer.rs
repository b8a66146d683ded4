//! Reads the disk: all of the workspace, what one file needs, or what has changed. One task, so what was read last is what
//! holds.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lint::{Analysis, Audience};
use project::{FilePath, load};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::oneshot;

use crate::disk::{self, News};
use crate::progress::{self, Progress};
use crate::server::Server;

/// What is to be read.
#[derive(Debug)]
pub enum Job {
    /// Everything.
    Whole,
    /// What was created, changed or deleted.
    Changed(Vec<FilePath>),
    /// Nothing: it is told that all before it is read.
    Reached(oneshot::Sender<()>),
}

/// Between two reports of progress: a bar that moves faster is not seen.
const REPORT: Duration = Duration::from_millis(100);

/// Does the jobs in their order, for ever.
pub async fn run(server: Server, mut jobs: UnboundedReceiver<Job>) {
    while let Some(job) = jobs.recv().await {
        match job {
            Job::Whole => read_whole(&server).await,
            Job::Changed(files) => read_changed(&server, files).await,
            // Who asked may have gone.
            Job::Reached(reached) => drop(reached.send(())),
        }
    }
}

/// Reads files again, as far as nobody has them open, and waits until that is done; whether there are any. Not every client watches
/// files, and none tells at once what another program has written.
pub async fn catch_up(server: &Server, files: Vec<FilePath>) -> bool {
    let documents = server.snapshot().documents;
    let closed: Vec<_> = files.into_iter().filter(|file| documents.get(file).is_none()).collect();
    if closed.is_empty() {
        return false;
    }
    let (sender, reached) = oneshot::channel();
    server.read_from_disk(Job::Changed(closed));
    server.read_from_disk(Job::Reached(sender));
    // An error means that the server is ending.
    reached.await.is_ok()
}

/// Reads what a document needs to be diagnosed before everything is read, and lets it be diagnosed. Where everything is
/// read soon anyway, this is only quicker.
pub async fn read_around(server: Server, file: FilePath) {
    let settings = server.snapshot().analysis.settings().clone();
    let read = tokio::task::spawn_blocking(move || Analysis::around(&file, &settings, Audience::Editor));
    if let Ok(Some(around)) = read.await {
        server.update(|session| session.adopt_around(around));
    }
}

async fn read_whole(server: &Server) {
    let (folders, settings) = server.update(|session| (session.folders().to_vec(), session.settings().clone()));
    let counts = Arc::new((AtomicUsize::new(0), AtomicUsize::new(0)));
    let counted = counts.clone();
    let reading = tokio::task::spawn_blocking(move || {
        Analysis::load(&folders, &settings, Audience::Editor, |done, all| {
            counted.0.store(done, Ordering::Relaxed);
            counted.1.store(all, Ordering::Relaxed);
        })
    });
    // The task asks the client, and is waited for by nobody: an editor that does not answer gets its diagnostics all the same.
    let (done, is_done) = oneshot::channel();
    tokio::spawn(show(server.clone(), counts, is_done));
    match reading.await {
        Ok(loaded) => {
            for (file, problem) in &loaded.problems {
                tracing::warn!("{file} {problem}");
            }
            server.update(|session| session.adopt(loaded.analysis));
        }
        Err(error) => tracing::error!("the workspace could not be read: {error}"),
    }
    // An error means that nothing was shown.
    let _ = done.send(());
}

/// Shows how much is read until all is.
async fn show(server: Server, counts: Arc<(AtomicUsize, AtomicUsize)>, mut is_done: oneshot::Receiver<()>) {
    let progress = Progress::begin(&server, progress::new_token(), "Reading Nango projects", false).await;
    while tokio::time::timeout(REPORT, &mut is_done).await.is_err() {
        let (done, all) = (counts.0.load(Ordering::Relaxed), counts.1.load(Ordering::Relaxed));
        let percentage = u32::try_from(done * 100 / all.max(1)).ok();
        progress.report(format!("{done} of {all} files"), percentage).await;
    }
    progress.end(None).await;
}

/// Reads what has changed, and takes it in if nobody has it open.
async fn read_changed(server: &Server, files: Vec<FilePath>) {
    let known = server.snapshot().analysis;
    let folders = server.update(|session| session.folders().to_vec());
    let reading = tokio::task::spawn_blocking(move || {
        let folders: Vec<_> = folders.iter().map(|folder| load::canonical(folder)).collect();
        disk::read(&known, &folders, files)
    });
    let Ok(news) = reading.await else {
        tracing::error!("what has changed could not be read");
        return;
    };
    match news {
        News::Everything => read_whole(server).await,
        News::Of(news) => server.update(|session| {
            for (file, change) in news {
                session.disk_changed(file, change);
            }
        }),
    }
}
