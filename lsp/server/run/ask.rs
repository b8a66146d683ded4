//! Questions to the user. Each waits for the client: in a task only.

mod pick;

use tower_lsp::ls_types::request::ShowMessageRequest;
use tower_lsp::ls_types::{MessageActionItem, MessageType, ShowMessageRequestParams};

use crate::lsp::ext::{Input, InputParams};
use crate::server::Server;

pub(super) use pick::pick;

/// Asks for a line of text; `None` when the user left the prompt, or the client has none.
pub(super) async fn line(server: &Server, question: InputParams) -> Option<String> {
    let answer = server.client().send_request::<Input>(question).await;
    let value = answer.ok()??.value?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Shows a message with one button; whether it was pressed.
pub(super) async fn button(server: &Server, kind: MessageType, message: &str, button: &str) -> bool {
    choice(server, kind, message, &[button]).await == Some(0)
}

/// Shows a message with buttons; which one was pressed.
pub(super) async fn choice(server: &Server, kind: MessageType, message: &str, buttons: &[&str]) -> Option<usize> {
    let action = |title: &&str| MessageActionItem {
        title: (*title).to_owned(),
        properties: std::collections::HashMap::default(),
    };
    let question = ShowMessageRequestParams {
        typ: kind,
        message: message.to_owned(),
        actions: Some(buttons.iter().map(action).collect()),
    };
    // What was edited before the button was pressed counts.
    let answer = server.have_done::<ShowMessageRequest>(question).await;
    let pressed = answer.ok()??;
    buttons.iter().position(|button| *button == pressed.title)
}
