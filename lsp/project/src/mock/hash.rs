//! The hash of a recorded request.

use std::fmt::Write as _;

use sha1::{Digest as _, Sha1};
use syntax::json::{Json, JsonKind, Member};

/// Longer data stand in the identity as their own hash. In UTF-16 code units.
const MAX_DATA: usize = 1000;

/// The numbers from here on are not all kept by `JSON.parse`.
const MAX_SAFE_DIGITS: usize = 15;

/// What the recorder takes a request for: `computeRequestIdentity` of the CLI's `services/response-collector.service.ts`, from 0.70.4 to
/// 0.71.10.
pub(super) struct Identity<'a> {
    pub(super) method: &'a str,
    /// The path without the slash before it.
    pub(super) endpoint: &'a str,
    pub(super) params: &'a [Member],
    pub(super) headers: &'a [Member],
    pub(super) data: Option<&'a Json>,
}

impl Identity<'_> {
    /// The hashes that the request can have: in the file the data are parsed, and left out if they say nothing, so that several texts
    /// may have been sent. None if something is lost: of a parameter that is repeated the file has the last value only, of a
    /// large number not all digits, and half of a surrogate pair is read as another character.
    pub(super) fn hashes(&self) -> Option<impl Iterator<Item = String>> {
        let is_list = |param: &Member| param.key.ends_with("[]");
        if self.params.iter().any(is_list) || self.data.is_some_and(has_large_number) {
            return None;
        }
        let mut start = String::from("{\"method\":");
        string(&mut start, self.method);
        start.push_str(",\"endpoint\":");
        string(&mut start, self.endpoint);
        start.push_str(",\"params\":");
        entries(&mut start, self.params);
        start.push_str(",\"headers\":");
        entries(&mut start, self.headers);
        let data = self.data_texts();
        let has_lost_half = |text: &String| text.contains(char::REPLACEMENT_CHARACTER);
        if has_lost_half(&start) || data.iter().flatten().any(has_lost_half) {
            return None;
        }
        Some(data.into_iter().map(move |data| {
            let mut text = start.clone();
            if let Some(data) = data {
                text.push_str(",\"data\":");
                string(&mut text, &shortened(data));
            }
            text.push('}');
            sha1(&text)
        }))
    }

    fn data_texts(&self) -> Vec<Option<String>> {
        let Some(data) = self.data else {
            return [None, Some("null"), Some("0"), Some("false"), Some("\"\"")]
                .map(|text| text.map(str::to_owned))
                .into();
        };
        let mut json = String::new();
        value(&mut json, data);
        match &data.kind {
            JsonKind::String(text) => vec![Some(text.to_string()), Some(json)],
            _ => vec![Some(json)],
        }
    }
}

fn shortened(data: String) -> String {
    if data.encode_utf16().count() > MAX_DATA {
        format!("sha1:{}", sha1(&data))
    } else {
        data
    }
}

fn sha1(text: &str) -> String {
    let mut hex = String::new();
    for byte in Sha1::digest(text.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn has_large_number(json: &Json) -> bool {
    match &json.kind {
        JsonKind::Number(number) => number.bytes().filter(u8::is_ascii_digit).count() > MAX_SAFE_DIGITS,
        JsonKind::Array(elements) => elements.iter().any(has_large_number),
        JsonKind::Object(members) => members.iter().any(|member| has_large_number(&member.value)),
        _ => false,
    }
}

/// What `JSON.stringify` makes of the sorted entries: `[["a","1"]]`.
fn entries(text: &mut String, members: &[Member]) {
    let mut sorted: Vec<&Member> = members.iter().collect();
    // JavaScript compares UTF-16 code units.
    sorted.sort_by(|a, b| a.key.encode_utf16().cmp(b.key.encode_utf16()));
    text.push('[');
    for (at, member) in sorted.into_iter().enumerate() {
        text.push_str(if at == 0 { "[" } else { ",[" });
        string(text, &member.key);
        text.push(',');
        value(text, &member.value);
        text.push(']');
    }
    text.push(']');
}

/// What `JSON.stringify` makes of a value.
fn value(text: &mut String, json: &Json) {
    match &json.kind {
        JsonKind::Null => text.push_str("null"),
        JsonKind::Bool(it) => text.push_str(if *it { "true" } else { "false" }),
        JsonKind::Number(number) => text.push_str(number),
        JsonKind::String(it) => string(text, it),
        JsonKind::Array(elements) => {
            text.push('[');
            for (at, element) in elements.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                value(text, element);
            }
            text.push(']');
        }
        JsonKind::Object(members) => {
            text.push('{');
            for (at, member) in members.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                string(text, &member.key);
                text.push(':');
                value(text, &member.value);
            }
            text.push('}');
        }
    }
}

/// What `JSON.stringify` makes of a string.
fn string(text: &mut String, it: &str) {
    text.push('"');
    for char in it.chars() {
        match char {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\0'..'\x20' => {
                // Writing to a string cannot fail.
                let _ = write!(text, "\\u{:04x}", char as u32);
            }
            _ => text.push(char),
        }
    }
    text.push('"');
}
