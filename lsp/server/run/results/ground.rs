//! What a result stands on.

use std::sync::Arc;

use project::FilePath;
use rustc_hash::FxHashMap;
use syntax::{Drift, LineIndex, Revision, SourceFile, TextRange};

use crate::sources::Sources;

/// The files that a result is about, in the versions to which its places belong, and the statements that it is about most of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ground {
    files: FxHashMap<FilePath, Arc<Revision>>,
    statements: Vec<(FilePath, TextRange)>,
    is_stale: bool,
}

impl Ground {
    /// The ground of these files, and of the statements at these places. What cannot be read is no ground. Parses the files.
    pub fn of<'p>(
        sources: &Sources<'_>,
        files: impl IntoIterator<Item = &'p FilePath>,
        places: impl IntoIterator<Item = (&'p FilePath, TextRange)>,
    ) -> Self {
        let mut ground = Self::default();
        for file in files {
            ground.read(sources, file);
        }
        for (file, range) in places {
            ground.read(sources, file);
            let statement = ground.files.get(file).and_then(|revision| revision.statement(range));
            let place = (file.clone(), statement.unwrap_or(range));
            if !ground.statements.contains(&place) {
                ground.statements.push(place);
            }
        }
        ground
    }

    fn read(&mut self, sources: &Sources<'_>, file: &FilePath) {
        if !self.files.contains_key(file)
            && let Some(text) = sources.text(file)
        {
            let revision = Revision::of(&SourceFile::parse(&*text));
            self.files.insert(file.clone(), Arc::new(revision));
        }
    }

    /// The same, edited since the result was made.
    pub fn edited_since(mut self, is_edited: bool) -> Self {
        self.is_stale = is_edited;
        self
    }

    /// Whether something of it was edited before it was noted.
    pub fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// Its files.
    pub fn files(&self) -> impl Iterator<Item = &FilePath> {
        self.files.keys()
    }

    /// Whether a file is part of it.
    pub fn holds(&self, file: &FilePath) -> bool {
        self.files.contains_key(file)
    }

    /// Where the lines of one of its files begin.
    pub(super) fn lines(&self, file: &FilePath) -> Option<Arc<LineIndex>> {
        Some(Arc::new(self.files.get(file)?.lines()))
    }

    pub(super) fn revision(&self, file: &FilePath) -> Option<Arc<Revision>> {
        self.files.get(file).cloned()
    }

    pub(super) fn replace(&mut self, file: &FilePath, new: Arc<Revision>) {
        if let Some(revision) = self.files.get_mut(file) {
            *revision = new;
        }
    }

    /// Moves the statements of a file along; whether each is still what it was.
    pub(super) fn shift(&mut self, file: &FilePath, drift: &Drift<'_>) -> bool {
        self.statements
            .iter_mut()
            .filter(|(other, _)| other == file)
            .all(|(_, range)| drift.shift_statement(*range).map(|shifted| *range = shifted).is_some())
    }
}
