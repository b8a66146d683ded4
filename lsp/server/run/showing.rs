//! The report of the last run of a function, on the user's screen.

use project::FilePath;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{MessageType, ShowDocumentParams};

use super::ask;
use super::papers::Reported;
use crate::lsp::uri;
use crate::server::Server;

/// Opens the report of a function, of this kind or the newest; a client that cannot open documents is told where it is.
pub fn show_report(server: &Server, function: &FilePath, reported: Option<Reported>) -> Result<()> {
    let file = match server.runs().papers.write(function, reported, &title(function)) {
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
            let message = format!("the report is in `{file}` until the server ends");
            server.client().show_message(MessageType::INFO, message).await;
        }
    });
    Ok(())
}

/// The message that ends a run, with its report a click away where there is one and the client has buttons.
pub(super) async fn tell(
    server: &Server,
    kind: MessageType,
    message: String,
    function: &FilePath,
    report: Option<Reported>,
) {
    const SHOW: &str = "Show report";
    if report.is_none() || !server.snapshot().features.buttons {
        server.client().show_message(kind, message).await;
    } else if ask::button(server, kind, &message, SHOW).await
        && let Err(error) = show_report(server, function, report)
    {
        tracing::warn!("the report is not shown: {error}");
    }
}

/// `crm-get-contact`, of `crm/actions/get-contact.ts`.
fn title(function: &FilePath) -> String {
    let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
    let integration = function.ancestors().nth(3).and(function.iter().rev().nth(2));
    let parts = [part(integration), part(function.file_stem())];
    parts.into_iter().flatten().collect::<Vec<_>>().join("-")
}
