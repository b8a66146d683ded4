//! One entry of the registry, and the file it stands for.

use std::sync::Arc;

use crate::{FilePath, Span};

/// A match of the compiler's regex in `index.ts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path as captured: `./crm/syncs/contacts.js`.
    pub path: Arc<str>,
    /// The match: from `import` to the closing quote, with the semicolon if it follows.
    pub span: Span,
    /// The path, without the quotes.
    pub path_span: Span,
    /// The line, or lines, that it stands on, with the line end.
    pub line_span: Span,
    /// Whether TypeScript sees no import here, because it is inside of a comment or a template: the compiler does.
    pub commented: bool,
    /// What the compiler makes of the path.
    pub target: EntryTarget,
    /// The integration that the compiler takes it for; it depends on the CLI's version. Empty if it finds none.
    pub integration: Arc<str>,
    /// The function's name: the last segment without `.js`.
    pub name: Arc<str>,
    /// The index of the first entry for the same path (`./a` and `./a.js` are the same; two symbolic links are not).
    pub duplicate_of: Option<usize>,
}

/// What the compiler makes of the path of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryTarget {
    /// A file of the project, symbolic links resolved.
    File(FilePath),
    /// No file is there. [`Project::did_you_mean`](crate::Project::did_you_mean) knows what may be meant.
    Missing(FilePath),
    /// It lies directly in the project folder, without an integration: the compiler fails.
    RootLevel,
    /// It leaves the project folder, as `./../x.js`: the compiler fails.
    OutsideRoot,
    /// The path is not plain (`./a/../b`, `.//a`, `././a`), on which CLIs before 0.71.5 crash; the file that is meant.
    NotPlain(FilePath),
}

impl Entry {
    /// Where the source is, or would be.
    pub(super) fn source(&self) -> Option<&FilePath> {
        match &self.target {
            EntryTarget::File(file) | EntryTarget::Missing(file) | EntryTarget::NotPlain(file) => Some(file),
            EntryTarget::RootLevel | EntryTarget::OutsideRoot => None,
        }
    }
}

impl EntryTarget {
    /// The file, if there is one.
    pub fn file(&self) -> Option<&FilePath> {
        match self {
            EntryTarget::File(file) => Some(file),
            _ => None,
        }
    }
}
