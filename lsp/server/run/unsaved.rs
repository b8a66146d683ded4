//! Documents that are not saved, when something is to be run: the CLI reads the disk.

use project::FilePath;
use tower_lsp::ls_types::{MessageType, Uri};

use super::ask;
use super::before::Purpose;
use crate::lsp::ext::{Save, SaveParams};
use crate::server::Server;

const SAVED_ONLY: &str = "Run what is saved";

/// Whether the run of the function called `name` may go on. The client saves what is not, if it can and the user wants it to.
pub(super) async fn settle(server: &Server, name: &str, root: &FilePath, purpose: Purpose) -> bool {
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
        Some(0) => unsaved.save(server).await,
        Some(_) => true,
        None => false,
    }
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

    /// Lets the client save them; whether it did. The client tells us by `didSave` as well, and before it answers.
    async fn save(self, server: &Server) -> bool {
        let Self { names, documents } = self;
        let answer = server.client().send_request::<Save>(SaveParams { documents }).await;
        let saved = answer.ok().flatten().is_some_and(|it| it.saved);
        if !saved {
            let message = format!("not everything could be saved: {}", names.join(", "));
            server.client().show_message(MessageType::ERROR, message).await;
        }
        saved
    }
}
