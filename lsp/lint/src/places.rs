//! Lines around a place in a file whose text is not at hand.

use syntax::{LineIndex, PositionEncoding, TextRange, TextSize};

/// The line that holds `offset`, without its line end.
pub(crate) fn line(lines: &LineIndex, offset: TextSize) -> TextRange {
    lines.line(number(lines, offset))
}

/// The line that holds `offset`, with its line end.
pub(crate) fn whole_line(lines: &LineIndex, offset: TextSize) -> TextRange {
    let line = number(lines, offset);
    let range = lines.line(line);
    TextRange::new(range.start(), lines.line(line + 1).start().max(range.end()))
}

/// The number of the line that holds `offset`, from zero.
pub(crate) fn number(lines: &LineIndex, offset: TextSize) -> u32 {
    lines.position(offset, PositionEncoding::Utf8).line
}
