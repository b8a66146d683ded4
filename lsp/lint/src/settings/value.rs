//! A configuration before it means anything: TOML or JSON, in one shape, with places where there are any.

use std::ops::Range;

use syntax::{TextRange, TextSize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value, and where it stands in its file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    pub(crate) range: TextRange,
    pub(crate) kind: ValueKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ValueKind {
    String(String),
    /// A whole number that is not negative: no key takes another.
    Number(u64),
    Array(Vec<Value>),
    Table(Vec<Entry>),
    /// What no key takes, by the name of its type.
    Other(&'static str),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_range: TextRange,
    pub(crate) value: Value,
}

impl Value {
    pub(crate) fn from_toml_table(range: Range<usize>, table: &DeTable<'_>) -> Value {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                key_range: text_range(key.span()),
                value: Value::from_toml(value),
            })
            .collect();
        // The parser sorts by name; problems are told in the order of the file.
        entries.sort_by_key(|entry| entry.key_range.start());
        Value {
            range: text_range(range),
            kind: ValueKind::Table(entries),
        }
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Value {
        let kind = match value.get_ref() {
            DeValue::String(text) => ValueKind::String(text.to_string()),
            DeValue::Integer(number) => match u64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => ValueKind::Number(number),
                Err(_) => ValueKind::Other("a number out of range"),
            },
            DeValue::Float(_) => ValueKind::Other("a fraction"),
            DeValue::Boolean(_) => ValueKind::Other("a boolean"),
            DeValue::Datetime(_) => ValueKind::Other("a date"),
            DeValue::Array(items) => ValueKind::Array(items.iter().map(Value::from_toml).collect()),
            DeValue::Table(table) => return Value::from_toml_table(value.span(), table),
        };
        Value {
            range: text_range(value.span()),
            kind,
        }
    }

    pub(crate) fn from_json(value: &serde_json::Value) -> Value {
        let nowhere = TextRange::default();
        let kind = match value {
            serde_json::Value::String(text) => ValueKind::String(text.clone()),
            serde_json::Value::Number(number) => match number.as_u64() {
                Some(number) => ValueKind::Number(number),
                None => ValueKind::Other("a number out of range"),
            },
            serde_json::Value::Bool(_) => ValueKind::Other("a boolean"),
            serde_json::Value::Null => ValueKind::Other("null"),
            serde_json::Value::Array(items) => ValueKind::Array(items.iter().map(Value::from_json).collect()),
            // Editors send every key they know of, `null` for those that are not set.
            serde_json::Value::Object(map) => ValueKind::Table(
                map.iter()
                    .filter(|(_, value)| !value.is_null())
                    .map(|(key, value)| Entry {
                        key: key.clone(),
                        key_range: nowhere,
                        value: Value::from_json(value),
                    })
                    .collect(),
            ),
        };
        Value { range: nowhere, kind }
    }

    /// The name of its type, for a message.
    pub(crate) fn type_name(&self) -> &'static str {
        match self.kind {
            ValueKind::String(_) => "a string",
            ValueKind::Number(_) => "a number",
            ValueKind::Array(_) => "a list",
            ValueKind::Table(_) => "a table",
            ValueKind::Other(name) => name,
        }
    }
}

pub(crate) fn text_range(range: Range<usize>) -> TextRange {
    let offset = |at: usize| TextSize::try_from(at).unwrap_or(TextSize::new(u32::MAX));
    TextRange::new(offset(range.start), offset(range.end.max(range.start)))
}
