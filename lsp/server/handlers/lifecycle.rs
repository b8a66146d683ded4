//! `initialize`, `initialized`, `shutdown`.

use std::path::PathBuf;

use tower_lsp::ls_types::{InitializeParams, InitializeResult, Registration, ServerInfo};

use crate::indexer::Job;
use crate::lsp::capabilities::{self, ClientFeatures};
use crate::lsp::uri;
use crate::server::Server;
use crate::{configuration, indexer, publisher, run};

/// Answers at once: nothing is read before `initialized`.
pub fn initialize(server: &Server, params: &InitializeParams) -> InitializeResult {
    let features = ClientFeatures::of(params);
    let encoding = capabilities::negotiate_encoding(params);
    if let Some(process) = params.process_id {
        server.lifecycle().watch_client(process);
    }
    let capabilities = capabilities::server_capabilities(encoding, &features);
    server.update(|session| session.meet(features, encoding, folders(params)));
    InitializeResult {
        capabilities,
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        ..InitializeResult::default()
    }
}

/// Older clients name one root, newer ones folders.
#[expect(deprecated, reason = "some clients know nothing newer than `rootUri`")]
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    match &params.workspace_folders {
        Some(folders) => folders.iter().filter_map(|folder| uri::to_path(&folder.uri)).collect(),
        None => params.root_uri.iter().filter_map(uri::to_path).collect(),
    }
}

/// Starts the tasks: each may ask the client, and none is waited for.
pub fn initialized(server: &Server) {
    tokio::spawn(publisher::run(server.clone()));
    if let Some(jobs) = server.take_jobs() {
        tokio::spawn(indexer::run(server.clone(), jobs));
    }
    tokio::spawn(configuration::pull(server.clone()));
    tokio::spawn(run::recall(server.clone()));
    server.read_from_disk(Job::Whole);
    let server = server.clone();
    tokio::spawn(async move {
        let registrations = registrations(&server.snapshot().features);
        if !registrations.is_empty()
            && let Err(error) = server.client().register_capability(registrations).await
        {
            tracing::warn!("the client does not watch files for us: {error}");
        }
    });
}

fn registrations(features: &ClientFeatures) -> Vec<Registration> {
    let watchers = features.register_watched_files.then(capabilities::watchers);
    let configuration = features
        .register_configuration
        .then(capabilities::configuration_changes);
    watchers.into_iter().chain(configuration).collect()
}

/// No dry run outlives the server.
pub async fn shutdown(server: &Server) {
    server.lifecycle().shut_down();
    server.runs().stop_all().await;
}
