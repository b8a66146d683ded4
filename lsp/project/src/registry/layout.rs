//! What stands between the entries of an `index.ts`: comments that head a group, and the end of the file.

use syntax::ast::CommentKind;
use syntax::{SourceFile, TextSize};

use super::index::{line_around, span};
use crate::Span;

/// What stands between the entries, as far as an insertion has to respect it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// Line comments that have a line of their own, in source order.
    pub(super) headers: Box<[Header]>,
    /// Blank lines, in source order.
    pub(super) blanks: Box<[Span]>,
    /// The end of the text.
    pub(super) end: TextSize,
    /// Whether the last line ends in a line end (or the file is empty).
    pub(super) ends_in_eol: bool,
}

impl Default for Layout {
    /// That of a file without text, or of none at all.
    fn default() -> Layout {
        Layout {
            headers: Box::default(),
            blanks: Box::default(),
            end: TextSize::new(0),
            ends_in_eol: true,
        }
    }
}

/// A line comment that has a line of its own: `// -- Integration: crm`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The comment, without the line end.
    pub(super) text: Box<str>,
    /// Its line, with the line end.
    pub(super) line_span: Span,
}

impl Layout {
    pub(super) fn of(file: &SourceFile) -> Layout {
        let text = file.text();
        let comments = file
            .ast()
            .comments()
            .iter()
            .filter(|comment| comment.kind == CommentKind::Line);
        let headers = comments.filter_map(|comment| {
            let line = line_around(text, comment.range.start().into(), comment.range.end().into());
            let is_alone = text[line.0..usize::from(comment.range.start())].trim().is_empty();
            let text = file.slice(comment.range).trim_end().into();
            is_alone.then(|| Header {
                text,
                line_span: span(line.0, line.1),
            })
        });
        Layout {
            headers: headers.collect(),
            blanks: blank_lines(text),
            end: TextSize::of(text),
            ends_in_eol: text.is_empty() || text.ends_with(['\n', '\r']),
        }
    }

    /// The header whose line ends where a line starts.
    pub(super) fn header_before(&self, line: Span) -> Option<&Header> {
        let at = self
            .headers
            .binary_search_by_key(&line.start(), |header| header.line_span.end());
        at.ok().map(|at| &self.headers[at])
    }

    /// The blank line that ends where a line starts.
    pub(super) fn blank_before(&self, line: Span) -> Option<Span> {
        let at = self.blanks.binary_search_by_key(&line.start(), |blank| blank.end());
        at.ok().map(|at| self.blanks[at])
    }

    /// The blank line that starts where a line ends.
    pub(super) fn blank_after(&self, line: Span) -> Option<Span> {
        let at = self.blanks.binary_search_by_key(&line.end(), |blank| blank.start());
        at.ok().map(|at| self.blanks[at])
    }
}

fn blank_lines(text: &str) -> Box<[Span]> {
    let mut blanks = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let (_, end) = line_around(text, start, start);
        if text[start..end].trim().is_empty() {
            blanks.push(span(start, end));
        }
        start = end;
    }
    blanks.into()
}
