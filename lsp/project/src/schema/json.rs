//! Values that are written down: of enums, literals, defaults and checks.

use std::borrow::Cow;
use std::fmt::Write;

use syntax::json::{Json, JsonKind};

/// A value of JSON that is written in the source.
#[derive(Debug, Clone, PartialEq)]
pub enum JsonValue {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as written.
    Number(Box<str>),
    /// A string.
    String(Box<str>),
    /// An array.
    Array(Vec<JsonValue>),
    /// An object.
    Object(Vec<(Box<str>, JsonValue)>),
}

impl JsonValue {
    /// Writes it as JSON. What is no number of JSON, as `1n`, becomes 0.
    pub fn write_json(&self, json: &mut String) {
        match self {
            JsonValue::Null => json.push_str("null"),
            JsonValue::Bool(value) => json.push_str(if *value { "true" } else { "false" }),
            JsonValue::Number(text) => json.push_str(&json_number(text).unwrap_or(Cow::Borrowed("0"))),
            JsonValue::String(text) => write_json_string(text, json),
            JsonValue::Array(items) => {
                json.push('[');
                for (at, item) in items.iter().enumerate() {
                    json.push_str(if at > 0 { "," } else { "" });
                    item.write_json(json);
                }
                json.push(']');
            }
            JsonValue::Object(entries) => {
                json.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    json.push_str(if at > 0 { "," } else { "" });
                    write_json_string(key, json);
                    json.push(':');
                    value.write_json(json);
                }
                json.push('}');
            }
        }
    }
}

impl JsonValue {
    /// It as JSON as people write it: on one line, or with `indent` for each level and `outer` before each line but the first.
    pub fn laid_out(&self, indent: Option<&str>, outer: &str) -> String {
        let mut json = String::new();
        self.write_laid_out(indent, outer, &mut json);
        json
    }

    fn write_laid_out(&self, indent: Option<&str>, outer: &str, json: &mut String) {
        let (open, close, length) = match self {
            JsonValue::Array(items) => ("[", "]", items.len()),
            JsonValue::Object(entries) => ("{", "}", entries.len()),
            scalar => return scalar.write_json(json),
        };
        let inner = indent.map(|indent| format!("{outer}{indent}"));
        let gap = |before: &str| match before {
            // `[1, 2]`, `{ "a": 1 }`
            _ if length == 0 || open == "[" => String::new(),
            _ => " ".to_owned(),
        };
        let line = |outer: &str| {
            if length == 0 {
                String::new()
            } else {
                format!("\n{outer}")
            }
        };
        json.push_str(open);
        json.push_str(&inner.as_deref().map_or_else(|| gap(open), line));
        for at in 0..length {
            if at > 0 {
                json.push_str(
                    &inner
                        .as_deref()
                        .map_or_else(|| ", ".to_owned(), |inner| format!(",\n{inner}")),
                );
            }
            let value = match self {
                JsonValue::Object(entries) => {
                    write_json_string(&entries[at].0, json);
                    json.push_str(": ");
                    &entries[at].1
                }
                JsonValue::Array(items) => &items[at],
                scalar => scalar,
            };
            value.write_laid_out(indent, inner.as_deref().unwrap_or(outer), json);
        }
        json.push_str(&if inner.is_some() { line(outer) } else { gap(close) });
        json.push_str(close);
    }
}

impl From<&Json> for JsonValue {
    /// What `JSON.parse` makes of it: of several keys of one name the last one counts, at the place of the first.
    fn from(json: &Json) -> JsonValue {
        match &json.kind {
            JsonKind::Null => JsonValue::Null,
            JsonKind::Bool(value) => JsonValue::Bool(*value),
            JsonKind::Number(text) => JsonValue::Number(text.clone()),
            JsonKind::String(text) => JsonValue::String(text.clone()),
            JsonKind::Array(elements) => JsonValue::Array(elements.iter().map(JsonValue::from).collect()),
            JsonKind::Object(members) => {
                let mut entries: Vec<(Box<str>, JsonValue)> = Vec::with_capacity(members.len());
                for member in members {
                    let value = JsonValue::from(&member.value);
                    match entries.iter_mut().find(|(key, _)| *key == member.key) {
                        Some((_, old)) => *old = value,
                        None => entries.push((member.key.clone(), value)),
                    }
                }
                JsonValue::Object(entries)
            }
        }
    }
}

/// Writes `text` as a string of JSON.
pub fn write_json_string(text: &str, json: &mut String) {
    json.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => json.extend(['\\', char]),
            // Writing to a string cannot fail.
            _ if char.is_control() => drop(write!(json, "\\u{:04x}", u32::from(char))),
            _ => json.push(char),
        }
    }
    json.push('"');
}

/// A number of JavaScript, as JSON writes it: `0x10` is `16`. None for what JSON has no number for: `1n`.
pub(super) fn json_number(text: &str) -> Option<Cow<'_, str>> {
    if is_json_number(text) {
        return Some(Cow::Borrowed(text));
    }
    let text = text.replace('_', "");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits.trim_start()),
        None => ("", &*text),
    };
    let radix = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        // `017` is 15 in old scripts and refused in modules.
        [b'0', b'0'..=b'9', ..] => return None,
        [b'0'..=b'9' | b'.', ..] => {
            let number = digits.parse::<f64>().ok().filter(|number| number.is_finite())?;
            return Some(Cow::Owned(format!("{sign}{number}")));
        }
        _ => return None,
    };
    let number = u64::from_str_radix(&digits[2..], radix).ok()?;
    (number <= MAX_SAFE_INTEGER).then(|| Cow::Owned(format!("{sign}{number}")))
}

/// Above it not every whole number is one of JavaScript.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// Whether a text is a number of JSON, which has no `1_000`, `.5` and `5.`.
fn is_json_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (digits, exponent) = match digits.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (digits, None),
    };
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(a, b)| (a, Some(b)));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let has_one_zero = whole == "0" || !whole.starts_with('0');
    are_digits(whole) && has_one_zero && fraction.is_none_or(are_digits) && exponent.is_none_or(are_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json() {
        let value = JsonValue::Object(vec![
            (
                "a\"b".into(),
                JsonValue::Array(vec![JsonValue::Null, JsonValue::Bool(true)]),
            ),
            ("n".into(), JsonValue::Number("-1.5".into())),
            ("x".into(), JsonValue::Number("1n".into())),
            ("s".into(), JsonValue::String("line\nend".into())),
        ]);
        let mut json = String::new();
        value.write_json(&mut json);
        assert_eq!(
            value.laid_out(None, ""),
            "{ \"a\\\"b\": [null, true], \"n\": -1.5, \"x\": 0, \"s\": \"line\\u000aend\" }"
        );
        let nested = JsonValue::Array(vec![JsonValue::Array(Vec::new()), JsonValue::Null]);
        assert_eq!(nested.laid_out(Some("  "), "\t"), "[\n\t  [],\n\t  null\n\t]");
        assert_eq!(json, r#"{"a\"b":[null,true],"n":-1.5,"x":0,"s":"line\u000aend"}"#);
    }

    #[test]
    fn numbers_of_javascript() {
        for (written, json) in [
            ("16", Some("16")),
            ("-1.5e-3", Some("-1.5e-3")),
            ("1E+5", Some("1E+5")),
            ("1_000", Some("1000")),
            ("0x1F", Some("31")),
            ("-0b11", Some("-3")),
            ("- 0o7", Some("-7")),
            (".5", Some("0.5")),
            ("5.", Some("5")),
            ("1_0e2", Some("1000")),
            ("1n", None),
            ("1_0e999", None),
            ("017", None),
            ("0xffffffffffffffff", None),
            ("0x", None),
            ("", None),
        ] {
            assert_eq!(json_number(written).as_deref(), json, "{written}");
        }
    }
}
