//! URIs of the editor and paths of the disk.
//!
//! Paths are keys, URIs are for answering: VS Code sends `file:///c%3A/a`, others `file:///C:/a`, and both are one file.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use tower_lsp::ls_types::Uri;

/// RFC 3986 leaves these unencoded in a path; VS Code encodes the colon of a drive too, and so do we.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The absolute path that a `file:` URI names. `None` for other schemes (`untitled:`, `git:`, …), which are no files.
pub fn to_path(uri: &Uri) -> Option<PathBuf> {
    if !uri.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    let path = uri.path().decode().to_bytes();
    let host = uri
        .authority()
        .map(|authority| authority.host())
        .filter(|host| !host.eq_ignore_ascii_case("localhost"));
    let path = platform::decode(host.unwrap_or_default(), &path)?;
    path.is_absolute().then_some(path)
}

/// The `file:` URI of an absolute path.
pub fn from_path(path: &Path) -> Option<Uri> {
    let encoded = percent_encode(&platform::encode(path), ENCODED).to_string();
    let text = if encoded.starts_with("//") {
        format!("file:{encoded}")
    } else {
        format!("file://{encoded}")
    };
    Uri::from_str(&text).ok()
}

#[cfg(unix)]
mod platform {
    use std::borrow::Cow;
    use std::ffi::OsString;
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    use std::path::{Path, PathBuf};

    /// Paths are bytes here, and need not be UTF-8. Another machine's files are not ours to read.
    pub(super) fn decode(host: &str, path: &[u8]) -> Option<PathBuf> {
        host.is_empty()
            .then(|| PathBuf::from(OsString::from_vec(path.to_vec())))
    }

    pub(super) fn encode(path: &Path) -> Cow<'_, [u8]> {
        Cow::Borrowed(path.as_os_str().as_bytes())
    }
}

#[cfg(not(unix))]
mod platform {
    use std::borrow::Cow;
    use std::path::{Path, PathBuf};

    /// `/c:/a` is `C:\a`, and `//server/share/a` is a share.
    pub(super) fn decode(host: &str, path: &[u8]) -> Option<PathBuf> {
        let path = std::str::from_utf8(path).ok()?.replace('/', "\\");
        if !host.is_empty() {
            return Some(PathBuf::from(format!("\\\\{host}{path}")));
        }
        let path = path.strip_prefix('\\')?;
        let (drive, rest) = path.split_at_checked(1)?;
        Some(PathBuf::from(format!("{}{rest}", drive.to_ascii_uppercase())))
    }

    pub(super) fn encode(path: &Path) -> Cow<'_, [u8]> {
        let path = path.to_string_lossy().replace('\\', "/");
        let path = path.strip_prefix("//?/").unwrap_or(&path);
        Cow::Owned(
            if path.starts_with('/') {
                path.to_owned()
            } else {
                format!("/{path}")
            }
            .into_bytes(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(uri: &str) -> Option<PathBuf> {
        to_path(&Uri::from_str(uri).expect("a URI"))
    }

    #[test]
    fn other_schemes_are_no_files() {
        for uri in [
            "untitled:Untitled-1",
            "git:/a.ts?ref=HEAD",
            "vscode-notebook-cell:/a.ipynb#x",
            "file:",
        ] {
            assert_eq!(path(uri), None, "{uri}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn encoded_and_plain_are_one_path() {
        for uri in [
            "file:///a%20b/%D1%84.ts",
            "file:///a%20b/%d1%84.ts",
            "file://localhost/a%20b/%D1%84.ts",
        ] {
            assert_eq!(path(uri), Some(PathBuf::from("/a b/ф.ts")), "{uri}");
        }
        assert_eq!(path("file://server/share/a.ts"), None);
    }

    #[cfg(unix)]
    #[test]
    fn every_path_round_trips() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        for bytes in [&b"/a b/[x]/\xD1\x84#?%.ts"[..], b"/not-utf8-\xFF.ts", b"/c:/a.ts"] {
            let path = Path::new(OsStr::from_bytes(bytes));
            assert_eq!(to_path(&from_path(path).expect("a URI")).as_deref(), Some(path));
        }
    }

    #[cfg(windows)]
    #[test]
    fn a_drive_has_one_spelling() {
        for uri in ["file:///C:/a/b.ts", "file:///c:/a/b.ts", "file:///c%3A/a/b.ts"] {
            assert_eq!(path(uri), Some(PathBuf::from("C:\\a\\b.ts")), "{uri}");
        }
        assert_eq!(
            path("file://server/share/a.ts"),
            Some(PathBuf::from("\\\\server\\share\\a.ts"))
        );
    }
}
