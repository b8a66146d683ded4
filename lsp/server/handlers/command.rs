//! `workspace/executeCommand`: the commands of `ide`, by their ids.

use lint::{FileEdit, SourceChange};
use project::FilePath;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, LSPAny, ShowDocumentParams};

use crate::lsp::arguments::Arguments;
use crate::lsp::uri;
use crate::server::Server;
use crate::{edit, run};

/// Runs a command. Whatever needs the client goes on in a task; the answer comes at once. An error's message is shown to
/// the user by every client.
pub fn execute(server: &Server, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
    let snapshot = server.snapshot();
    let spec = ide::commands().find(|command| command.id == params.command);
    if snapshot.features.is_untrusted && spec.is_some_and(|command| command.needs_trust) {
        return Err(Error::invalid_params(
            "the workspace is not trusted, so nothing of it is run: trust it first",
        ));
    }
    let arguments = Arguments::of(&snapshot, params.arguments)?;
    let change = match params.command.as_str() {
        ide::DRYRUN | ide::RECORD => {
            let file = arguments.file("file")?;
            if ide::is_unregistered(&snapshot.analysis, &file) {
                run::offer_registration(server, file);
            } else {
                run::start(server, arguments.run(params.command == ide::RECORD)?);
            }
            return Ok(None);
        }
        ide::SHOW_REPORT => {
            run::show_report(server, &arguments.file("file")?)?;
            return Ok(None);
        }
        ide::PICK_CONNECTION => {
            let (subject, environment) = (arguments.subject()?, arguments.word("environment")?);
            run::pick_connection(server, subject, environment, arguments.word("connection")?);
            return Ok(None);
        }
        ide::PICK_ENVIRONMENT => {
            run::pick_environment(server, arguments.subject()?, arguments.word("environment")?);
            return Ok(None);
        }
        ide::FORGET => {
            let (root, integration) = arguments.scope()?;
            run::forget(server, root, integration);
            return Ok(None);
        }
        ide::CANCEL => {
            server.runs().cancel_all(arguments.optional_file("file")?.as_ref());
            return Ok(None);
        }
        ide::REGISTER => ide::register(&snapshot.analysis, &arguments.file("file")?)
            .ok_or_else(|| Error::invalid_params("the function is registered already, or lies where none can be"))?,
        ide::REGISTER_ALL => ide::register_all(&snapshot.analysis, &arguments.root()?)
            .ok_or_else(|| Error::invalid_params("every function is registered already"))?,
        ide::NEW_FUNCTION => ide::new_function(&snapshot.analysis, &arguments.new_function()?)
            .map_err(|error| Error::invalid_params(error.to_string()))?,
        ide::APPLY => arguments.action()?,
        unknown => return Err(Error::invalid_params(format!("there is no command `{unknown}`"))),
    };
    let label = spec.map_or("Nango", |command| command.title);
    let made = (params.command == ide::NEW_FUNCTION)
        .then(|| new_file(&change))
        .flatten();
    let server = server.clone();
    tokio::spawn(async move {
        if edit::apply(&server, &change, label).await
            && let Some(file) = made
        {
            show(&server, &file).await;
        }
    });
    Ok(None)
}

/// The file that a change makes.
fn new_file(change: &SourceChange) -> Option<FilePath> {
    change.edits.iter().find_map(|edit| match edit {
        FileEdit::Create { path, .. } => Some(FilePath::new(path)),
        _ => None,
    })
}

/// Opens a file that was made: who asks for a function wants to write it.
async fn show(server: &Server, file: &FilePath) {
    let Some(uri) = uri::from_path(file).filter(|_| server.snapshot().features.show_document) else {
        return;
    };
    let show = ShowDocumentParams {
        uri,
        external: None,
        take_focus: Some(true),
        selection: None,
    };
    if let Err(error) = server.client().show_document(show).await {
        tracing::warn!("the client does not show a file: {error}");
    }
}
