//! What the answer to `initialize` says of our commands, in `capabilities.experimental.nango`: an editor can then ask for the
//! arguments of a command, and list the templates of new functions, without knowing either by heart.

use serde_json::{Value, json};

/// The commands with their arguments, and the templates of `nango.newFunction`.
pub fn vocabulary() -> Value {
    let commands = ide::commands().map(|command| {
        let arguments = command.arguments.iter().map(|argument| {
            json!({
                "name": argument.name,
                "description": argument.description,
                "optional": argument.optional,
                "json": is_json(argument.name),
            })
        });
        json!({
            "id": command.id,
            "title": command.title,
            "arguments": arguments.collect::<Vec<_>>(),
            "needsTrust": command.needs_trust,
        })
    });
    let templates = ide::Scaffold::ALL.map(|scaffold| {
        json!({
            "id": scaffold.id(),
            "label": scaffold.label(),
            "description": scaffold.description(),
        })
    });
    json!({ "nango": { "commands": commands.collect::<Vec<_>>(), "templates": templates } })
}

/// Whether an argument is the JSON that a function takes.
fn is_json(argument: &str) -> bool {
    project::ArgumentKind::from_name(argument).is_some()
}
