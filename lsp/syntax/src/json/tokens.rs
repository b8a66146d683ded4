//! The tokens of a text that may be half typed. The parser's own scanner lets a string run over the ends of lines and stops at
//! the first error, which is where somebody is typing.

use text_size::{TextRange, TextSize};

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// In bytes; a string with its quotes, or up to the end of the line if it is not closed.
    pub(super) range: TextRange,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// One of `{}[]:,`.
    Mark(char),
    /// A string, and whether its second quote is there.
    String { is_closed: bool },
    /// A number, a word, or what is neither.
    Word,
}

/// The tokens of a text, all of it.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(char) = text[at..].chars().next() {
        if char.is_whitespace() {
            at += char.len_utf8();
            continue;
        }
        let (kind, length) = match char {
            '{' | '}' | '[' | ']' | ':' | ',' => (TokenKind::Mark(char), 1),
            '"' => string(&text[at..]),
            _ => (TokenKind::Word, word(&text[at..])),
        };
        let range = TextRange::at(TextSize::new(at as u32), TextSize::new(length as u32));
        tokens.push(Token { kind, range });
        at += length;
    }
    tokens
}

fn string(text: &str) -> (TokenKind, usize) {
    let mut is_escaped = false;
    for (at, char) in text.char_indices().skip(1) {
        match char {
            '\n' | '\r' => return (TokenKind::String { is_closed: false }, at),
            '"' if !is_escaped => return (TokenKind::String { is_closed: true }, at + 1),
            _ => is_escaped = char == '\\' && !is_escaped,
        }
    }
    (TokenKind::String { is_closed: false }, text.len())
}

fn word(text: &str) -> usize {
    let ends = |char: char| char.is_whitespace() || matches!(char, '{' | '}' | '[' | ']' | ':' | ',' | '"');
    text.find(ends).unwrap_or(text.len())
}
