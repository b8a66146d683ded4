//! Which values a schema takes, as far as an example of one needs it.

use std::fmt::Write;

/// Which values a schema takes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    pub(super) kind: Kind,
    /// Whether the key may be missing.
    pub(super) optional: bool,
    /// Whether `null` will do.
    pub(super) nullable: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Null,
    Any,
    String,
    Number,
    Boolean,
    /// A value of JSON, as text.
    Literal(String),
    Array,
    Record,
    Object(Vec<(String, Shape)>),
    Unknown,
}

impl Shape {
    pub(super) const UNKNOWN: Shape = Shape {
        kind: Kind::Unknown,
        optional: false,
        nullable: false,
    };

    /// An example of a value, as JSON: every required key, with an empty value.
    pub(super) fn skeleton(&self) -> String {
        let mut json = String::new();
        self.write(&mut json);
        json
    }

    fn write(&self, json: &mut String) {
        match &self.kind {
            _ if self.nullable => json.push_str("null"),
            Kind::Null | Kind::Any | Kind::Unknown => json.push_str("null"),
            Kind::String => json.push_str("\"\""),
            Kind::Number => json.push('0'),
            Kind::Boolean => json.push_str("false"),
            Kind::Literal(literal) => json.push_str(literal),
            Kind::Array => json.push_str("[]"),
            Kind::Record => json.push_str("{}"),
            Kind::Object(keys) => {
                json.push('{');
                for (at, (key, value)) in keys.iter().filter(|(_, value)| !value.optional).enumerate() {
                    if at > 0 {
                        json.push(',');
                    }
                    json.push_str(&json_string(key));
                    json.push(':');
                    value.write(json);
                }
                json.push('}');
            }
        }
    }
}

impl From<Kind> for Shape {
    fn from(kind: Kind) -> Shape {
        // `z.any()` and `z.unknown()` take `undefined` too, and so does `z.void()`.
        let optional = matches!(kind, Kind::Any);
        Shape {
            kind,
            optional,
            nullable: false,
        }
    }
}

/// `text` as a string of JSON.
pub(super) fn json_string(text: &str) -> String {
    let mut json = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => json.extend(['\\', char]),
            // Writing to a string cannot fail.
            _ if char.is_control() => drop(write!(json, "\\u{:04x}", u32::from(char))),
            _ => json.push(char),
        }
    }
    json + "\""
}
