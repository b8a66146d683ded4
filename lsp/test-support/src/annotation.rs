//! The lines `//^^^ message` of a fixture: each says something of the line above it.

use std::fmt::Write;
use std::ops::Range;

use crate::CURSOR;

/// A message about a piece of a text.
///
/// In a fixture the carets stand below the piece, and `//<` reaches back to the start of the line. Several may stand in
/// one line, two spaces apart, or in several lines, all of which speak of the last line of text above them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// In bytes of the text.
    pub range: Range<usize>,
    /// What is said.
    pub message: String,
}

/// Reads a line of annotations, with ranges relative to the start of the line `above`, which still has its `$0`. None
/// if it is a line of text.
pub(crate) fn read<'a>(line: &'a str, above: &'a str) -> Option<impl Iterator<Item = Annotation>> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let markers = line[indent..].strip_prefix("//")?.trim_end();
    let after_start = markers
        .strip_prefix('<')
        .map(|rest| rest.is_empty() || rest.starts_with(['^', ' ']));
    if !after_start.unwrap_or_else(|| markers.starts_with('^')) {
        return None;
    }

    let columns = columns(above);
    let mut column = indent + "//".len();
    let mut rest = Some(markers);
    Some(std::iter::from_fn(move || {
        let marker = rest?;
        let next = marker.find("  ^").map(|at| at + 2);
        rest = next.map(|at| &marker[at..]);

        let carets = marker.len() - marker.trim_start_matches(['<', '^']).len();
        let from = if marker.starts_with('<') { 0 } else { column };
        let offset = |column: usize| columns.get(column).copied();
        let range = offset(from).zip(offset(column + carets));
        let (from, to) = range.unwrap_or_else(|| panic!("this marks more than the line above it:\n{above}{line}"));
        let message = marker[carets..next.unwrap_or(marker.len())].trim().to_owned();
        column += marker[..next.unwrap_or(0)].chars().count();
        Some(Annotation {
            range: from..to,
            message,
        })
    }))
}

/// Draws annotations below the lines in which they begin, in the order of the text.
pub(crate) fn draw(text: &str, annotations: &[Annotation]) -> String {
    let mut annotations: Vec<&Annotation> = annotations.iter().collect();
    annotations.sort_by_key(|it| (it.range.start, it.range.end, &it.message));
    let mut left = annotations.into_iter().peekable();
    let (mut picture, mut start) = (String::new(), 0);
    for line in text.split_inclusive('\n') {
        picture.push_str(line);
        let end = start + line.len();
        let is_last = end == text.len();
        while let Some(annotation) = left.next_if(|it| it.range.start < end || is_last) {
            if !picture.ends_with('\n') {
                picture.push('\n');
            }
            let column = |offset: usize| line.get(..offset - start).unwrap_or(line.trim_end()).chars().count();
            let (from, to) = (column(annotation.range.start), column(annotation.range.end.min(end)));
            let marker = match from.checked_sub(2) {
                Some(indent) => format!("{}//{}", " ".repeat(indent), "^".repeat((to - from).max(1))),
                None => format!("//<{}", "^".repeat(to.saturating_sub(3))),
            };
            let _ = writeln!(picture, "{}", format!("{marker} {}", annotation.message).trim_end());
        }
        start = end;
    }
    picture
}

/// The offset in the text of each column of a line, `$0` counted as the two columns that one sees; one column past the
/// end is there too, for what is missing at the end of a line.
fn columns(line: &str) -> Vec<usize> {
    let line = line.trim_end_matches(['\n', '\r']);
    let (before, after) = line
        .split_once(CURSOR)
        .map_or((line, None), |(before, after)| (before, Some(after)));
    let mut columns: Vec<usize> = before.char_indices().map(|(at, _)| at).collect();
    if let Some(after) = after {
        columns.extend([before.len(); CURSOR.len()]);
        columns.extend(after.char_indices().map(|(at, _)| before.len() + at));
    }
    let end = before.len() + after.map_or(0, str::len);
    columns.extend([end, end]);
    columns
}
