//! What the editor has open: the state moves here, at once and in the order of arrival.

use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
};

use crate::indexer::{self, Job};
use crate::lsp::from_proto;
use crate::server::Server;

/// `textDocument/didOpen`
pub fn did_open(server: &Server, params: DidOpenTextDocumentParams) {
    let document = params.text_document;
    let Some(file) = from_proto::path(&document.uri) else {
        return;
    };
    server.update(|session| session.open(file.clone(), document.uri, document.version, document.text));
    if server.snapshot().needs_surroundings(&file) {
        tokio::spawn(indexer::read_around(server.clone(), file));
    }
}

/// `textDocument/didChange`
pub fn did_change(server: &Server, params: DidChangeTextDocumentParams) {
    let document = params.text_document;
    let changes = from_proto::content_changes(params.content_changes);
    server.update(|session| session.edit(&document.uri, document.version, &changes));
}

/// `textDocument/didSave`. What counts of a document as it is on the disk is read there: not every client watches files.
pub fn did_save(server: &Server, params: &DidSaveTextDocumentParams) {
    if let Some(file) = server.update(|session| session.save(&params.text_document.uri)) {
        server.read_from_disk(Job::Changed(vec![file]));
    }
}

/// `textDocument/didClose`
pub fn did_close(server: &Server, params: &DidCloseTextDocumentParams) {
    if let Some(file) = server.update(|session| session.close(&params.text_document.uri)) {
        server.read_from_disk(Job::Changed(vec![file]));
    }
}
