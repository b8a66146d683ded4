//! The report of the last run of a function, on the user's screen.

use project::FilePath;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{MessageType, ShowDocumentParams};

use crate::lsp::uri;
use crate::server::Server;

/// Opens the report; a client that cannot open documents is told where it is.
pub fn show_report(server: &Server, function: &FilePath) -> Result<()> {
    let file = match server.runs().papers.write(function, &title(function)) {
        None => return Err(Error::invalid_params("there is no report: start a dry run first")),
        Some(Err(error)) => {
            tracing::warn!("the report is not written: {error}");
            return Err(Error::internal_error());
        }
        Some(Ok(file)) => FilePath::new(file),
    };
    let server = server.clone();
    tokio::spawn(async move {
        let document = uri::from_path(&file).filter(|_| server.snapshot().features.show_document);
        let is_shown = match document {
            None => false,
            Some(uri) => {
                let show = ShowDocumentParams {
                    uri,
                    external: None,
                    take_focus: Some(true),
                    selection: None,
                };
                server.client().show_document(show).await.unwrap_or(false)
            }
        };
        if !is_shown {
            let message = format!("the report of the dry run is in `{file}` until the server ends");
            server.client().show_message(MessageType::INFO, message).await;
        }
    });
    Ok(())
}

/// `crm-get-contact`, of `crm/actions/get-contact.ts`.
fn title(function: &FilePath) -> String {
    let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let integration = function.ancestors().nth(3).and(function.iter().rev().nth(2));
    let parts = [part(integration), part(function.file_stem())];
    parts.into_iter().flatten().collect::<Vec<_>>().join("-")
}
