//! Changes that the server asks the client to make, and files that it asks it to show.

use lint::SourceChange;
use project::FilePath;
use syntax::TextRange;
use tower_lsp::ls_types::{ApplyWorkspaceEditParams, MessageType, ShowDocumentParams, request};

use crate::lsp::to_proto;
use crate::server::Server;

/// Asks the client to make a change that was computed from the state as it is now; whether it did. In a task only.
pub async fn apply(server: &Server, change: &SourceChange, label: &str) -> bool {
    let Some(edit) = to_proto::workspace_edit(&server.snapshot(), change) else {
        let message = format!("{label}: the editor cannot make this change");
        server.client().show_message(MessageType::ERROR, message).await;
        return false;
    };
    let params = ApplyWorkspaceEditParams {
        label: Some(label.to_owned()),
        edit,
    };
    match server
        .client()
        .send_request::<request::ApplyWorkspaceEdit>(params)
        .await
    {
        Ok(answer) if answer.applied => true,
        Ok(answer) => {
            let why = answer
                .failure_reason
                .unwrap_or_else(|| "the editor refused the edit".to_owned());
            server
                .client()
                .show_message(MessageType::WARNING, format!("{label}: {why}"))
                .await;
            false
        }
        Err(error) => {
            tracing::warn!("the client did not apply an edit: {error}");
            false
        }
    }
}

/// Opens a file in the editor, at a place of it; whether it did. In a task only.
pub async fn show(server: &Server, file: &FilePath, at: Option<TextRange>) -> bool {
    let snapshot = server.snapshot();
    let Some(uri) = snapshot.uri(file).filter(|_| snapshot.features.show_document) else {
        return false;
    };
    let lines = snapshot.analysis.lines(file);
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
