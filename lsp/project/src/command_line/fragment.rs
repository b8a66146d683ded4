//! A piece of shell inside of another file, and where each of its bytes stands there.

use std::ops::Range;

use syntax::TextSize;

use crate::Span;

/// A piece of shell, taken out of what is around it: escapes of JSON, indentation of YAML, prompts of a README.
#[derive(Debug, Default)]
pub(super) struct Fragment {
    /// The shell's text.
    pub(super) text: String,
    /// For each byte of the text, where it begins in the file.
    starts: Vec<u32>,
    /// Where the piece ends in the file.
    end: u32,
    /// Whether it stands between single quotes of YAML.
    pub(super) is_in_single_quotes: bool,
    /// Whether other text than shell may stand there.
    pub(super) is_in_prose: bool,
}

impl Fragment {
    /// A file that is shell from end to end.
    pub(super) fn whole(text: &str) -> Fragment {
        let mut fragment = Fragment::default();
        fragment.push_str(text, 0);
        fragment
    }

    /// Adds a character that begins at `at` in the file and takes `len` bytes there.
    pub(super) fn push(&mut self, char: char, at: usize, len: usize) {
        self.text.push(char);
        self.starts.resize(self.text.len(), at as u32);
        self.end = (at + len) as u32;
    }

    /// Adds text that stands at `at` in the file as it is.
    pub(super) fn push_str(&mut self, text: &str, at: usize) {
        self.starts.extend((at as u32..).take(text.len()));
        self.text.push_str(text);
        self.end = (at + text.len()) as u32;
    }

    /// The place in the file of a range of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let at = |index: usize| TextSize::new(self.starts.get(index).copied().unwrap_or(self.end));
        Span::new(at(range.start), at(range.end))
    }
}
