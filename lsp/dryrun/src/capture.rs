//! The output of a process in bounded memory: its beginning is kept, its lines are told.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// Longest line that is told; the rest of it is dropped there, not in what is kept.
const LONGEST_LINE: usize = 16 * 1024;

/// What a process has written to one stream.
pub(crate) struct Capture {
    kept: Vec<u8>,
    limit: usize,
    truncated: bool,
    line: Vec<u8>,
}

impl Capture {
    /// A capture that keeps the first `limit` bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            kept: Vec::new(),
            limit,
            truncated: false,
            line: Vec::new(),
        }
    }

    /// Takes the next bytes, and tells every line that ends in them.
    pub(crate) fn push(&mut self, bytes: &[u8], mut tell: impl FnMut(&[u8])) {
        let room = self.limit - self.kept.len();
        self.truncated |= bytes.len() > room;
        self.kept.extend_from_slice(&bytes[..bytes.len().min(room)]);

        let mut rest = bytes;
        while let Some(end) = memchr::memchr(b'\n', rest) {
            self.extend_line(&rest[..end]);
            tell(&self.line);
            self.line.clear();
            rest = &rest[end + 1..];
        }
        self.extend_line(rest);
    }

    fn extend_line(&mut self, bytes: &[u8]) {
        let room = LONGEST_LINE - self.line.len();
        self.line.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    /// What was kept, and whether there was more.
    pub(crate) fn into_text(self) -> (String, bool) {
        let text =
            String::from_utf8(self.kept).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into());
        (text, self.truncated)
    }
}

/// Text without colours and carriage returns: the CLI colours the dump of a validation failure even when told not to.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    static ANSI: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\r").expect("the expression is constant"));
    ANSI.replace_all(text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_when_they_end() {
        let mut capture = Capture::new(100);
        let mut lines = Vec::new();
        for part in ["on", "e\ntwo\r\n", "\x1b[33mthr", "ee\x1b[39m\nfour"] {
            capture.push(part.as_bytes(), |line| {
                lines.push(plain(&String::from_utf8_lossy(line)).into_owned())
            });
        }
        assert_eq!(lines, ["one", "two", "three"]);
    }

    #[test]
    fn the_beginning_is_kept_and_no_more() {
        let mut capture = Capture::new(5);
        capture.push(b"abc", |_| ());
        capture.push(b"def", |_| ());
        capture.push(b"ghi", |_| ());
        assert_eq!(capture.into_text(), ("abcde".to_owned(), true));
    }

    #[test]
    fn a_line_without_end_takes_bounded_memory() {
        let mut capture = Capture::new(0);
        for _ in 0..100 {
            capture.push(&[b'x'; 1024], |_| ());
        }
        assert_eq!(capture.line.len(), LONGEST_LINE);
        let mut told = 0;
        capture.push(b"\n", |line| told = line.len());
        assert_eq!(told, LONGEST_LINE);
    }
}
