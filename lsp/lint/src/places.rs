//! Places in a file whose text is not at hand: lines, and what goes with a property.

use project::items::{Definition, Property};
use syntax::{LineIndex, PositionEncoding, TextEdit, TextRange, TextSize};

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

/// What separates the first property of an object from one that goes before it: its own line and indentation, or a blank
/// if it stands in the line of `brace`, where the object begins.
pub(crate) fn separator(lines: &LineIndex, brace: TextSize, first: TextSize) -> String {
    let (brace, first) = (
        lines.position(brace, PositionEncoding::Utf8),
        lines.position(first, PositionEncoding::Utf8),
    );
    if brace.line == first.line {
        " ".to_owned()
    } else {
        format!("\n{}", " ".repeat(first.character as usize))
    }
}

/// The number of the line that holds `offset`, from zero.
pub(crate) fn number(lines: &LineIndex, offset: TextSize) -> u32 {
    lines.position(offset, PositionEncoding::Utf8).line
}

/// What takes a property out of an object literal, with the comma to one of its neighbours.
pub(crate) fn without(object: &Definition, property: &Property) -> TextEdit {
    let mut neighbours = object.properties.iter();
    let after = neighbours.find(|other| other.span.start() >= property.span.end());
    let before = object
        .properties
        .iter()
        .rfind(|other| other.span.end() <= property.span.start());
    let range = match (after, before) {
        (Some(after), _) => TextRange::new(property.span.start(), after.span.start()),
        (None, Some(before)) => TextRange::new(before.span.end(), property.span.end()),
        (None, None) => property.span.0,
    };
    TextEdit::delete(range)
}
