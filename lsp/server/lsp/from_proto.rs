//! From the protocol's words to ours.

use ide::{FilePosition, FileRange};
use project::FilePath;
use syntax::{ContentChange, Position, TextRange, TextSize};
use tower_lsp::ls_types as lsp;

use super::uri;
use crate::session::Snapshot;

/// The key of a document that the editor names. `None` for what is no file of the disk.
pub fn path(uri: &lsp::Uri) -> Option<FilePath> {
    Some(project::load::canonical(&uri::to_path(uri)?))
}

/// A position, whose units are those that were negotiated.
pub fn position(position: lsp::Position) -> Position {
    Position::new(position.line, position.character)
}

/// The changes of one `didChange`, in their order.
pub fn content_changes(changes: Vec<lsp::TextDocumentContentChangeEvent>) -> Vec<ContentChange> {
    changes
        .into_iter()
        .map(|change| ContentChange {
            range: change.range.map(|range| (position(range.start), position(range.end))),
            text: change.text,
        })
        .collect()
}

/// A place in a document that we know.
pub fn file_position(snapshot: &Snapshot, at: &lsp::TextDocumentPositionParams) -> Option<FilePosition> {
    let file = snapshot.path(&at.text_document.uri)?;
    let offset = offset(snapshot, &file, at.position)?;
    Some(FilePosition { file, offset })
}

/// A range in a document that we know. One that ends before it starts is turned round.
pub fn file_range(snapshot: &Snapshot, uri: &lsp::Uri, range: lsp::Range) -> Option<FileRange> {
    let file = snapshot.path(uri)?;
    let (start, end) = (
        offset(snapshot, &file, range.start)?,
        offset(snapshot, &file, range.end)?,
    );
    Some(FileRange {
        file,
        range: TextRange::new(start.min(end), start.max(end)),
    })
}

fn offset(snapshot: &Snapshot, file: &FilePath, at: lsp::Position) -> Option<TextSize> {
    Some(snapshot.lines(file)?.offset(position(at), snapshot.encoding))
}
