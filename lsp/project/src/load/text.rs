//! The text of one file.

use std::path::Path;
use std::{fs, io};

/// Files that are larger are not read: no function is, and a parser would be busy for a second.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// A text from the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text, without a byte order mark, as editors know it.
    pub text: String,
    /// Whether the file begins with a byte order mark.
    pub byte_order_mark: bool,
    /// What is wrong with it, though it could be read: it is not UTF-8.
    pub problem: Option<Problem>,
}

/// Why a file could not be read, or not well.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The system refused.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// It is larger than 4 MB.
    #[error("is not read, because it is larger than {} MB", MAX_BYTES / 1024 / 1024)]
    TooLarge,
    /// It is UTF-16: TypeScript can read that, the rest of the compiler cannot.
    #[error("is not read, because it is UTF-16: save it as UTF-8")]
    Utf16,
    /// It holds bytes that are not UTF-8: they are read as U+FFFD, as Node does.
    #[error("holds bytes that are not UTF-8: save it as UTF-8")]
    NotUtf8,
}

/// Reads a file as the CLI would.
///
/// # Errors
///
/// If the system refuses, and if the file is too large or UTF-16.
pub fn read_file(path: impl AsRef<Path>) -> Result<Text, Problem> {
    let path = path.as_ref();
    let unreadable = |error: io::Error| Problem::Unreadable(error.kind().to_string());
    if fs::metadata(path).map_err(unreadable)?.len() > MAX_BYTES {
        return Err(Problem::TooLarge);
    }
    decode(fs::read(path).map_err(unreadable)?)
}

/// Reads a file that need not be there.
///
/// # Errors
///
/// As [`read_file`].
pub fn read_if_there(path: impl AsRef<Path>) -> Result<Option<Text>, Problem> {
    if path.as_ref().is_file() {
        read_file(path).map(Some)
    } else {
        Ok(None)
    }
}

/// What the bytes of a file say.
///
/// # Errors
///
/// If they are UTF-16.
pub fn decode(mut bytes: Vec<u8>) -> Result<Text, Problem> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(Problem::Utf16);
    }
    let byte_order_mark = bytes.starts_with(MARK);
    if byte_order_mark {
        bytes.drain(..MARK.len());
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Text {
            text,
            byte_order_mark,
            problem: None,
        },
        Err(error) => {
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Text {
                text,
                byte_order_mark,
                problem: Some(Problem::NotUtf8),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_no_text() {
        let text = decode(b"\xEF\xBB\xBFa".to_vec()).unwrap();
        assert_eq!(
            (text.text.as_str(), text.byte_order_mark, text.problem),
            ("a", true, None)
        );
    }

    #[test]
    fn what_is_not_utf8_is_said() {
        let text = decode(b"caf\xE9".to_vec()).unwrap();
        assert_eq!(
            (text.text.as_str(), text.problem),
            ("caf\u{fffd}", Some(Problem::NotUtf8))
        );
        assert_eq!(decode(b"\xFF\xFEa\0".to_vec()), Err(Problem::Utf16));
    }
}
