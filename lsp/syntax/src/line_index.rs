//! From byte offsets to positions and back, without the text.

use text_size::{TextRange, TextSize};

use crate::{Position, PositionEncoding};

/// Where the lines of a text begin and where its wide characters are: enough to convert positions of a file whose text
/// is not in memory. Four bytes a line, and eight more for each character outside of ASCII.
///
/// No input is out of range: a line or character past the end is clamped (to the end of the line, before its
/// terminator, or of the text), and what lies inside a character or a line terminator is moved to its start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    /// The first byte of each line.
    starts: Box<[u32]>,
    /// Which lines end in CRLF, a bit each; empty if none does.
    crlf: Box<[u64]>,
    wide: Box<[WideChar]>,
    len: u32,
}

/// A character of more than one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct WideChar {
    offset: u32,
    len: u8,
}

impl LineIndex {
    /// Reads a text once.
    pub fn new(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut crlf = Vec::new();
        for end in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            match bytes[end] {
                b'\r' if bytes.get(end + 1) == Some(&b'\n') => {
                    let line = starts.len() - 1;
                    crlf.resize(line / 64 + 1, 0);
                    crlf[line / 64] |= 1 << (line % 64);
                }
                _ => starts.push(end as u32 + 1),
            }
        }
        LineIndex {
            starts: starts.into(),
            crlf: crlf.into(),
            wide: wide_chars(text),
            len: bytes.len() as u32,
        }
    }

    /// How many lines there are: one more than line terminators.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The length of the text.
    pub fn len(&self) -> TextSize {
        self.len.into()
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The range of a line without its terminator; the empty one at the end of the text for a line past the end.
    pub fn line(&self, line: u32) -> TextRange {
        let line = line as usize;
        let Some(&start) = self.starts.get(line) else {
            return TextRange::empty(self.len());
        };
        let end = match self.starts.get(line + 1) {
            Some(next) => {
                let is_crlf = self
                    .crlf
                    .get(line / 64)
                    .is_some_and(|bits| bits >> (line % 64) & 1 == 1);
                next - if is_crlf { 2 } else { 1 }
            }
            None => self.len,
        };
        TextRange::new(start.into(), end.into())
    }

    /// The position of a byte offset.
    pub fn position(&self, offset: TextSize, encoding: PositionEncoding) -> Position {
        let offset = u32::from(offset).min(self.len);
        let line = self.starts.partition_point(|start| *start <= offset) as u32 - 1;
        let content = self.line(line);
        let (start, offset) = (u32::from(content.start()), offset.min(content.end().into()));

        let mut character = offset - start;
        for wide in self.wide_from(start).take_while(|wide| wide.offset < offset) {
            let within = u32::from(wide.len).min(offset - wide.offset);
            character -= within;
            if within == u32::from(wide.len) {
                character += encoding.width(within);
            }
        }
        Position { line, character }
    }

    /// The byte offset of a position.
    pub fn offset(&self, position: Position, encoding: PositionEncoding) -> TextSize {
        let content = self.line(position.line);
        let (start, end) = (u32::from(content.start()), u32::from(content.end()));

        // Characters are counted one unit and one byte each, wide ones corrected as they come.
        let (mut offset, mut left) = (start, position.character);
        for wide in self.wide_from(start).take_while(|wide| wide.offset < end) {
            let narrow = wide.offset - offset;
            let width = encoding.width(wide.len.into());
            if left < narrow + width {
                return TextSize::new(offset + left.min(narrow));
            }
            left -= narrow + width;
            offset = wide.offset + u32::from(wide.len);
        }
        TextSize::new(offset.saturating_add(left).min(end))
    }

    fn wide_from(&self, offset: u32) -> impl Iterator<Item = &WideChar> {
        self.wide[self.wide.partition_point(|wide| wide.offset < offset)..].iter()
    }
}

fn wide_chars(text: &str) -> Box<[WideChar]> {
    if text.is_ascii() {
        return Box::default();
    }
    let wide = text.char_indices().filter(|(_, char)| !char.is_ascii());
    wide.map(|(offset, char)| WideChar {
        offset: offset as u32,
        len: char.len_utf8() as u8,
    })
    .collect()
}
