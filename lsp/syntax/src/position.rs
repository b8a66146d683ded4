//! Positions as editors count them.

/// A place in a text, as an editor counts it: both numbers from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// The line. Lines end at LF, CRLF and a lone CR, nowhere else.
    pub line: u32,
    /// How many units of the negotiated [`PositionEncoding`] lie before it on its line.
    pub character: u32,
}

/// What [`Position::character`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PositionEncoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units; what the Language Server Protocol takes for granted.
    #[default]
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

impl Position {
    /// The place `character` units into `line`.
    pub fn new(line: u32, character: u32) -> Position {
        Position { line, character }
    }
}

impl PositionEncoding {
    /// How many units one character takes that has `len_utf8` bytes.
    pub(crate) fn width(self, len_utf8: u32) -> u32 {
        match self {
            PositionEncoding::Utf8 => len_utf8,
            // Exactly the characters of four bytes are outside the Basic Multilingual Plane, and are surrogate pairs.
            PositionEncoding::Utf16 => len_utf8.div_ceil(3),
            PositionEncoding::Utf32 => 1,
        }
    }
}
