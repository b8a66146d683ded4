//! What we speak beyond the Language Server Protocol: one request, and how a client announces that it answers it.
//!
//! # `nango/input`
//!
//! LSP has no text input. A client that can ask for a line of text announces it in `initialize`, by
//! `initializationOptions: { "nango": { "input": true } }` or by the capability `experimental: { "nango": { "input": true } }`.
//! It is then sent requests `nango/input` with [`InputParams`] and answers with [`InputResult`]: the text, or no value when
//! the user left the prompt. Other clients are led to the setting instead.

use serde::{Deserialize, Serialize};
use serde_json::Value;
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
    /// Shown while the line is empty: an example or a hint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    /// What the line holds at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// What the user answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputResult {
    /// The line of text; `None` when the user left the prompt.
    #[serde(default)]
    pub value: Option<String>,
}

/// Whether `options` (the `initializationOptions`, or the `experimental` capabilities) announce `nango/input`.
pub fn announces_input(options: Option<&Value>) -> bool {
    options
        .and_then(|options| options.pointer("/nango/input"))
        .and_then(Value::as_bool)
        .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn input_is_announced_or_not() {
        assert!(announces_input(Some(&json!({ "nango": { "input": true } }))));
        for other in [
            json!({ "nango": { "input": false } }),
            json!({ "nango": true }),
            json!([1]),
            Value::Null,
        ] {
            assert!(!announces_input(Some(&other)), "{other}");
        }
        assert!(!announces_input(None));
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
