//! `workspace/executeCommand`: the commands of `ide`, by their ids.

use ide::NewFunctionError;
use lint::{Analysis, FileEdit, SourceChange};
use project::FilePath;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, LSPAny, MessageType};

use crate::lsp::arguments::Arguments;
use crate::run::Purpose;
use crate::server::Server;
use crate::{edit, run};

/// Computes a change from the state as it is.
type Compute = Box<dyn Fn(&Analysis) -> Option<SourceChange> + Send + Sync>;

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
    // What the user wants can be computed for another version of the documents; an action that was offered for one cannot.
    let mut again: Option<Compute> = None;
    let change = match params.command.as_str() {
        ide::DRYRUN | ide::RECORD | ide::TEST | ide::DEPLOY => {
            let file = arguments.file("file")?;
            let purpose = match params.command.as_str() {
                ide::TEST => Purpose::Test { compiles: true },
                ide::DEPLOY => Purpose::Deploy,
                _ => Purpose::Try,
            };
            match params.command.as_str() {
                _ if ide::is_unregistered(&snapshot.analysis, &file) => {
                    run::offer_registration(server, file, purpose);
                }
                ide::TEST => run::test(server, arguments.test()?),
                ide::DEPLOY => run::deploy(server, arguments.deploy()?),
                command => run::start(server, arguments.run(command == ide::RECORD)?),
            }
            return Ok(None);
        }
        ide::SHOW_REPORT => {
            run::show_report(server, &arguments.file("file")?, arguments.reported()?)?;
            return Ok(None);
        }
        ide::RESUME => {
            let line = arguments.line()?;
            let request = arguments.run(false)?;
            run::resume(server, request, line).map_err(Error::invalid_params)?;
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
        ide::REGISTER => {
            let file = arguments.file("file")?;
            let change = ide::register(&snapshot.analysis, &file);
            again = Some(Box::new(move |analysis| ide::register(analysis, &file)));
            change
                .ok_or_else(|| Error::invalid_params("the function is registered already, or lies where none can be"))?
        }
        ide::REGISTER_ALL => {
            let root = arguments.root()?;
            let change = ide::register_all(&snapshot.analysis, &root);
            again = Some(Box::new(move |analysis| ide::register_all(analysis, &root)));
            change.ok_or_else(|| Error::invalid_params("every function is registered already"))?
        }
        ide::NEW_FUNCTION => {
            let new = arguments.new_function()?;
            let change = ide::new_function(&snapshot.analysis, &new);
            again = Some(Box::new(move |analysis| match ide::new_function(analysis, &new) {
                // The file was made, and its registration was not.
                Err(NewFunctionError::Exists(file)) => ide::register(analysis, &file),
                change => change.ok(),
            }));
            change.map_err(|error| Error::invalid_params(error.to_string()))?
        }
        ide::EXAMPLE => {
            let kept = ide::keep(&snapshot.analysis, &arguments.keep()?);
            let kept = kept.map_err(|error| Error::invalid_params(error.to_string()))?;
            // Nothing that is there is made anew, known or not.
            match kept.change.filter(|_| !kept.file.exists()) {
                Some(change) => change,
                None => {
                    let server = server.clone();
                    tokio::spawn(async move { show_or_tell(&server, &kept.file).await });
                    return Ok(None);
                }
            }
        }
        ide::APPLY => arguments.action()?,
        unknown => return Err(Error::invalid_params(format!("there is no command `{unknown}`"))),
    };
    let label = spec.map_or("Nango", |command| command.title);
    let made = matches!(&*params.command, ide::NEW_FUNCTION | ide::EXAMPLE)
        .then(|| new_file(&change))
        .flatten();
    let server = server.clone();
    tokio::spawn(async move {
        let is_made = match again {
            Some(compute) => edit::apply_anew(&server, label, compute).await,
            None => edit::apply(&server, &snapshot, &change, label).await,
        };
        if let Some(file) = made.filter(|_| is_made) {
            show_or_tell(&server, &file).await;
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

/// Opens a file that was made: who asks for one wants to write it. A client that cannot open documents is told where it is.
async fn show_or_tell(server: &Server, file: &FilePath) {
    if edit::show(server, file, None).await {
        return;
    }
    let root = server
        .snapshot()
        .analysis
        .workspace
        .project_of(file)
        .map(|project| project.root().clone());
    let path = root
        .as_ref()
        .and_then(|root| file.relative_to(root))
        .unwrap_or(file.as_str());
    server
        .client()
        .show_message(MessageType::INFO, format!("it is in `{path}`"))
        .await;
}
