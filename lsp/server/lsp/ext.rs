//! What we speak beyond the Language Server Protocol, and how a client announces that it understands it.
//!
//! A client says so in `initialize`, by `initializationOptions: { "nango": { … } }` or by the capability
//! `experimental: { "nango": { … } }`:
//!
//! | key | means |
//! |---|---|
//! | `"input": true` | it answers [`nango/input`](Input) |
//! | `"pick": true` | it answers [`nango/pick`](Pick) |
//! | `"save": true` | it answers [`nango/save`](Save) |
//! | `"functions": true` | it is to be told by [`nango/functionsChanged`](functions::FunctionsChanged) |
//! | `"trusted": false` | the user does not trust the workspace: nothing of it is run until a server is started that hears otherwise |
//!
//! We answer with the [`vocabulary`] of our commands.
//!
//! # `nango/input`
//!
//! LSP has no text input. A client that can ask for a line of text is sent requests `nango/input` with [`InputParams`] and
//! answers with [`InputResult`]: the text, or no value when the user left the prompt. Other clients are led to the setting
//! instead.
//!
//! # `nango/pick`
//!
//! A message of LSP has a few buttons, and there may be hundreds of connections. A client that can show a list in which the
//! user searches is sent requests `nango/pick` with [`PickParams`] and answers with [`PickResult`]. To other clients we offer a
//! few at a time.
//!
//! # `nango/save`
//!
//! A server of LSP cannot have a document saved. A client that can is sent requests `nango/save` with [`SaveParams`] when the user
//! wants to run what is not saved yet, and answers with [`SaveResult`]. For other clients the documents are named.

pub mod functions;
mod pick;
mod save;
mod vocabulary;

pub use pick::{Offer, Pick, PickParams, PickResult};
pub use save::{Save, SaveParams, SaveResult};
pub use vocabulary::vocabulary;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::ls_types::InitializeParams;
use tower_lsp::ls_types::request::Request;

/// The request `nango/input`: the server asks the user for one line of text.
#[derive(Debug)]
pub enum Input {}

impl Request for Input {
    type Params = InputParams;
    type Result = Option<InputResult>;
    const METHOD: &'static str = "nango/input";
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputParams {
    /// What the line is for, one short sentence.
    pub title: String,
    /// What the line has to be, if not any text: then a client can say that it is none while it is typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<InputFormat>,
    /// Shown while the line is empty: an example or a hint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    /// What the line holds at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// What a line of text has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InputFormat {
    /// A JSON value.
    Json,
}

/// What the user answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputResult {
    /// The line of text; `None` when the user left the prompt.
    #[serde(default)]
    pub value: Option<String>,
}

/// What `params` announce under `key`, in the options or else in the experimental capabilities.
pub fn announced(params: &InitializeParams, key: &str) -> Option<bool> {
    let of = |options: Option<&Value>| options?.get("nango")?.get(key)?.as_bool();
    of(params.initialization_options.as_ref()).or_else(|| of(params.capabilities.experimental.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_announced_is_a_boolean_of_the_options_or_the_capabilities() {
        let announced = |options: Value, experimental: Value| {
            let mut params = InitializeParams {
                initialization_options: Some(options),
                ..InitializeParams::default()
            };
            params.capabilities.experimental = Some(experimental);
            announced(&params, "input")
        };
        let yes = json!({ "nango": { "input": true } });
        let no = json!({ "nango": { "input": false } });
        assert_eq!(announced(yes.clone(), Value::Null), Some(true));
        assert_eq!(announced(Value::Null, yes.clone()), Some(true));
        assert_eq!(announced(no, yes), Some(false));
        for other in [json!({ "nango": true }), json!([1]), json!({ "nango": { "input": 1 } })] {
            assert_eq!(announced(other, Value::Null), None);
        }
    }

    #[test]
    fn a_left_prompt_has_no_value() {
        for answer in [json!({}), json!({ "value": null })] {
            assert_eq!(
                serde_json::from_value::<InputResult>(answer).unwrap(),
                InputResult::default()
            );
        }
    }
}
