//! Folders, settings, and what is in the workspace.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DidChangeConfigurationParams, DidChangeWorkspaceFoldersParams, WorkspaceFolder};

use crate::configuration;
use crate::indexer::Job;
use crate::lsp::ext::functions::Functions;
use crate::lsp::uri;
use crate::server::Server;

/// `workspace/didChangeWorkspaceFolders`
pub fn did_change_workspace_folders(server: &Server, params: &DidChangeWorkspaceFoldersParams) {
    let paths = |folders: &[WorkspaceFolder]| folders.iter().filter_map(|folder| uri::to_path(&folder.uri)).collect();
    let (added, removed): (_, Vec<_>) = (paths(&params.event.added), paths(&params.event.removed));
    server.update(|session| session.change_folders(added, &removed));
    server.read_from_disk(Job::Whole);
}

/// `workspace/didChangeConfiguration`: asks again, or takes what was sent along by clients that cannot be asked.
pub fn did_change_configuration(server: &Server, params: DidChangeConfigurationParams) {
    if server.snapshot().features.configuration {
        tokio::spawn(configuration::pull(server.clone()));
    } else {
        configuration::take(server, params.settings.get("nango").unwrap_or(&params.settings));
    }
}

/// `nango/functions`
pub async fn functions(server: &Server) -> Result<Functions> {
    Ok(server.read(Functions::of).await)
}
