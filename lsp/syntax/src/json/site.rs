//! What may stand at a cursor. The text around it is half typed, so this goes by tokens and takes nothing for granted.

use text_size::{TextRange, TextSize};

use super::tokens::{Token, TokenKind, tokens};
use super::{Json, JsonKind, Step};

/// A place where a key or a value may stand, or stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The way to the value; of a key, to the object that it is in.
    pub path: Vec<Step>,
    /// What is there so far: with a quote that opens it, and with the one that closes it. Empty at the cursor if there is
    /// nothing.
    pub typed: TextRange,
    /// Whether it is a key or a value.
    pub kind: SiteKind,
    /// Where a comma is missing before it: the end of what precedes it.
    pub comma_before: Option<TextSize>,
    /// Whether a comma is missing behind it.
    pub comma_after: bool,
}

/// What may stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteKind {
    /// A key of an object.
    Key {
        /// What is typed of it, without quotes.
        name: Box<str>,
        /// The other keys of the object, before and after.
        others: Vec<Sibling>,
        /// Whether a colon follows: then its value is there, or somebody's next concern.
        has_value: bool,
    },
    /// A value.
    Value,
}

/// Another key of the object that a cursor is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sibling {
    /// The key.
    pub key: Box<str>,
    /// Its value as written, if that is neither an object nor an array nor half typed.
    pub value: Option<Box<str>>,
}

impl Site {
    /// What stands, or may stand, at `offset`. None inside of what is done: between a value and a comma on one line.
    pub fn at(text: &str, offset: TextSize) -> Option<Site> {
        let all = tokens(text);
        let next = all.partition_point(|token| !reaches(token, offset));
        let touched = all.get(next).filter(|token| token.range.start() < offset);
        let mut walk = Walk::new(text, &all);
        (0..next).for_each(|at| walk.take(at));

        let typed = touched.map_or(TextRange::empty(offset), |token| token.range);
        let follows = all.get(next + usize::from(touched.is_some())).map(|token| token.kind);
        let last = next.checked_sub(1).map(|at| &all[at]);
        let path = walk.path();
        let comma_after = !matches!(follows, None | Some(TokenKind::Mark('}' | ']' | ',' | ':')));
        let Some(frame) = walk.frames.last() else {
            // The value of the file, if it is not there yet.
            return last.is_none().then_some(Site {
                path,
                typed,
                kind: SiteKind::Value,
                comma_before: None,
                comma_after: false,
            });
        };
        let comma_before = match frame.next {
            Next::Comma => {
                Some(last?.range.end()).filter(|end| text[usize::from(*end)..usize::from(offset)].contains('\n'))
            }
            _ => None,
        };
        if frame.next == Next::Comma && comma_before.is_none() || frame.next == Next::Colon {
            return None;
        }
        let is_key = frame.is_object && frame.next != Next::Value;
        let kind = if is_key {
            SiteKind::Key {
                name: touched.map(|token| walk.string(token)).unwrap_or_default(),
                others: others(&walk, next, touched),
                has_value: follows == Some(TokenKind::Mark(':')),
            }
        } else {
            SiteKind::Value
        };
        // An element after one that lacks its comma is the next one.
        let mut path = path;
        if let (true, Some(Step::Element(at))) = (frame.next == Next::Comma && !is_key, path.last_mut()) {
            *at += 1;
        }
        Some(Site {
            path,
            typed,
            kind,
            comma_before,
            comma_after,
        })
    }
}

/// Whether a token lies behind `offset`, or around it: one that somebody may be typing also before it.
fn reaches(token: &Token, offset: TextSize) -> bool {
    match token.kind {
        TokenKind::Mark(_) | TokenKind::String { is_closed: true } => token.range.end() > offset,
        TokenKind::String { is_closed: false } | TokenKind::Word => token.range.end() >= offset,
    }
}

/// The keys of the innermost object, without the one that is `touched`.
fn others(walk: &Walk<'_>, next: usize, touched: Option<&Token>) -> Vec<Sibling> {
    let mut walk = walk.clone();
    let depth = walk.frames.len();
    let mut keys = walk.frames.last().map(|frame| frame.keys.clone()).unwrap_or_default();
    let before = keys.len();
    for at in next..walk.tokens.len() {
        walk.take(at);
        let Some(frame) = walk.frames.get(depth - 1) else { break };
        keys.clone_from(&frame.keys);
    }
    let is_key = touched.is_some_and(|token| matches!(token.kind, TokenKind::String { .. }));
    if is_key && keys.len() > before {
        keys.remove(before);
    }
    keys
}

/// A way through the tokens.
#[derive(Clone)]
struct Walk<'a> {
    text: &'a str,
    tokens: &'a [Token],
    frames: Vec<Frame>,
}

/// An object or an array that is not closed yet.
#[derive(Clone)]
struct Frame {
    is_object: bool,
    /// Of an object.
    keys: Vec<Sibling>,
    /// Of an array: how many elements have begun before this one.
    index: usize,
    next: Next,
}

/// What is expected next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Key,
    Colon,
    Value,
    Comma,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, tokens: &'a [Token]) -> Walk<'a> {
        Walk {
            text,
            tokens,
            frames: Vec::new(),
        }
    }

    /// Goes over one token. What is not expected is taken for what it most likely is.
    fn take(&mut self, at: usize) {
        let token = &self.tokens[at];
        match token.kind {
            TokenKind::Mark(open @ ('{' | '[')) => {
                let is_object = open == '{';
                self.frames.push(Frame {
                    is_object,
                    keys: Vec::new(),
                    index: 0,
                    next: if is_object { Next::Key } else { Next::Value },
                });
            }
            TokenKind::Mark('}' | ']') => {
                self.frames.pop();
                self.value_ended();
            }
            TokenKind::Mark(',') => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.index += usize::from(!frame.is_object);
                    frame.next = if frame.is_object { Next::Key } else { Next::Value };
                }
            }
            TokenKind::Mark(_) => {
                if let Some(frame) = self.frames.last_mut().filter(|frame| frame.is_object) {
                    frame.next = Next::Value;
                }
            }
            TokenKind::String { .. } if self.is_key(at) => {
                let key = self.string(token);
                if let Some(frame) = self.frames.last_mut() {
                    frame.keys.push(Sibling { key, value: None });
                    frame.next = Next::Colon;
                }
            }
            TokenKind::String { .. } | TokenKind::Word => {
                let text = self.slice(token);
                let is_whole = token.kind != TokenKind::String { is_closed: false };
                if let Some(frame) = self.frames.last_mut().filter(|frame| frame.next == Next::Value)
                    && let Some(sibling) = frame.keys.last_mut().filter(|_| is_whole)
                {
                    sibling.value = Some(text.into());
                }
                self.value_ended();
            }
        }
    }

    fn value_ended(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.next = Next::Comma;
        }
    }

    /// Whether a string is a key: where one is expected, and wherever a colon follows, for then something before it is
    /// missing.
    fn is_key(&self, at: usize) -> bool {
        let has_colon = self
            .tokens
            .get(at + 1)
            .is_some_and(|token| token.kind == TokenKind::Mark(':'));
        let frame = self.frames.last().filter(|frame| frame.is_object);
        frame.is_some_and(|frame| has_colon || frame.next != Next::Value)
    }

    fn string(&self, token: &Token) -> Box<str> {
        let text = self.slice(token);
        match Json::parse(text).map(|json| json.kind) {
            Ok(JsonKind::String(value)) => value,
            _ => text.trim_matches('"').into(),
        }
    }

    fn slice(&self, token: &Token) -> &'a str {
        &self.text[usize::from(token.range.start())..usize::from(token.range.end())]
    }

    /// The way to the value that is expected, or was last; of a key to its object.
    fn path(&self) -> Vec<Step> {
        let last = self.frames.len().checked_sub(1);
        let steps = self.frames.iter().enumerate().filter_map(|(at, frame)| {
            if !frame.is_object {
                return Some(Step::Element(frame.index));
            }
            let is_inside = Some(at) != last || frame.next == Next::Value;
            let key = frame.keys.last().filter(|_| is_inside);
            key.map(|sibling| Step::Key(sibling.key.clone()))
        });
        steps.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is at the `|` of a text: the path, what is typed, and what a key knows.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let offset = text.find('|').expect("a cursor");
        let text = text.replacen('|', "", 1);
        let site = Site::at(&text, TextSize::new(offset as u32));
        let picture = site.map_or_else(String::new, |site| {
            let path: Vec<_> = site
                .path
                .iter()
                .map(|step| match step {
                    Step::Key(key) => key.to_string(),
                    Step::Element(at) => at.to_string(),
                })
                .collect();
            let typed = &text[usize::from(site.typed.start())..usize::from(site.typed.end())];
            let commas = format!(
                "{}{}",
                if site.comma_before.is_some() {
                    " after a comma"
                } else {
                    ""
                },
                if site.comma_after { " before a comma" } else { "" }
            );
            match site.kind {
                SiteKind::Value => format!("value of /{} `{typed}`{commas}", path.join("/")),
                SiteKind::Key { others, has_value, .. } => format!(
                    "key of /{} `{typed}` beside [{}]{}{commas}",
                    path.join("/"),
                    others.iter().map(|it| &*it.key).collect::<Vec<_>>().join(" "),
                    if has_value { " with its value" } else { "" }
                ),
            }
        });
        assert_eq!(picture, expected, "{text}");
    }

    #[test]
    fn in_whole_texts() {
        check("|", "value of / ``");
        check("{|}", "key of / `` beside []");
        check("{ \"a\": | }", "value of /a ``");
        check("{ \"a\": \"b|c\" }", "value of /a `\"bc\"`");
        check(
            "{ \"a|b\": 1, \"c\": 2 }",
            "key of / `\"ab\"` beside [c] with its value",
        );
        check("{ \"a\": [1, { \"b\": tr| }] }", "value of /a/1/b `tr`");
        check("[[], |]", "value of /1 ``");
        let site = Site::at("{ \"a\": \"x\", \"b\": [1], \"c\": tr", TextSize::new(1)).map(|site| site.kind);
        let Some(SiteKind::Key { others, .. }) = site else {
            panic!("{site:?}");
        };
        let values: Vec<_> = others.iter().map(|it| it.value.as_deref()).collect();
        assert_eq!(values, [Some("\"x\""), None, Some("tr")]);
        check("{ \"a\": { \"b\": 1 }, | }", "key of / `` beside [a]");
        check("{ \"a\": 1, | \"b\": 2 }", "key of / `` beside [a b] before a comma");
        check("{ \"a\": 1 | }", "");
        check("{ \"a\"| : 1 }", "");
        check("{} |", "");
    }

    #[test]
    fn in_half_typed_texts() {
        check("{ \"a|", "key of / `\"a` beside []");
        check("{\n  \"a|\n  \"b\": 1\n}", "key of / `\"a` beside [b] before a comma");
        check("{\n  \"a\": 1\n  |\n}", "key of / `` beside [a] after a comma");
        check(
            "{\n  \"a\": 1\n  \"x|\"\n}",
            "key of / `\"x\"` beside [a] after a comma",
        );
        check("{\n  \"a\": |\n  \"b\": 1\n}", "value of /a `` before a comma");
        check(
            "{\n  \"a\": \"x|\n  \"b\": { \"c\": 1 }\n}",
            "value of /a `\"x` before a comma",
        );
        check("{ \"a\": [ { \"b\": 1, \"|", "key of /a/0 `\"` beside [b]");
        check("[1\n|]", "value of /1 `` after a comma");
        check("{ \"a\": }, ]] \"|", "");
    }
}
