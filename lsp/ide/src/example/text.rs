//! A string of the form that a schema asks for.

use project::items::ZodWord;
use project::schema::{JsonValue, Scalar, Schema, format_example};

use super::pattern;

/// A date with a time that the CLI takes for `z.date()`.
pub(super) const DATE_TIME: &str = "2026-01-31T09:30:00Z";

/// Longer ones are not made.
const MAX_LENGTH: usize = 10_000;

/// A text that fits; if none was found, the one that comes nearest.
pub(super) fn make(schema: &Schema, class: Scalar) -> String {
    let format = match class {
        Scalar::Format(word) | Scalar::Iso(word) => Some(word),
        _ => None,
    };
    let formats = format.into_iter().chain(schema.checks.iter().map(|check| check.word));
    let formatted = formats.filter_map(format_example).map(str::to_owned);
    let patterns = schema.checks.iter().filter(|check| check.word == ZodWord::Regex);
    let matching = patterns.filter_map(|check| match &check.value {
        Some(JsonValue::String(literal)) => pattern::text(literal),
        _ => None,
    });
    let (least, most) = lengths(schema);
    let composed = composed(schema, least.min(MAX_LENGTH));
    let mut candidates = Vec::new();
    for text in formatted.chain(matching) {
        let length = text.chars().count();
        // A local part, a path or a word can be longer.
        if length < least.min(MAX_LENGTH) {
            let more = "a".repeat(least.min(MAX_LENGTH) - length);
            let last = text.chars().next_back().unwrap_or('a').to_string();
            candidates.extend([
                format!("{more}{text}"),
                format!("{text}/{more}"),
                format!("{text}{more}"),
                format!("{text}{}", last.repeat(more.len())),
            ]);
        } else if length > most {
            candidates.extend(["a@b.co", "http://a.co", "a", "abc"].map(str::to_owned));
        }
        candidates.push(text);
    }
    candidates.push(composed.clone());
    candidates.push(composed.to_lowercase());
    candidates.push(composed.to_uppercase());
    let fits = |text: &String| schema.fit(&JsonValue::String(text.as_str().into()));
    let certain = candidates.iter().find(|text| fits(text).is_certain());
    let possible = || candidates.iter().find(|text| fits(text).misfits.is_empty());
    certain.or_else(possible).cloned().unwrap_or(composed)
}

/// The start, the parts and the end that are asked for, and letters between them.
fn composed(schema: &Schema, least: usize) -> String {
    let part = |word: ZodWord| {
        let checks = schema.checks.iter().filter(move |check| check.word == word);
        checks
            .filter_map(|check| match &check.value {
                Some(JsonValue::String(part)) => Some(&**part),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let (start, end) = (part(ZodWord::StartsWith).concat(), part(ZodWord::EndsWith).concat());
    let middle: String = part(ZodWord::Includes)
        .into_iter()
        .filter(|part| !start.contains(part) && !end.contains(part))
        .collect();
    let letters = least.saturating_sub([&start, &middle, &end].map(|part| part.chars().count()).iter().sum());
    format!("{start}{middle}{}{end}", "a".repeat(letters))
}

/// How many characters or elements there have to be, and how many there may be.
pub(super) fn lengths(schema: &Schema) -> (usize, usize) {
    let (mut least, mut most) = (0, usize::MAX);
    for check in &schema.checks {
        // What is negative or broken is 0 then.
        let limit = check.number().map(|number| number.ceil() as usize);
        match (check.word, limit) {
            (ZodWord::Nonempty, _) => least = least.max(1),
            (ZodWord::Min, Some(limit)) => least = least.max(limit),
            (ZodWord::Max, Some(limit)) => most = most.min(limit),
            (ZodWord::Length, Some(limit)) => (least, most) = (limit, limit),
            _ => {}
        }
    }
    (least, most)
}
