//! The JSON schema of `nango-lsp.toml`, made from the table of keys and the list of rules.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, Key, Takes};
use crate::rule::Level;
use crate::rules;

/// The schema, as in `lsp/lint/nango-lsp.schema.json`.
pub fn schema() -> Value {
    let mut root = table();
    root["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    root["title"] = json!("nango-lsp.toml");
    root["description"] = json!("The configuration of nango-lsp, at the root of a Nango project.");
    for key in KEYS.iter().filter(|key| !key.editor_only) {
        insert(&mut root, key);
    }
    root["definitions"] = json!({
        "level": { "enum": Level::ALL.map(Level::as_str) },
        "levels": levels(),
        "globs": { "type": "array", "items": { "type": "string" } },
    });
    root
}

/// Puts a key where its path says, with the tables on the way.
fn insert(root: &mut Value, key: &Key) {
    let mut segments: Vec<&str> = key.path.split('.').collect();
    let name = segments.pop().unwrap_or(key.path);
    let mut at = root;
    for segment in segments {
        at = &mut at["properties"][segment];
        if at.is_null() {
            *at = table();
        }
    }
    let mut value = describe(&key.takes);
    value["description"] = json!(key.doc);
    at["properties"][name] = value;
}

fn describe(takes: &Takes) -> Value {
    match takes {
        Takes::Word(words, _) => json!({ "enum": words, "default": words[0] }),
        Takes::Text(None, _) => json!({ "type": "string" }),
        Takes::Text(Some(default), _) => json!({ "type": "string", "default": default }),
        Takes::Seconds(default, _) => json!({ "type": "integer", "minimum": 1, "default": default }),
        Takes::Globs(_) => json!({ "allOf": [{ "$ref": "#/definitions/globs" }] }),
        Takes::Texts(_) => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Takes::Levels(_) => json!({ "allOf": [{ "$ref": "#/definitions/levels" }] }),
        Takes::Overrides(_) => json!({
            "type": "array",
            "items": {
                "type": "object",
                "required": ["files"],
                "additionalProperties": false,
                "properties": {
                    "files": { "$ref": "#/definitions/globs" },
                    "rules": { "$ref": "#/definitions/levels" },
                },
            },
        }),
    }
}

fn levels() -> Value {
    let mut levels = table();
    levels["properties"] = rules::all()
        .map(|rule| {
            let level = json!({
                "allOf": [{ "$ref": "#/definitions/level" }],
                "default": rule.levels.recommended.as_str(),
                "description": rule.summary(),
            });
            (rule.id.to_owned(), level)
        })
        .collect::<Map<_, _>>()
        .into();
    levels
}

fn table() -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": {} })
}
