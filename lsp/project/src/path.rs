//! Paths as keys.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

/// A file's absolute path: the key of everything. Cheap to clone.
///
/// It is meant to be canonical (no symbolic links, no `..`); who reads the disk sees to that with
/// [`load::canonical`](crate::load::canonical). It is written with forward slashes on every system, a Windows drive in
/// upper case and without the `\\?\` prefix, so that one file has one key. A path that is not Unicode is kept with
/// replacement characters: it then names no file.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FilePath(Arc<str>);

impl FilePath {
    /// The key of an absolute path. Reads no disk: links and `..` stay as they are.
    pub fn new(path: impl AsRef<Path>) -> FilePath {
        let path = path.as_ref().to_string_lossy();
        if cfg!(windows) {
            FilePath(windows_key(&path).into())
        } else {
            FilePath(path.into())
        }
    }

    /// The path as text, with forward slashes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path below `root`, with forward slashes: `crm/syncs/contacts.ts`. None if it is not below it; empty for `root`
    /// itself.
    pub fn relative_to(&self, root: &FilePath) -> Option<&str> {
        let rest = self.0.strip_prefix(root.0.strip_suffix('/').unwrap_or(&root.0))?;
        if rest.is_empty() {
            Some(rest)
        } else {
            rest.strip_prefix('/')
        }
    }

    /// The path of `relative` below this folder. `relative` is written with forward slashes; its `.` and `..` are worked
    /// out, and what would leave the top of the file system stays there.
    pub fn join(&self, relative: &str) -> FilePath {
        let drive = drive(&self.0);
        let mut path = self.0.strip_suffix('/').unwrap_or(&self.0).to_owned();
        for segment in relative.split('/') {
            match segment {
                "" | "." => {}
                ".." => path.truncate(path.rfind('/').unwrap_or(0).max(drive)),
                _ => {
                    path.push('/');
                    path.push_str(segment);
                }
            }
        }
        if path.len() == drive {
            path.push('/');
        }
        FilePath(path.into())
    }

    /// The folder that holds it; none for the top of the file system.
    pub fn folder(&self) -> Option<FilePath> {
        let at = self.0.rfind('/')?;
        // The top keeps its slash: `C:` is not the top of a drive, but the current folder on it.
        let is_top = at == drive(&self.0);
        let folder = if is_top { &self.0[..=at] } else { &self.0[..at] };
        (folder != &*self.0).then(|| FilePath(folder.into()))
    }

    /// The last segment, with its extension.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }
}

/// How long the name of the drive is that a path begins with, as in `C:/`.
fn drive(path: &str) -> usize {
    match path.as_bytes() {
        [drive, b':', b'/', ..] if drive.is_ascii_alphabetic() => 2,
        _ => 0,
    }
}

fn windows_key(path: &str) -> String {
    let path = match path.strip_prefix(r"\\?\UNC\") {
        Some(share) => format!("//{share}"),
        None => path.strip_prefix(r"\\?\").unwrap_or(path).to_owned(),
    };
    let path = path.replace('\\', "/");
    match path.as_bytes() {
        [drive, b':', ..] => format!("{}{}", drive.to_ascii_uppercase() as char, &path[1..]),
        _ => path,
    }
}

impl Deref for FilePath {
    type Target = Path;

    fn deref(&self) -> &Path {
        Path::new(&*self.0)
    }
}

impl AsRef<Path> for FilePath {
    fn as_ref(&self) -> &Path {
        self
    }
}

impl Borrow<str> for FilePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_a_folder() {
        let root = FilePath::new("/p");
        assert_eq!(FilePath::new("/p/crm/a.ts").relative_to(&root), Some("crm/a.ts"));
        assert_eq!(FilePath::new("/p").relative_to(&root), Some(""));
        assert_eq!(FilePath::new("/pp/a.ts").relative_to(&root), None);
        assert_eq!(FilePath::new("/a.ts").relative_to(&FilePath::new("/")), Some("a.ts"));
    }

    #[test]
    fn joined_and_taken_apart() {
        let root = FilePath::new("/p");
        assert_eq!(root.join("./crm/../erp//a.ts").as_str(), "/p/erp/a.ts");
        assert_eq!(root.join("../../..").as_str(), "/");
        let up: Vec<_> = std::iter::successors(Some(root.join("a/b")), FilePath::folder).collect();
        assert_eq!(up, ["/p/a/b", "/p/a", "/p", "/"].map(FilePath::new));
    }

    #[test]
    fn windows_paths_have_one_spelling() {
        for path in [r"c:\p\a.ts", r"\\?\C:\p\a.ts", "C:/p/a.ts"] {
            assert_eq!(windows_key(path), "C:/p/a.ts");
        }
        for path in [r"\\nas\team\p", r"\\?\UNC\nas\team\p"] {
            assert_eq!(windows_key(path), "//nas/team/p");
        }
    }

    #[test]
    fn the_top_of_a_drive_keeps_its_slash() {
        let root = FilePath(windows_key(r"c:\p").into());
        let up: Vec<_> = std::iter::successors(Some(root.join("a")), FilePath::folder).collect();
        assert_eq!(
            up.iter().map(FilePath::as_str).collect::<Vec<_>>(),
            ["C:/p/a", "C:/p", "C:/"]
        );
        assert_eq!(root.join("..").as_str(), "C:/");
        assert_eq!(root.join("../../../b").as_str(), "C:/b");
        assert_eq!(root.join("..").join("b").as_str(), "C:/b");
        assert_eq!(root.relative_to(&root.join("..")), Some("p"));
    }
}
