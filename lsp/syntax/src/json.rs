//! JSON with places: what `JSON.parse` takes, and where in a half-typed text a cursor is.

mod site;
mod tokens;

use std::borrow::Cow;

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, ParseStringErrorKind, parse_to_ast};
use text_size::{TextRange, TextSize};

pub use site::{Sibling, Site, SiteKind};

/// A value, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Json {
    /// All of it, in bytes.
    pub range: TextRange,
    /// What it is.
    pub kind: JsonKind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as written.
    Number(Box<str>),
    /// A string: its value, with U+FFFD for half of a surrogate pair, which `JSON.parse` takes.
    String(Box<str>),
    /// An array.
    Array(Vec<Json>),
    /// An object, in source order; of several keys of one name the last one counts.
    Object(Vec<Member>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The key.
    pub key: Box<str>,
    /// The key, with its quotes.
    pub key_range: TextRange,
    /// The value.
    pub value: Json,
}

/// A step into a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// To the value of a key.
    Key(Box<str>),
    /// To an element.
    Element(usize),
}

/// Why a text is not JSON: the first reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// Where, in bytes; empty where something is missing.
    pub range: TextRange,
    /// What is wrong there: one sentence.
    pub message: &'static str,
    /// Whether we alone refuse it: `JSON.parse` knows no limit.
    pub is_limit: bool,
}

/// Nothing that its kin JSONC and JSON5 have.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

impl Json {
    /// Reads a text as `JSON.parse` does.
    ///
    /// # Errors
    ///
    /// If that would refuse the text, and if values are nested more than 500 deep.
    pub fn parse(text: &str) -> Result<Json, JsonError> {
        let text = &*whole_pairs(text);
        let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| refusal(&error))?;
        if let Some(error) = odd_character(text) {
            return Err(error);
        }
        let value = parsed.value.as_ref().map(json);
        value.ok_or(JsonError {
            range: TextRange::empty(TextSize::new(0)),
            message: "there is no value in it",
            is_limit: false,
        })
    }

    /// The value at the end of a path.
    pub fn at(&self, path: &[Step]) -> Option<&Json> {
        path.iter().try_fold(self, |value, step| match (step, &value.kind) {
            (Step::Key(key), JsonKind::Object(members)) => member(members, key).map(|member| &member.value),
            (Step::Element(at), JsonKind::Array(elements)) => elements.get(*at),
            _ => None,
        })
    }

    /// The key and value at the end of a path that ends in a key.
    pub fn member_at(&self, path: &[Step]) -> Option<&Member> {
        let (Step::Key(key), around) = path.split_last()? else {
            return None;
        };
        match &self.at(around)?.kind {
            JsonKind::Object(members) => member(members, key),
            _ => None,
        }
    }
}

impl Json {
    /// Where a fault of the value at the end of a path is shown: at the value; of an object or an array at its key or its
    /// bracket, for all of it is too much.
    pub fn spot(&self, path: &[Step]) -> Option<TextRange> {
        let value = self.at(path)?;
        Some(match (&value.kind, self.member_at(path)) {
            (JsonKind::Object(_) | JsonKind::Array(_), Some(member)) => member.key_range,
            (JsonKind::Object(_) | JsonKind::Array(_), None) => TextRange::at(value.range.start(), TextSize::new(1)),
            _ => value.range,
        })
    }
}

fn member<'a>(members: &'a [Member], key: &str) -> Option<&'a Member> {
    members.iter().rfind(|member| *member.key == *key)
}

fn json(value: &Value<'_>) -> Json {
    let kind = match value {
        Value::NullKeyword(_) => JsonKind::Null,
        Value::BooleanLit(literal) => JsonKind::Bool(literal.value),
        Value::NumberLit(literal) => JsonKind::Number(literal.value.into()),
        Value::StringLit(literal) => JsonKind::String((&*literal.value).into()),
        Value::Array(array) => JsonKind::Array(array.elements.iter().map(json).collect()),
        Value::Object(object) => JsonKind::Object(object.properties.iter().map(read_member).collect()),
    };
    Json {
        range: range(value),
        kind,
    }
}

fn read_member(property: &ObjectProp<'_>) -> Member {
    Member {
        key: property.name.as_str().into(),
        key_range: range(&property.name),
        value: json(&property.value),
    }
}

fn range(ranged: &impl Ranged) -> TextRange {
    let range = ranged.range();
    TextRange::new(TextSize::new(range.start as u32), TextSize::new(range.end as u32))
}

/// The first character that the parser takes and `JSON.parse` does not: a control character in a string, a blank of another
/// kind between tokens.
fn odd_character(text: &str) -> Option<JsonError> {
    let (mut in_string, mut is_escaped) = (false, false);
    for (at, char) in text.char_indices() {
        let message = match (in_string, char) {
            (true, '\0'..'\x20') => "a string has to be closed on its line, and its control characters are escaped",
            (false, '\x0b' | '\x0c' | '\u{80}'..) => "this character stands for nothing in JSON",
            _ => {
                in_string ^= char == '"' && !is_escaped;
                is_escaped = in_string && char == '\\' && !is_escaped;
                continue;
            }
        };
        let range = TextRange::at(TextSize::new(at as u32), TextSize::of(char));
        return Some(JsonError {
            range,
            message,
            is_limit: false,
        });
    }
    None
}

/// The text with `\ufffd` for each escape of half of a surrogate pair, which no text of ours can hold: a text that was cut off
/// within an emoji ends in one, and `JSON.stringify` writes it. Every place stays what it is.
fn whole_pairs(text: &str) -> Cow<'_, str> {
    const ESCAPE: usize = r"\u0000".len();
    let unit = |at: usize| {
        let digits = text.get(at..at + ESCAPE)?.strip_prefix(r"\u")?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    };
    let mut whole = Cow::Borrowed(text);
    let mut at = 0;
    while let Some(found) = text[at..].find('\\') {
        at += found;
        let followed = || unit(at + ESCAPE).is_some_and(|unit| (0xdc00..0xe000).contains(&unit));
        at += match unit(at) {
            Some(0xd800..0xdc00) if followed() => 2 * ESCAPE,
            Some(0xd800..0xe000) => {
                whole.to_mut().replace_range(at..at + ESCAPE, r"\ufffd");
                ESCAPE
            }
            // What is escaped is no escape: `\\`.
            _ => 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        };
    }
    whole
}

fn refusal(error: &ParseError) -> JsonError {
    let found = error.range();
    let start = TextSize::new(found.start as u32);
    let whole = TextRange::new(start, TextSize::new(found.end.max(found.start) as u32));
    let first = TextRange::at(start, TextSize::new(1));
    let (range, message) = match error.kind() {
        // All that follows would be underlined.
        ParseErrorKind::UnterminatedObject => (first, "this `{` is not closed"),
        ParseErrorKind::UnterminatedArray => (first, "this `[` is not closed"),
        ParseErrorKind::String(ParseStringErrorKind::UnterminatedStringLiteral) => (first, "this string is not closed"),
        ParseErrorKind::String(_) => (whole, "JSON has no such escape"),
        ParseErrorKind::CommentsNotAllowed | ParseErrorKind::UnterminatedCommentBlock => {
            (whole, "JSON has no comments")
        }
        ParseErrorKind::TrailingCommasNotAllowed => (whole, "nothing follows this comma"),
        ParseErrorKind::ExpectedComma => (whole, "a comma is missing"),
        ParseErrorKind::ExpectedColonAfterObjectKey => (whole, "a colon is expected behind the key"),
        ParseErrorKind::ExpectedObjectValue => (whole, "the value of the key is missing"),
        ParseErrorKind::SingleQuotedStringsNotAllowed => (whole, "a string has double quotes in JSON"),
        ParseErrorKind::ExpectedStringObjectProperty | ParseErrorKind::UnexpectedTokenInObject => {
            (whole, "a key in double quotes is expected")
        }
        ParseErrorKind::MultipleRootJsonValues => (whole, "there is one value in a file, and it has ended"),
        ParseErrorKind::NestingDepthExceeded => (whole, "it is nested deeper than is read"),
        ParseErrorKind::BareDecimalPointNumbersNotAllowed
        | ParseErrorKind::ExpectedDigit
        | ParseErrorKind::ExpectedDigitFollowingNegativeSign
        | ParseErrorKind::ExpectedPlusMinusOrDigitInNumberLiteral
        | ParseErrorKind::HexadecimalNumbersNotAllowed
        | ParseErrorKind::NonFiniteNumbersNotAllowed
        | ParseErrorKind::UnaryPlusNumbersNotAllowed => (whole, "JSON has no such number"),
        _ => (whole, "a value is expected"),
    };
    JsonError {
        range,
        message,
        is_limit: matches!(error.kind(), ParseErrorKind::NestingDepthExceeded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, place: &str, message: &str) {
        let error = Json::parse(text).expect_err(text);
        let range = usize::from(error.range.start())..usize::from(error.range.end());
        assert_eq!((&text[range], error.message), (place, message), "{text}");
    }

    #[test]
    fn values_have_places() {
        let text = "{ \"a\": [1, { \"b\": \"\\u00e4\" }], \"a\": null }";
        let json = Json::parse(text).expect("JSON");
        assert_eq!(
            json.at(&[Step::Key("a".into())]).map(|it| &it.kind),
            Some(&JsonKind::Null),
            "the last one counts"
        );
        let json = Json::parse("[{ \"b\": \"\\u00e4\" }]").expect("JSON");
        let path = [Step::Element(0), Step::Key("b".into())];
        assert_eq!(json.at(&path).map(|it| &it.kind), Some(&JsonKind::String("ä".into())));
        assert_eq!(
            json.member_at(&path).map(|it| it.key_range),
            Some(TextRange::new(3.into(), 6.into()))
        );
        assert_eq!(json.member_at(&path[..1]), None);
    }

    #[test]
    fn half_of_a_surrogate_pair_is_a_character() {
        for (text, value) in [
            (r#""\ud800""#, "\u{fffd}"),
            (r#""cut off \uD83D""#, "cut off \u{fffd}"),
            (r#""\udc00\ud800x""#, "\u{fffd}\u{fffd}x"),
            (r#""\ud83d\ude00\u00e4""#, "😀ä"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
            (r#""\\ud800""#, r"\ud800"),
        ] {
            let json = Json::parse(text).expect(text);
            assert_eq!(json.kind, JsonKind::String(value.into()), "{text}");
            assert_eq!(json.range, TextRange::up_to(TextSize::of(text)));
        }
        refused(r#""\ud8""#, r#"\ud8""#, "JSON has no such escape");
        refused("\"\\", "\"", "this string is not closed");
    }

    #[test]
    fn how_deep_a_value_may_be_is_our_limit() {
        let nested = |depth: usize| Json::parse(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        assert!(nested(500).is_ok());
        assert!(nested(10_000).is_err_and(|error| error.is_limit));
        assert!(Json::parse("[").is_err_and(|error| !error.is_limit));
    }

    #[test]
    fn what_json_parse_refuses() {
        refused("", "", "there is no value in it");
        refused("{ \"a\": 1", "{", "this `{` is not closed");
        refused("[1", "[", "this `[` is not closed");
        refused("{ \"a\": 1, }", ",", "nothing follows this comma");
        refused("[1,]", ",", "nothing follows this comma");
        refused("{ \"a\": 1 \"b\": 2 }", "", "a comma is missing");
        refused("{ \"a\" 1 }", "1", "a colon is expected behind the key");
        refused("{ \"a\": }", "}", "a value is expected");
        refused("{ a: 1 }", "a", "a key in double quotes is expected");
        refused("{ \"a\": 'b' }", "'", "a string has double quotes in JSON");
        refused("{ \"a\": 01 }", "", "a comma is missing");
        refused("[1] // why", "// why", "JSON has no comments");
        refused("[.5]", ".", "JSON has no such number");
        refused("[undefined]", "undefined", "a value is expected");
        refused("[\"a", "\"", "this string is not closed");
        refused(
            "[\"a\n\"]",
            "\n",
            "a string has to be closed on its line, and its control characters are escaped",
        );
        refused("[1,\u{a0}2]", "\u{a0}", "this character stands for nothing in JSON");
        refused("[1] 2", "2", "there is one value in a file, and it has ended");
        refused("[\"\\x41\"]", "\\x", "JSON has no such escape");
    }

    #[test]
    fn what_json_parse_takes() {
        for text in [
            "null",
            " \t\r\n[]\n",
            "-0.5e+3",
            "\"\\\"\\u2028\u{2028}ä\"",
            "{\"\":{}}",
            "1e999",
            "\"\\\\\"",
        ] {
            assert!(Json::parse(text).is_ok(), "{text}");
        }
    }
}
