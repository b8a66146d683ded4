//! What happened on the disk: told by watchers, and by editors that move files themselves.

use std::str::FromStr as _;

use project::FilePath;
use tower_lsp::ls_types::{CreateFilesParams, DeleteFilesParams, DidChangeWatchedFilesParams, RenameFilesParams, Uri};

use crate::indexer::Job;
use crate::lsp::from_proto;
use crate::server::Server;

/// `workspace/didChangeWatchedFiles`
pub fn did_change_watched(server: &Server, params: &DidChangeWatchedFilesParams) {
    changed(
        server,
        params
            .changes
            .iter()
            .filter_map(|change| from_proto::path(&change.uri))
            .collect(),
    );
}

/// `workspace/didCreateFiles`
pub fn did_create(server: &Server, params: &CreateFilesParams) {
    changed(server, params.files.iter().filter_map(|file| path(&file.uri)).collect());
}

/// `workspace/didRenameFiles`: the old name is gone and the new one is there. A folder counts for all that is in it.
pub fn did_rename(server: &Server, params: &RenameFilesParams) {
    changed(
        server,
        params
            .files
            .iter()
            .flat_map(|file| [path(&file.old_uri), path(&file.new_uri)])
            .flatten()
            .collect(),
    );
}

/// `workspace/didDeleteFiles`
pub fn did_delete(server: &Server, params: &DeleteFilesParams) {
    changed(server, params.files.iter().filter_map(|file| path(&file.uri)).collect());
}

fn changed(server: &Server, files: Vec<FilePath>) {
    if !files.is_empty() {
        server.read_from_disk(Job::Changed(files));
    }
}

fn path(uri: &str) -> Option<FilePath> {
    from_proto::path(&Uri::from_str(uri).ok()?)
}
