//! Changes that the server asks the client to make, and files that it asks it to show.

use std::time::{Duration, Instant};

use lint::{Analysis, FileEdit, SourceChange};
use project::FilePath;
use syntax::TextRange;
use tower_lsp::ls_types::{ApplyWorkspaceEditParams, MessageType, ShowDocumentParams, request};

use crate::indexer;
use crate::lsp::to_proto;
use crate::server::Server;
use crate::session::Snapshot;

/// How often a change is asked for, when documents are edited in between.
const ATTEMPTS: usize = 3;

/// How long edits may be on their way to us when the client has answered already. Neovim keeps them for 150 ms.
const ON_THEIR_WAY: Duration = Duration::from_millis(600);

/// Asks the client to make a change that was computed from `snapshot`; whether it did. One of a closed file that is another one on
/// the disk is not made. In a task only.
pub async fn apply(server: &Server, snapshot: &Snapshot, change: &SourceChange, label: &str) -> bool {
    catch_up(server, change).await;
    let now = server.snapshot();
    // Of a closed file facts and lines are all that is kept.
    let known = |snapshot: &Snapshot, file: &FilePath| {
        let facts = snapshot.analysis.workspace.file(file).map(|file| file.items.clone());
        (facts, snapshot.lines(file))
    };
    let is_other =
        |file: &&FilePath| snapshot.documents.get(file).is_none() && known(&now, file) != known(snapshot, file);
    let answer = match edited(change).find(is_other) {
        Some(file) => Err(Refusal::Refused(Some(format!(
            "`{}` is another one on the disk by now: ask for it again",
            file.name()
        )))),
        None => ask(server, snapshot, change, label).await,
    };
    told(server, answer, label).await
}

/// Asks the client to make what `compute` says of the state as it is; whether that is made. Who has edited a document in between
/// refuses the change, and is asked for what is right then. In a task only.
pub async fn apply_anew(server: &Server, label: &str, compute: impl Fn(&Analysis) -> Option<SourceChange>) -> bool {
    let mut attempt = 1;
    if let Some(change) = compute(&server.snapshot().analysis) {
        catch_up(server, &change).await;
    }
    loop {
        let snapshot = server.snapshot();
        let Some(change) = compute(&snapshot.analysis) else {
            // Made by the edit in between, or on the disk; or there is nothing to be made, which who asks has looked at.
            return attempt > 1;
        };
        let answer = ask(server, &snapshot, &change, label).await;
        let is_outdated = match answer {
            Ok(()) => was_dropped(server, &snapshot, &change, &compute).await,
            Err(Refusal::Refused(_)) => was_moved(server, &snapshot, &change).await,
            Err(Refusal::Incapable | Refusal::Failed) => false,
        };
        if attempt == ATTEMPTS || !is_outdated {
            return told(server, answer, label).await;
        }
        tracing::info!("{label}: a document was edited in between, so it is asked for again");
        attempt += 1;
    }
}

/// Why a change was not made.
enum Refusal {
    /// The client says so, perhaps why.
    Refused(Option<String>),
    /// It cannot make files, rename or delete them.
    Incapable,
    /// It is gone, or knows no such request.
    Failed,
}

async fn ask(server: &Server, snapshot: &Snapshot, change: &SourceChange, label: &str) -> Result<(), Refusal> {
    let edit = to_proto::workspace_edit(snapshot, change).ok_or(Refusal::Incapable)?;
    let params = ApplyWorkspaceEditParams {
        label: Some(label.to_owned()),
        edit,
    };
    match server.have_done::<request::ApplyWorkspaceEdit>(params).await {
        Ok(answer) if answer.applied => Ok(()),
        Ok(answer) => Err(Refusal::Refused(answer.failure_reason)),
        Err(error) => {
            tracing::warn!("the client did not apply an edit: {error}");
            Err(Refusal::Failed)
        }
    }
}

/// Tells the user what was not made; whether it was.
async fn told(server: &Server, answer: Result<(), Refusal>, label: &str) -> bool {
    let (kind, why) = match answer {
        Ok(()) => return true,
        Err(Refusal::Failed) => return false,
        Err(Refusal::Incapable) => (MessageType::ERROR, "the editor cannot make this change".to_owned()),
        Err(Refusal::Refused(why)) => (
            MessageType::WARNING,
            why.unwrap_or_else(|| "the editor refused the edit".to_owned()),
        ),
    };
    server.client().show_message(kind, format!("{label}: {why}")).await;
    false
}

/// Whether a document of a change has another version than it was computed for, by now or in a moment.
async fn was_moved(server: &Server, asked: &Snapshot, change: &SourceChange) -> bool {
    has_open(asked, change) && soon(|| is_newer(&server.snapshot(), asked, change)).await
}

/// Whether a change that is said to be made was dropped, because a document of it has another version by now: so does Neovim
/// (`vim.lsp.util.apply_text_document_edit`). Then it is still to be made when all that was edited has come.
async fn was_dropped(
    server: &Server,
    asked: &Snapshot,
    change: &SourceChange,
    compute: impl Fn(&Analysis) -> Option<SourceChange>,
) -> bool {
    has_open(asked, change)
        && !soon(|| compute(&server.snapshot().analysis).is_none()).await
        && is_newer(&server.snapshot(), asked, change)
}

/// Whether a document is edited whose version is known.
fn has_open(asked: &Snapshot, change: &SourceChange) -> bool {
    edited(change).any(|file| asked.documents.get(file).is_some())
}

fn is_newer(now: &Snapshot, asked: &Snapshot, change: &SourceChange) -> bool {
    let version = |snapshot: &Snapshot, file| snapshot.documents.get(file).map(|document| document.version);
    edited(change).any(|file| version(asked, file).is_some() && version(now, file) != version(asked, file))
}

/// Whether something is so, or becomes so while edits of the user may be on their way.
async fn soon(condition: impl Fn() -> bool) -> bool {
    let end = Instant::now() + ON_THEIR_WAY;
    while !condition() {
        if Instant::now() >= end {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    true
}

/// Reads the files of a change again that nobody has open, for which it has to be computed as they are; whether there are any.
pub async fn catch_up(server: &Server, change: &SourceChange) -> bool {
    indexer::catch_up(server, edited(change).cloned().collect()).await
}

/// The files whose text a change edits.
fn edited(change: &SourceChange) -> impl Iterator<Item = &FilePath> {
    change.edits.iter().filter_map(|edit| match edit {
        FileEdit::Edit { file, .. } => Some(file),
        FileEdit::Create { .. } | FileEdit::Delete { .. } | FileEdit::Rename { .. } => None,
    })
}

/// Opens a file in the editor, at a place of it; whether it did. In a task only.
pub async fn show(server: &Server, file: &FilePath, at: Option<TextRange>) -> bool {
    let snapshot = server.snapshot();
    let Some(uri) = snapshot.uri(file).filter(|_| snapshot.features.show_document) else {
        return false;
    };
    let lines = snapshot.lines(file);
    let show = ShowDocumentParams {
        uri,
        external: None,
        take_focus: Some(true),
        selection: lines
            .zip(at)
            .map(|(lines, at)| to_proto::range(&lines, at, snapshot.encoding)),
    };
    let shown = server.client().show_document(show).await;
    shown
        .inspect_err(|error| tracing::warn!("the client does not show a file: {error}"))
        .unwrap_or(false)
}
