//! A change of the workspace: edits of files, new files, renames. Every change that the server proposes is one of these.

use std::path::PathBuf;

use project::FilePath;
use syntax::TextEdit;

/// A change of several files, made as a whole or not at all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceChange {
    /// Its steps. Every edit refers to the file as it is now; creations and renames come first.
    pub edits: Vec<FileEdit>,
}

/// A change of one file.
#[derive(Debug, Clone, PartialEq)]
pub enum FileEdit {
    /// Edits of its text.
    Edit {
        /// The file.
        file: FilePath,
        /// What is replaced: disjoint, in ascending order.
        edits: Vec<TextEdit>,
    },
    /// A new file. An existing one is kept: the change is refused.
    Create {
        /// Its absolute path; its folders are made too.
        path: PathBuf,
        /// Its text.
        text: String,
    },
    /// The end of a file.
    Delete {
        /// The file.
        file: FilePath,
    },
    /// A new name or folder for a file.
    Rename {
        /// The file.
        from: FilePath,
        /// Its new absolute path.
        to: PathBuf,
    },
}

impl SourceChange {
    /// Edits of one file.
    pub fn edit(file: &FilePath, edits: impl IntoIterator<Item = TextEdit>) -> SourceChange {
        let mut change = SourceChange::default();
        change.add_edits(file, edits);
        change
    }

    /// A new file.
    pub fn create(path: PathBuf, text: impl Into<String>) -> SourceChange {
        SourceChange {
            edits: vec![FileEdit::Create {
                path,
                text: text.into(),
            }],
        }
    }

    /// Adds edits of `file`, which must not touch those that are there already.
    pub fn add_edits(&mut self, file: &FilePath, new: impl IntoIterator<Item = TextEdit>) {
        let known = self.edits.iter_mut().find_map(|edit| match edit {
            FileEdit::Edit { file: other, edits } if other == file => Some(edits),
            _ => None,
        });
        match known {
            Some(edits) => {
                edits.extend(new);
                // Stable: insertions at one place keep the order in which they were added.
                edits.sort_by_key(|edit| edit.range.start());
            }
            None => {
                let mut edits: Vec<TextEdit> = new.into_iter().collect();
                edits.sort_by_key(|edit| edit.range.start());
                self.edits.push(FileEdit::Edit {
                    file: file.clone(),
                    edits,
                });
            }
        }
    }
}
