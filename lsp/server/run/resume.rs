//! A dry run that goes on from a checkpoint: as the second run does.

use ide::Resumption;
use project::ArgumentKind;
use serde_json::{Map, Value};
use tower_lsp::ls_types::MessageType;

use super::ask;
use super::task::{Request, start};
use crate::lsp::ext::{InputFormat, InputParams};
use crate::server::Server;

/// Runs a function from what the call of `saveCheckpoint` on a line saves. What only a run knows of it is asked, so this returns
/// at once.
///
/// # Errors
/// The line calls nothing of the sort, as a sentence.
pub fn resume(server: &Server, request: Request, line: u32) -> Result<(), String> {
    if request.checkpoint.is_some() {
        start(server, request);
        return Ok(());
    }
    let found = ide::resumption(&server.snapshot().analysis, &request.runnable.file, line)?;
    let server = server.clone();
    tokio::spawn(async move {
        let Some(checkpoint) = complete(&server, &request, &found).await else {
            return;
        };
        let request = Request {
            checkpoint: Some(checkpoint),
            ..request
        };
        match request.check() {
            Ok(()) => start(&server, request),
            Err(why) => server.client().show_message(MessageType::ERROR, why).await,
        }
    });
    Ok(())
}

/// The checkpoint with what a fixture or the user says of it.
async fn complete(server: &Server, request: &Request, found: &Resumption) -> Option<Value> {
    let (root, runnable) = (request.root.clone(), request.runnable.clone());
    let kept = tokio::task::spawn_blocking(move || kept(&root, &runnable)).await.ok()?;
    let (checkpoint, unknown) = filled(found, &kept);
    if unknown.is_empty() {
        return Some(checkpoint);
    }
    let name = &request.runnable.name;
    if !server.snapshot().features.input {
        let unknown: Vec<_> = unknown.iter().map(|key| format!("`{key}`")).collect();
        let message = format!(
            "only a run of `{name}` knows {}: say it in `{}`, or pass `checkpoint` to the command `{}`",
            unknown.join(", "),
            fixture_path(&request.runnable),
            ide::RESUME
        );
        server.client().show_message(MessageType::INFO, message).await;
        return None;
    }
    let question = InputParams {
        title: format!("Checkpoint that {name} goes on from, as JSON"),
        format: Some(InputFormat::Json),
        placeholder: None,
        value: Some(checkpoint.to_string()),
    };
    let line = ask::line(server, question).await?;
    match serde_json::from_str(&line) {
        Ok(checkpoint) => Some(checkpoint),
        Err(error) => {
            let message = format!("the checkpoint is no JSON: {error}");
            server.client().show_message(MessageType::ERROR, message).await;
            None
        }
    }
}

fn fixture_path(runnable: &ide::Runnable) -> String {
    ArgumentKind::Checkpoint.fixture_of(&runnable.integration, &runnable.name)
}

/// The checkpoint that the user keeps for a function, empty if there is none.
pub fn kept(root: &std::path::Path, runnable: &ide::Runnable) -> Map<String, Value> {
    let file = root.join(fixture_path(runnable));
    let text = std::fs::read_to_string(file).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// The checkpoint of a call with what is kept of it, and which keys are known to neither.
pub fn filled(found: &Resumption, kept: &Map<String, Value>) -> (Value, Vec<String>) {
    let mut json = String::new();
    found.checkpoint.write_json(&mut json);
    let mut checkpoint: Value = serde_json::from_str(&json).unwrap_or_default();
    let mut unknown = Vec::new();
    for key in &found.unknown {
        match kept.get(&**key) {
            Some(value) => checkpoint[&**key] = value.clone(),
            None => unknown.push(key.to_string()),
        }
    }
    (checkpoint, unknown)
}
