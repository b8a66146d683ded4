//! Splits a piece of shell into simple commands and these into words, as POSIX has it.
//!
//! Written by hand because no kept crate does it: `shlex` and `shell-words` give no positions, and the parsers of whole
//! shells take the placeholders of a README for redirections.

use std::ops::Range;

/// A word, its place in the text with the quotes.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) range: Range<usize>,
    /// Whether it is known to its end.
    pub(super) is_whole: bool,
    /// Whether a part of it is quoted: then it is no keyword and no assignment.
    pub(super) is_quoted: bool,
}

/// What the text consists of.
#[derive(Debug)]
pub(super) enum Token {
    Word(Word),
    /// The end of a simple command: `;`, `&&`, `|`, the end of a line, …
    End,
    Open,
    Close,
    /// A quote without an end: what follows it, and the command that it stands in, is unknown.
    Broken,
}

/// The tokens of a piece of shell, without comments, redirections and here-documents.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::new(),
        word: None,
        drops_next: false,
        here: Vec::new(),
        awaits_delimiter: false,
    };
    lexer.run();
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    /// The word that is being read.
    word: Option<Word>,
    /// Whether the next word belongs to a redirection.
    drops_next: bool,
    /// The delimiters of the here-documents that begin at the next line.
    here: Vec<String>,
    awaits_delimiter: bool,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn run(&mut self) {
        while let Some(char) = self.rest().chars().next() {
            match char {
                '\r' if self.rest().starts_with("\r\n") => self.at += 1,
                '\\' => self.escape(),
                '\n' => {
                    self.at += 1;
                    self.end(Token::End);
                    self.skip_here_documents();
                }
                ' ' | '\t' => {
                    self.at += 1;
                    self.end_word();
                }
                '#' if self.word.is_none() => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                '&' if self.rest().starts_with("&>") => self.redirection(),
                ';' | '&' | '|' => {
                    self.at += 1;
                    self.end(Token::End);
                }
                '(' | ')' => {
                    self.at += 1;
                    self.end(if char == '(' { Token::Open } else { Token::Close });
                }
                '<' | '>' => self.redirection(),
                '\'' | '"' | '`' | '$' => {
                    if !self.quoted(char) {
                        self.word = None;
                        self.tokens.push(Token::Broken);
                        return;
                    }
                }
                _ => self.plain(char),
            }
        }
        self.end(Token::End);
    }

    /// The word that is being read; it begins here if there is none.
    fn word(&mut self) -> &mut Word {
        let at = self.at;
        self.word.get_or_insert_with(|| Word {
            text: String::new(),
            range: at..at,
            is_whole: true,
            is_quoted: false,
        })
    }

    /// Adds `text` to the word, which is the next `len` bytes.
    fn add(&mut self, text: &str, len: usize) {
        let word = self.word();
        if word.is_whole {
            word.text.push_str(text);
        }
        self.at += len;
        let at = self.at;
        self.word().range.end = at;
    }

    /// The next `len` bytes are of the word, and nobody knows what they will be.
    fn add_unknown(&mut self, len: usize) {
        self.word().is_whole = false;
        self.add("", len);
    }

    fn end_word(&mut self) {
        let Some(word) = self.word.take() else { return };
        if std::mem::take(&mut self.awaits_delimiter) {
            self.here.push(word.text);
        } else if !std::mem::take(&mut self.drops_next) {
            self.tokens.push(Token::Word(word));
        }
    }

    fn end(&mut self, token: Token) {
        self.end_word();
        self.drops_next = false;
        self.tokens.push(token);
    }

    fn escape(&mut self) {
        let rest = self.rest();
        if let Some(end) = ["\\\n", "\\\r\n"].iter().find(|end| rest.starts_with(**end)) {
            self.at += end.len();
            return;
        }
        let Some(char) = rest.chars().nth(1) else {
            self.add("\\", 1);
            return;
        };
        self.word().is_quoted = true;
        self.add(char.encode_utf8(&mut [0; 4]), 1 + char.len_utf8());
    }

    fn plain(&mut self, char: char) {
        let rest = self.rest();
        match char {
            '*' | '?' | '[' | '…' => self.add_unknown(char.len_utf8()),
            '~' if self.word.is_none() => self.add_unknown(1),
            '.' if rest.starts_with("...") => self.add_unknown(3),
            // `{}` is a word, and so is `{"a":1}`, though not what was meant; `{name}` is a placeholder.
            '{' if !["{}", "{\"", "{'", "{ "].iter().any(|it| rest.starts_with(it)) && rest.len() > 1 => {
                self.add_unknown(1);
            }
            // A brace expansion makes several words of one.
            ',' if self.word.as_ref().is_some_and(|word| word.text.contains('{')) => self.add_unknown(1),
            '%' if placeholder(&rest[1..], '%').is_some() => {
                self.add_unknown(2 + placeholder(&rest[1..], '%').unwrap_or_default());
            }
            _ => self.add(char.encode_utf8(&mut [0; 4]), char.len_utf8()),
        }
    }

    /// A quoted part, a substitution or a variable. False if its end is missing.
    fn quoted(&mut self, char: char) -> bool {
        let rest = self.rest();
        match char {
            '\'' => {
                let Some(len) = rest[1..].find('\'') else { return false };
                let (inner, len) = (&rest[1..=len], len + 2);
                self.word().is_quoted = true;
                // What CI puts in before the shell reads it.
                match inner.find("${{") {
                    Some(known) => {
                        self.add(&inner[..known], 0);
                        self.add_unknown(len);
                    }
                    None => self.add(inner, len),
                }
                true
            }
            '"' => self.double_quoted(),
            _ => match substitution(rest) {
                Some(0) => {
                    self.add("$", 1);
                    true
                }
                Some(len) => {
                    self.add_unknown(len);
                    true
                }
                None => false,
            },
        }
    }

    fn double_quoted(&mut self) -> bool {
        self.word().is_quoted = true;
        self.add("", 1);
        while let Some(char) = self.rest().chars().next() {
            let rest = self.rest();
            match char {
                '"' => {
                    self.add("", 1);
                    return true;
                }
                '\\' => match rest[1..].chars().next() {
                    Some('\n') => self.add("", 2),
                    Some(escaped @ ('$' | '`' | '"' | '\\')) => self.add(escaped.encode_utf8(&mut [0; 4]), 2),
                    _ => self.add("\\", 1),
                },
                '$' | '`' => match substitution(rest) {
                    Some(0) => self.add("$", 1),
                    Some(len) => self.add_unknown(len),
                    None => return false,
                },
                _ => self.add(char.encode_utf8(&mut [0; 4]), char.len_utf8()),
            }
        }
        false
    }

    fn redirection(&mut self) {
        let rest = self.rest();
        if rest.starts_with('<')
            && let Some(len) = placeholder(&rest[1..], '>')
        {
            self.add_unknown(len + 2);
            return;
        }
        // `2>`: the number is no word of the command.
        let is_number =
            |word: &Word| !word.is_quoted && !word.text.is_empty() && word.text.bytes().all(|it| it.is_ascii_digit());
        if self.word.as_ref().is_some_and(is_number) {
            self.word = None;
        }
        self.end_word();
        if rest.starts_with("<<") && !rest.starts_with("<<<") {
            self.at += if rest.starts_with("<<-") { 3 } else { 2 };
            self.awaits_delimiter = true;
            return;
        }
        self.at += rest.len() - rest.trim_start_matches(['<', '>', '&', '|']).len();
        self.drops_next = true;
    }

    fn skip_here_documents(&mut self) {
        for delimiter in std::mem::take(&mut self.here) {
            while !self.rest().is_empty() {
                let line = self.rest().split_inclusive('\n').next().unwrap_or_default();
                self.at += line.len();
                if line.trim() == delimiter {
                    break;
                }
            }
        }
    }
}

/// How long a placeholder such as `<connection id>` is up to `end`, which is not counted.
fn placeholder(text: &str, end: char) -> Option<usize> {
    let len = text.find(end)?;
    let is_part = |char: char| char.is_alphanumeric() || "_-.|/".contains(char) || (char == ' ' && end == '>');
    let inner = &text[..len];
    (inner.starts_with(char::is_alphabetic) && inner.chars().all(is_part)).then_some(len)
}

/// How long a substitution or a variable at the beginning of the text is; 0 for a `$` that is none. None if its end is missing.
fn substitution(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix('`') {
        return rest.find('`').map(|len| len + 2);
    }
    let pairs = [("${{", "}}"), ("$[[", "]]")];
    if let Some((_, end)) = pairs.iter().find(|(start, _)| text.starts_with(start)) {
        return text.find(end).map(|at| at + end.len());
    }
    match text[1..].chars().next() {
        Some('(') => balanced(text, '(', ')'),
        Some('{') => balanced(text, '{', '}'),
        // `$'…'` has escapes of its own.
        Some('\'') => text[2..].find('\'').map(|len| len + 3),
        Some(char) if char.is_ascii_alphabetic() || char == '_' => {
            let name = |char: char| char.is_ascii_alphanumeric() || char == '_';
            Some(1 + text[1..].find(|char| !name(char)).unwrap_or(text.len() - 1))
        }
        Some(char) if char.is_ascii_digit() || "@*#?$!-".contains(char) => Some(2),
        _ => Some(0),
    }
}

/// How long the text is up to the bracket that closes the first one.
fn balanced(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, char) in text.char_indices() {
        if char == open {
            depth += 1;
        } else if char == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}
