//! Diagnoses what the agenda says and publishes what came out. One task, so versions only ever rise.

use std::panic::{AssertUnwindSafe, catch_unwind};

use project::FilePath;
use rustc_hash::FxHashMap;
use tower_lsp::ls_types::{Diagnostic, Uri};

use crate::documents::Content;
use crate::lsp::ext::functions::FunctionsChanged;
use crate::refusals::Refusals;
use crate::server::Server;
use crate::session::{Portion, Snapshot};

/// Works off the agenda whenever the state has changed, for ever.
pub async fn run(server: Server) {
    let mut published = Published::default();
    loop {
        server.changed().await;
        while let Some(mut portion) = server.next_portion() {
            if portion.batch.only_pointing {
                portion.batch.files.retain(|file| published.points_elsewhere(file));
            }
            match compute(&portion, server.refusals()).await {
                Some(computed) => published.publish(&server, &portion, computed).await,
                None => {
                    tracing::error!("the diagnosis of {} files failed", portion.batch.files.len());
                    portion
                        .batch
                        .files
                        .iter()
                        .for_each(|file| server.refusals().note(file, None));
                }
            }
        }
        let has_edits = have_changed_lenses(&server).await;
        if server.take_stale_lenses() || has_edits {
            refresh_lenses(&server);
        }
        if server.take_stale_functions() && server.snapshot().features.functions {
            server.client().send_notification::<FunctionsChanged>(()).await;
        }
    }
}

/// Whether edits have changed the lenses of other files.
async fn have_changed_lenses(server: &Server) -> bool {
    let Some(edits) = server.take_edits() else {
        return false;
    };
    let compared = tokio::task::spawn_blocking(move || edits.change_lenses());
    compared.await.unwrap_or_else(|error| {
        tracing::error!("lenses could not be compared: {error}");
        true
    })
}

/// What is to be published for each file of a portion; none if that panicked.
async fn compute(portion: &Portion, refusals: &Refusals) -> Option<Vec<Vec<Diagnostic>>> {
    if is_quick(portion) {
        return catch_unwind(AssertUnwindSafe(|| diagnose_all(portion, refusals))).ok();
    }
    let (portion, refusals) = (portion.clone(), refusals.clone());
    tokio::task::spawn_blocking(move || diagnose_all(&portion, &refusals))
        .await
        .ok()
}

/// Whether a portion is diagnosed sooner than another thread wakes up: it is one file, and of ordinary size. The `index.ts`
/// of a large project is not.
fn is_quick(portion: &Portion) -> bool {
    /// Of the text, in bytes.
    const ORDINARY: usize = 64 << 10;

    let [file] = &portion.batch.files[..] else {
        return false;
    };
    let document = portion.snapshot.documents.get(file);
    document.is_some_and(|document| match &document.content {
        Content::Source(source) => source.text().len() <= ORDINARY,
        Content::Fixture(_) | Content::Mocks(_) | Content::Configuration(_) | Content::Other => false,
    })
}

fn diagnose_all(portion: &Portion, refusals: &Refusals) -> Vec<Vec<Diagnostic>> {
    let files = portion.batch.files.iter();
    files.map(|file| diagnose(&portion.snapshot, refusals, file)).collect()
}

/// What is published for a file: of every origin, what the client's settings let through.
fn diagnose(snapshot: &Snapshot, refusals: &Refusals, file: &FilePath) -> Vec<Diagnostic> {
    let judged = snapshot.judged(file);
    refusals.note(file, judged.as_deref());
    let findings = snapshot.shown(file, judged.unwrap_or_default());
    let shown = findings
        .iter()
        .filter_map(|finding| crate::lsp::to_proto::diagnostic(snapshot, file, finding));
    shown
        .chain(snapshot.results.diagnostics(snapshot, file, &findings))
        .collect()
}

/// What the client was told last, of files for which that is not nothing.
#[derive(Debug, Default)]
struct Published(FxHashMap<FilePath, (Uri, Vec<Diagnostic>)>);

impl Published {
    /// Whether anything that was published for a file points into another one, or into another part of it.
    fn points_elsewhere(&self, file: &FilePath) -> bool {
        let published = self.0.get(file).map_or(&[][..], |(_, diagnostics)| diagnostics);
        published
            .iter()
            .any(|diagnostic| diagnostic.related_information.is_some())
    }

    async fn publish(&mut self, server: &Server, portion: &Portion, computed: Vec<Vec<Diagnostic>>) {
        let documents = server.snapshot().documents;
        for (file, diagnostics) in portion.batch.files.iter().zip(computed) {
            let version = portion.snapshot.documents.get(file).map(|document| document.version);
            if version != documents.get(file).map(|document| document.version) {
                // The text has moved on, and with it the file is on the agenda again.
                continue;
            }
            let Some(uri) = portion.snapshot.uri(file) else {
                continue;
            };
            let last = self.0.get(file);
            if let Some((old, _)) = last.filter(|(old, _)| *old != uri) {
                server.client().publish_diagnostics(old.clone(), Vec::new(), None).await;
            }
            let is_same = last.map_or(diagnostics.is_empty(), |(old, last)| {
                *old == uri && *last == diagnostics
            });
            // An edited document is always answered: its editor has moved the old marks along with the text.
            if is_same && !(version.is_some() && portion.snapshot.is_in_project(file)) {
                continue;
            }
            if diagnostics.is_empty() {
                self.0.remove(file);
            } else {
                self.0.insert(file.clone(), (uri.clone(), diagnostics.clone()));
            }
            server.client().publish_diagnostics(uri, diagnostics, version).await;
        }
    }
}

/// The client answers this, so nobody here waits for it.
fn refresh_lenses(server: &Server) {
    if server.snapshot().features.lens_refresh {
        let client = server.client().clone();
        tokio::spawn(async move { client.code_lens_refresh().await });
    }
}
