//! What an edit means for other files.

use crate::FilePath;

/// What an edit meant for the files beside the edited one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How much of the file's facts changed.
    pub kind: ChangeKind,
    /// The other files whose diagnostics may differ, sorted: those of the same integration, those that import it directly
    /// or through others, `index.ts`, and after an edit of `index.ts` those whose registration changed. If only positions
    /// moved, only those among them matter whose diagnostics point into this file.
    pub dependents: Vec<FilePath>,
}

/// How much of a file's facts an edit changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Nothing at all.
    Nothing,
    /// Only where they stand.
    Moved,
    /// What they say; also of a file that was created or deleted, and of anything beside the files.
    Facts,
}

impl Change {
    /// A change that concerns no other file.
    pub fn alone(kind: ChangeKind) -> Change {
        Change {
            kind,
            dependents: Vec::new(),
        }
    }

    /// Whether no fact changed, though positions may have.
    pub fn moved_only(&self) -> bool {
        self.kind <= ChangeKind::Moved
    }
}
