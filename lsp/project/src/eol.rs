//! Line ends.

/// How the lines of a file end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Eol {
    /// `\n`; also of a file that has no line end.
    #[default]
    Lf,
    /// `\r\n`.
    CrLf,
    /// `\r`.
    Cr,
}

impl Eol {
    /// How the first line of `text` ends.
    pub fn of(text: &str) -> Eol {
        let bytes = text.as_bytes();
        match memchr::memchr2(b'\n', b'\r', bytes) {
            Some(at) if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') => Eol::CrLf,
            Some(at) if bytes[at] == b'\r' => Eol::Cr,
            _ => Eol::Lf,
        }
    }

    /// The characters.
    pub fn as_str(self) -> &'static str {
        match self {
            Eol::Lf => "\n",
            Eol::CrLf => "\r\n",
            Eol::Cr => "\r",
        }
    }
}
