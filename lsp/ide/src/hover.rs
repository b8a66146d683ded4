//! What is shown of what somebody points at.

use lint::Analysis;
use syntax::TextRange;

use crate::completion::FilePosition;
use crate::{effects, fixture};

/// What is shown of what somebody points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// What it is about, in bytes of the file.
    pub range: TextRange,
    /// As Markdown.
    pub markdown: String,
}

/// What the schema says of the key or value at a position of a fixture, and what the function does whose create call stands
/// there; none of anything else.
pub fn hover(analysis: &Analysis, position: &FilePosition) -> Option<Hover> {
    fixture::hover(analysis, position).or_else(|| effects::hover(analysis, position))
}
