//! Lines of `index.ts` that go, and lines that are written anew.

use syntax::TextEdit;

use super::{Registry, Unmatched, WhyUnmatched};
use crate::Span;

impl Registry {
    /// The edit that takes the entry at `index` out: its line, the header of a group that it leaves empty included; only
    /// the import if something else stands on the line. None if there is no such entry.
    pub fn removal(&self, index: usize) -> Option<TextEdit> {
        let entry = self.index.matches.get(index)?;
        if !entry.alone {
            return Some(TextEdit::delete(entry.span.0));
        }
        let layout = &self.index.layout;
        let first_folder = |path: &str| path.split('/').nth(1).unwrap_or_default().to_owned();
        let integration = first_folder(&entry.path);
        let is_same = |other: usize| {
            self.index
                .matches
                .get(other)
                .is_some_and(|other| first_folder(&other.path) == integration)
        };
        let is_last_of_group = !is_same(index + 1) && !index.checked_sub(1).is_some_and(is_same);
        let header = layout
            .header_before(entry.line_span)
            .filter(|header| header.text.contains(&*integration));
        let range = match header {
            Some(header) if is_last_of_group => {
                let group = Span::new(header.line_span.start(), entry.line_span.end());
                let blank = layout.blank_after(group).or(layout.blank_before(group));
                blank.map_or(group.0, |blank| group.cover(blank.0))
            }
            _ => entry.line_span.0,
        };
        Some(TextEdit::delete(range))
    }

    /// The edit that writes an import in the form that the compiler sees, on a line of its own. None if the path leads out
    /// of the project, so that no form would do.
    pub fn canonical(&self, unmatched: &Unmatched) -> Option<TextEdit> {
        let missed = self.index.missed.iter().find(|missed| missed.span == unmatched.span)?;
        if missed.why == WhyUnmatched::ByteOrderMark {
            // The mark itself is outside of the text that an editor knows.
            return Some(TextEdit::insert(missed.span.start(), self.eol().as_str()));
        }
        let is_below = missed.source.starts_with("./") || (missed.why == WhyUnmatched::BarePath);
        is_below.then(|| {
            let line = self.style().import(&missed.source);
            let line = if missed.breaks_line {
                format!("{}{line}", self.eol().as_str())
            } else {
                line
            };
            TextEdit::replace(missed.replaced.0, line)
        })
    }
}
