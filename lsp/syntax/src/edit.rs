//! Changes to a text, and how they are made.

use text_size::{TextRange, TextSize};

/// Puts `text` in the place of `range`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// What goes, in bytes of the text before any edit.
    pub range: TextRange,
    /// What comes.
    pub text: String,
}

/// Two edits of one set change the same place, or one of them lies outside the text or inside a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap;

impl TextEdit {
    /// Puts `text` in the place of `range`.
    pub fn replace(range: TextRange, text: impl Into<String>) -> TextEdit {
        TextEdit {
            range,
            text: text.into(),
        }
    }

    /// Puts `text` at `offset`.
    pub fn insert(offset: TextSize, text: impl Into<String>) -> TextEdit {
        TextEdit::replace(TextRange::empty(offset), text)
    }

    /// Takes `range` out.
    pub fn delete(range: TextRange) -> TextEdit {
        TextEdit::replace(range, "")
    }
}

/// Makes all edits at once, in whichever order they are given. Several insertions at one place keep their order.
///
/// # Errors
///
/// If the edits overlap or do not fit the text; then none is made.
pub fn apply_edits(text: &str, edits: &[TextEdit]) -> Result<String, Overlap> {
    let mut edits: Vec<&TextEdit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));

    let mut result = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut done = 0;
    for edit in edits {
        let (start, end) = (usize::from(edit.range.start()), usize::from(edit.range.end()));
        result.push_str(text.get(done..start).ok_or(Overlap)?);
        result.push_str(&edit.text);
        done = end;
    }
    result.push_str(text.get(done..).ok_or(Overlap)?);
    Ok(result)
}
