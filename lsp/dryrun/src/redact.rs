//! Redaction: what is taken out of everything that leaves this crate.
//!
//! It is applied to the output of the CLI before that is read, so that nothing made from it can hold a secret: exact
//! values of the environment and of `.env` ([`Secrets`]), authorization headers, values of keys that name a credential (in
//! JSON and in the form of Node's `inspect`), well-known shapes of tokens, and the query values of requests.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::event::without_query;
use crate::secrets::Secrets;

/// What stands in place of a secret.
pub const REDACTED: &str = "[redacted]";

/// Takes secrets out of text.
#[derive(Debug, Clone)]
pub struct Redactor {
    /// `None` when there are no exact values.
    exact: Option<Regex>,
}

impl Redactor {
    /// A redactor that knows these values, and the shapes that every redactor knows.
    pub fn new(secrets: &Secrets) -> Self {
        let alternatives: Vec<_> = secrets.forms().map(regex::escape).collect();
        let exact = (!alternatives.is_empty()).then(|| Regex::new(&alternatives.join("|")));
        Self {
            exact: exact.and_then(Result::ok),
        }
    }

    /// `text` without secrets. Twice is the same as once.
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.text_at_depth(text, 0).0
    }

    /// Redacts lines one after the other, also where the value of a key spans several of them.
    pub(crate) fn lines(&self) -> LineRedactor<'_> {
        LineRedactor {
            redactor: self,
            depth: 0,
        }
    }

    /// Like `text`, but begins inside `depth` open brackets of a secret value and tells how many are open at the end.
    fn text_at_depth<'t>(&self, text: &'t str, depth: usize) -> (Cow<'t, str>, usize) {
        let (text, depth) = without_values_of_keys(text, depth);
        let text = replace(text, &HTTP_LINE, |line: &Captures<'_>| {
            format!("{}{}", &line[1], without_query(&line[2]))
        });
        let text = match &self.exact {
            Some(exact) => replace(text, exact, |_: &Captures<'_>| REDACTED.to_owned()),
            None => text,
        };
        let text = replace(text, &SCHEME, |found: &Captures<'_>| {
            format!("{} {REDACTED}", &found[1])
        });
        let text = replace(text, &IN_ADDRESS, |found: &Captures<'_>| {
            let part = |number| found.get(number).map_or("", |part| part.as_str());
            format!("{}{}{REDACTED}{}", part(1), part(3), part(2))
        });
        (replace(text, &SHAPE, |_: &Captures<'_>| REDACTED.to_owned()), depth)
    }
}

/// See [`Redactor::lines`].
pub(crate) struct LineRedactor<'r> {
    redactor: &'r Redactor,
    depth: usize,
}

impl LineRedactor<'_> {
    /// The line without secrets; `None` when all of it belongs to a secret value that began on an earlier line.
    pub(crate) fn line(&mut self, line: &str) -> Option<String> {
        let inside = self.depth > 0;
        let (text, depth) = self.redactor.text_at_depth(line, self.depth);
        self.depth = depth;
        (!inside || !text.trim_matches([',', ' ']).is_empty()).then(|| text.into_owned())
    }
}

static HTTP_LINE: LazyLock<Regex> = LazyLock::new(|| constant(r"(?m)^(http \[(?:\d{3}|xxx)\] [A-Z]+ )(\S+)$"));

static SCHEME: LazyLock<Regex> = LazyLock::new(|| constant(r"(?i)\b(Bearer|Basic) +[A-Za-z0-9+/=._~-]{6,}"));

/// The password of an address, and the values of its query that authorize.
static IN_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    constant(concat!(
        r#"(?i)(://[^\s/:@"'`\[\]]*:)[^\s/@"'`\[\]]+(@)"#,
        r#"|([?&](?:key|token|code|auth|hmac|sig|signature)=)[^&\s"'`\[\]\\…]{6,}"#,
    ))
});

/// JSON web tokens, keys of Stripe and the like, tokens of GitHub and of Slack, keys of AWS.
static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    constant(concat!(
        r"\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*|\bsk_[A-Za-z0-9_-]{6,}|\bgh[pousr]_[A-Za-z0-9]{6,}",
        r"|\bgithub_pat_[A-Za-z0-9_]{6,}|\bxox[a-z]-[A-Za-z0-9-]{6,}|\bAKIA[0-9A-Z]{16}\b",
    ))
});

/// A key that names a credential, up to the first character of its value. Quotes may be escaped: JSON inside of JSON.
static KEY: LazyLock<Regex> = LazyLock::new(|| {
    constant(concat!(
        r"(?i)(?-u:[\w$-])*(?:(?:access|refresh|id|auth|api|bot|session)[_-]?token|api[_-]?key|secret|password|passphrase",
        r"|authorization|cookie|private[_-]?key|credential)",
        r#"(?-u:[\w$-])*(\\*["'`])?[ \t]*[:=][ \t]*"#,
    ))
});

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the expression is constant")
}

fn replace<'t>(text: Cow<'t, str>, pattern: &Regex, with: impl Fn(&Captures<'_>) -> String) -> Cow<'t, str> {
    // `replace_all` borrows from its argument; an owned argument would not live long enough.
    let replaced = match pattern.replace_all(&text, with) {
        Cow::Borrowed(_) => None,
        Cow::Owned(replaced) => Some(replaced),
    };
    replaced.map_or(text, Cow::Owned)
}

/// Replaces the values of credential keys: strings, numbers, and whole objects and lists.
fn without_values_of_keys(text: &str, depth: usize) -> (Cow<'_, str>, usize) {
    let (start, mut depth) = if depth > 0 { after_brackets(text, depth) } else { (0, 0) };
    let mut out = String::new();
    let mut copied = start;
    let mut from = start;
    while let Some(key) = KEY.captures_at(text, from) {
        let end_of_key = key.get(0).map_or(text.len(), |key| key.end());
        let quote = key.get(1).map_or("", |quote| quote.as_str());
        let value = &text[end_of_key..];
        let (length, open) = value_length(value);
        from = end_of_key + length;
        if length > 0 && !is_harmless(&value[..length]) {
            // The replacement is quoted as the value was, else as the key: what was JSON stays JSON.
            let quote = if open_quote(value).is_empty() {
                quote
            } else {
                open_quote(value)
            };
            out.push_str(&text[copied..end_of_key]);
            out.push_str(quote);
            out.push_str(REDACTED);
            out.push_str(quote);
            copied = from;
            depth = open;
        }
    }
    if copied == 0 {
        return (Cow::Borrowed(text), depth);
    }
    out.push_str(&text[copied..]);
    (Cow::Owned(out), depth)
}

/// Words that are no secrets: they say whether there is one, or of which type it is.
fn is_harmless(value: &str) -> bool {
    const WORDS: [&str; 10] = [
        "null",
        "undefined",
        "true",
        "false",
        "string",
        "number",
        "boolean",
        "any",
        "unknown",
        REDACTED,
    ];
    WORDS.contains(&value.trim_matches(['"', '\'', '`', '\\']))
}

/// The quote that opens `value`, with the backslashes before it.
fn open_quote(value: &str) -> &str {
    let backslashes = value.len() - value.trim_start_matches('\\').len();
    match value.as_bytes().get(backslashes) {
        Some(b'"' | b'\'' | b'`') => &value[..=backslashes],
        _ => "",
    }
}

/// The length of the value at the start of `text`, and how many of its brackets are still open at the end of `text`.
fn value_length(text: &str) -> (usize, usize) {
    let quote = open_quote(text);
    if !quote.is_empty() {
        return (quote.len() + after_quote(&text[quote.len()..], quote), 0);
    }
    if text.starts_with(['{', '[']) {
        let (length, open) = after_brackets(&text[1..], 1);
        return (1 + length, open);
    }
    (
        text.find([' ', '\t', '\n', ',', ';', '}', ']', ')', '"', '\'', '`', '\\'])
            .unwrap_or(text.len()),
        0,
    )
}

/// The index behind the closing `quote`; that of the line's end when there is none.
fn after_quote(text: &str, quote: &str) -> usize {
    let bytes = text.as_bytes();
    let mut index = 0;
    while index < bytes.len() && bytes[index] != b'\n' {
        if text[index..].starts_with(quote) {
            return index + quote.len();
        }
        // A backslash hides what follows, unless the quotes themselves are escaped.
        index += if bytes[index] == b'\\' && quote.len() == 1 {
            2
        } else {
            1
        };
        while index < bytes.len() && !text.is_char_boundary(index) {
            index += 1;
        }
    }
    index.min(bytes.len())
}

/// The index behind the bracket that closes the outermost of `depth` open ones, and how many remain open.
fn after_brackets(text: &str, mut depth: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        match bytes[index] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b'"' | b'\'' | b'`' => index += after_quote(&text[index + 1..], &text[index..=index]),
            _ => {}
        }
        index += 1;
        if depth == 0 {
            return (index, 0);
        }
    }
    (bytes.len(), depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(text: &str) -> String {
        let secrets = [
            "11111111-1111-4111-8111-111111111111".to_owned(),
            "pass\"phrase".to_owned(),
            "dev".to_owned(),
        ];
        let redactor = Redactor::new(&secrets.into_iter().collect());
        let once = redactor.text(text).into_owned();
        assert_eq!(redactor.text(&once), once, "twice is the same as once");
        once
    }

    #[test]
    fn exact_values() {
        assert_eq!(redacted("key 11111111-1111-4111-8111-111111111111!"), "key [redacted]!");
        assert_eq!(redacted(r#"{"a":"pass\"phrase"}"#), r#"{"a":"[redacted]"}"#);
        assert_eq!(redacted("pass\"phrase"), "[redacted]");
        assert_eq!(
            redacted("a short value such as dev is left alone"),
            "a short value such as dev is left alone"
        );
    }

    #[test]
    fn headers_and_shapes() {
        assert_eq!(redacted("sent Bearer abc.def-123"), "sent Bearer [redacted]");
        assert_eq!(redacted("Basic dXNlcjpwYXNz"), "Basic [redacted]");
        assert_eq!(redacted("a basic idea"), "a basic idea");
        assert_eq!(redacted("x eyJhbGciOiJI.eyJzdWIiOiIx.abc_d y"), "x [redacted] y");
        assert_eq!(
            redacted("sk_live_1234567 ghp_abcdef12 xoxb-1234-abcd"),
            "[redacted] [redacted] [redacted]"
        );
    }

    #[test]
    fn values_of_credential_keys() {
        assert_eq!(
            redacted(r#"{"access_token":"a\"b","id":1}"#),
            r#"{"access_token":"[redacted]","id":1}"#
        );
        assert_eq!(
            redacted(r#"{"clientSecret": 42, "n": 1}"#),
            r#"{"clientSecret": "[redacted]", "n": 1}"#
        );
        assert_eq!(
            redacted("{ apiKey: 'k', url: 'u' }"),
            "{ apiKey: '[redacted]', url: 'u' }"
        );
        assert_eq!(
            redacted("{ 'set-cookie': [ 'a=b; Path=/' ], x: 1 }"),
            "{ 'set-cookie': '[redacted]', x: 1 }"
        );
        assert_eq!(redacted("password=hunter2 done"), "password=[redacted] done");
        assert_eq!(
            redacted(r#""{\"api_key\":\"abc\",\"n\":1}""#),
            r#""{\"api_key\":\"[redacted]\",\"n\":1}""#
        );
        assert_eq!(
            redacted(r#"{"credentials":{"type":"BASIC","username":"u{"},"n":1}"#),
            r#"{"credentials":"[redacted]","n":1}"#
        );
    }

    #[test]
    fn headers_by_their_names() {
        assert_eq!(
            redacted("{ 'X-Api-Key': 'k', 'x-auth-token': 't' }"),
            "{ 'X-Api-Key': '[redacted]', 'x-auth-token': '[redacted]' }"
        );
    }

    #[test]
    fn what_an_address_holds() {
        assert_eq!(
            redacted("to https://me:hunter2@h/a?page=2&key=abcdef&x=1"),
            "to https://me:[redacted]@h/a?page=2&key=[redacted]&x=1"
        );
        assert_eq!(redacted("https://h:80/a@b?code=1"), "https://h:80/a@b?code=1");
    }

    #[test]
    fn words_about_secrets_are_left_alone() {
        for text in [
            "no password given",
            r#"{"has_password":true,"secret":null}"#,
            "Type '{ password: string; }' is not assignable",
            "crm/actions/rotate-secret.ts",
        ] {
            assert_eq!(redacted(text), text);
        }
    }

    #[test]
    fn a_value_that_spans_lines() {
        let redactor = Redactor::new(&Secrets::default());
        let mut lines = redactor.lines();
        let shown: Vec<_> = [
            "{",
            "  credentials: {",
            "    username: 'u',",
            "    raw: { a: 1 }",
            "  },",
            "  id: 7",
            "}",
        ]
        .into_iter()
        .filter_map(|line| lines.line(line))
        .collect();
        assert_eq!(shown, ["{", "  credentials: [redacted]", "  id: 7", "}"]);
    }

    #[test]
    fn query_values_of_requests() {
        assert_eq!(
            redacted("http [200] GET http://127.0.0.1:1/proxy/contacts?limit=10&key=abc&flag"),
            "http [200] GET http://127.0.0.1:1/proxy/contacts?limit=…&key=…&flag"
        );
    }

    #[test]
    fn debug_shows_nothing() {
        let secrets: Secrets = ["a-secret-value".to_owned()].into_iter().collect();
        assert_eq!(format!("{secrets:?}"), "Secrets");
        assert!(!format!("{:?}", Redactor::new(&secrets)).contains("a-secret"));
    }
}
