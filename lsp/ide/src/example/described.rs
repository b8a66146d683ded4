//! Examples that the author wrote: in `.meta({ examples })`, and in words: `.describe('The stage, e.g. "won"')`.

use project::schema::{JsonValue, Schema};

/// What stands before an example in a description.
const MARKS: [&str; 7] = ["e.g.", "eg.", "for example", "examples", "example", "such as", "i.e."];

/// Values that may be examples; whether they are is seen when they are held to the schema.
pub(super) fn candidates(schema: &Schema) -> impl Iterator<Item = JsonValue> {
    let given = schema.example.as_deref().cloned();
    let words = schema.description.as_deref().into_iter().flat_map(in_words);
    given.into_iter().chain(words)
}

fn in_words(description: &str) -> Vec<JsonValue> {
    // Byte offsets have to fit, which lowercase letters of other alphabets do not promise.
    let lower = description.to_ascii_lowercase();
    let found = MARKS
        .iter()
        .filter_map(|mark| Some(lower.find(mark)? + mark.len()))
        .min();
    let Some(token) = found.and_then(|end| token(&description[end..])) else {
        return Vec::new();
    };
    let text = JsonValue::String(token.into());
    let is_number = token.parse::<f64>().is_ok_and(f64::is_finite) && !token.starts_with('+');
    let other = match token {
        "true" | "false" => Some(JsonValue::Bool(token == "true")),
        _ if is_number => Some(JsonValue::Number(token.into())),
        _ => None,
    };
    let single: Vec<_> = other.into_iter().chain([text]).collect();
    let lists = single.clone().into_iter().map(|one| JsonValue::Array(vec![one]));
    single.iter().cloned().chain(lists).collect()
}

/// The quoted text that comes next, or the next word.
fn token(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches(|char: char| char.is_whitespace() || char == ':' || char == ',');
    let open = rest.chars().next()?;
    let close = match open {
        '"' | '\'' | '`' => Some(open),
        '“' => Some('”'),
        _ => None,
    };
    let token = match close {
        Some(close) => rest[open.len_utf8()..].split(close).next()?,
        None => {
            let ends = |char: char| char.is_whitespace() || matches!(char, ',' | ')' | ';' | '"');
            rest.split(ends).next()?.trim_end_matches(['.', ':'])
        }
    };
    (!token.is_empty()).then_some(token)
}
