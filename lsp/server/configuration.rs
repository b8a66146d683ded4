//! The editor's settings: its section `nango`, with the keys of `nango-lsp.toml`.

use lint::Settings;
use serde_json::Value;
use tower_lsp::ls_types::{ConfigurationItem, MessageType};

use crate::server::Server;

/// The section of the editor's settings that is ours.
const SECTION: &str = "nango";

/// Asks the client for our section, if it can be asked. In a task only.
pub async fn pull(server: Server) {
    if !server.snapshot().features.configuration {
        return;
    }
    let item = ConfigurationItem {
        scope_uri: None,
        section: Some(SECTION.to_owned()),
    };
    match server.client().configuration(vec![item]).await {
        Ok(sections) => take(&server, sections.first().unwrap_or(&Value::Null)),
        Err(error) => tracing::warn!("the client does not tell its settings: {error}"),
    }
}

/// Takes in a section. What is wrong in it is left out and shown.
pub fn take(server: &Server, section: &Value) {
    let (settings, problems) = Settings::default().with_editor(section);
    server.update(|session| session.set_settings(settings));
    if problems.is_empty() {
        return;
    }
    let client = server.client().clone();
    let problems: Vec<_> = problems.into_iter().map(|problem| problem.message).collect();
    tokio::spawn(async move {
        client
            .show_message(
                MessageType::WARNING,
                format!("settings of nango: {}", problems.join("; ")),
            )
            .await;
    });
}
