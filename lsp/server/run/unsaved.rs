//! Documents that are not saved, when something is to be run: the CLI reads the disk.

use project::{FilePath, load};
use tower_lsp::ls_types::{MessageType, Uri};

use super::ask;
use super::before::Purpose;
use crate::lsp::ext::{Save, SaveParams};
use crate::server::Server;

const SAVED_ONLY: &str = "Run what is saved";

/// Whether the run of the function called `name` may go on. The client saves what is not, if it can and the user wants it to.
pub(super) async fn settle(server: &Server, name: &str, root: &FilePath, purpose: Purpose) -> bool {
    compare(server, root).await;
    let unsaved = Unsaved::of(server, root);
    if unsaved.documents.is_empty() {
        return true;
    }
    let names = unsaved.names.join(", ");
    if !server.snapshot().features.save {
        let message = match purpose {
            Purpose::Try => format!("the dry run uses what is saved; not saved: {names}"),
            Purpose::Test { .. } | Purpose::Deploy => {
                format!("`{name}` is not {}: save {names} first", purpose.participle())
            }
        };
        server.client().show_message(MessageType::WARNING, message).await;
        return purpose == Purpose::Try;
    }
    let (message, buttons): (_, &[&str]) = match purpose {
        Purpose::Try => (
            format!("the dry run uses what is saved; not saved: {names}"),
            &["Save and run", SAVED_ONLY],
        ),
        Purpose::Test { .. } => (
            format!("what is saved is tested; not saved: {names}"),
            &["Save and test"],
        ),
        Purpose::Deploy => (
            format!("what is saved is deployed; not saved: {names}"),
            &["Save and deploy"],
        ),
    };
    match ask::choice(server, MessageType::WARNING, &message, buttons).await {
        Some(0) => unsaved.save(server, root).await,
        Some(_) => true,
        None => false,
    }
}

/// Compares what is open of a project with the disk. What cannot be read stays as it was told.
async fn compare(server: &Server, root: &FilePath) {
    let documents = server.snapshot().documents;
    let inside = documents.iter().filter(|(file, _)| file.relative_to(root).is_some());
    let files: Vec<_> = inside.map(|(file, _)| file.clone()).collect();
    let read = tokio::task::spawn_blocking(move || {
        let texts = files.into_iter().map(|file| (load::read_file(&file).ok(), file));
        texts.filter_map(|(text, file)| Some((file, text?))).collect::<Vec<_>>()
    });
    let texts = read.await.unwrap_or_default();
    server.update(|session| texts.iter().for_each(|(file, text)| session.compare(file, text)));
}

/// What of a project is open and not saved, in the order of the names.
struct Unsaved {
    /// As they are shown.
    names: Vec<String>,
    documents: Vec<Uri>,
}

impl Unsaved {
    fn of(server: &Server, root: &FilePath) -> Self {
        let snapshot = server.snapshot();
        let unsaved = snapshot.documents.iter().filter(|(_, document)| document.unsaved);
        let mut unsaved: Vec<_> = unsaved
            .filter_map(|(file, document)| Some((format!("`{}`", file.relative_to(root)?), Uri::clone(&document.uri))))
            .collect();
        unsaved.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let (names, documents) = unsaved.into_iter().unzip();
        Self { names, documents }
    }

    /// Lets the client save them; whether it did. What they are on the disk then is known.
    async fn save(self, server: &Server, root: &FilePath) -> bool {
        let Self { names, documents } = self;
        let answer = server.have_done::<Save>(SaveParams { documents }).await;
        let saved = answer.ok().flatten().is_some_and(|it| it.saved);
        if !saved {
            let message = format!("not everything could be saved: {}", names.join(", "));
            server.client().show_message(MessageType::ERROR, message).await;
        }
        compare(server, root).await;
        saved
    }
}
