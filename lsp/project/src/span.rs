//! Where a fact stands, kept apart from what it says.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use syntax::{TextRange, TextSize};

/// A range of bytes that takes no part in the *meaning* of a fact: equality compares it, hashing leaves it out. So one
/// derived hash of [`Items`](crate::Items) tells "the facts changed" from "the facts moved".
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Span(pub TextRange);

/// A name, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// The name; of a string literal its value.
    pub text: Box<str>,
    /// Its place, with the quotes if it has some.
    pub span: Span,
}

impl Span {
    /// The bytes from `start` to `end`; the empty range at `start` if they are the wrong way round.
    pub fn new(start: TextSize, end: TextSize) -> Span {
        Span(TextRange::new(start, end.max(start)))
    }
}

impl Hash for Span {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Deref for Span {
    type Target = TextRange;

    fn deref(&self) -> &TextRange {
        &self.0
    }
}

impl From<TextRange> for Span {
    fn from(range: TextRange) -> Span {
        Span(range)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
