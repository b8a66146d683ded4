//! Arguments that the user keeps in files of the project: `<integration>/fixtures/<function>.input.json`.

use std::path::{Path, PathBuf};

use dryrun::{Argument, Dryrun};
use ide::Runnable;
use project::{ArgumentKind, FilePath, load};

/// The argument, if there is a file with it. The CLI reads it: what is in it stays out of the argument vector.
pub fn fixture(root: &Path, runnable: &Runnable, argument: ArgumentKind) -> Option<Argument> {
    if !argument.is_taken_by(runnable.kind) {
        return None;
    }
    let path = PathBuf::from(argument.fixture_of(&runnable.integration, &runnable.name));
    root.join(&path).is_file().then_some(Argument::File(path))
}

/// The files that a run is handed, each with what is in it.
#[derive(Debug, Clone, Default)]
pub struct HandedOver(Vec<(ArgumentKind, PathBuf, FilePath)>);

impl HandedOver {
    /// Those of a run.
    pub fn of(dryrun: &Dryrun) -> Self {
        let arguments = [
            (ArgumentKind::Input, &dryrun.input),
            (ArgumentKind::Metadata, &dryrun.metadata),
            (ArgumentKind::Checkpoint, &dryrun.checkpoint),
        ];
        let files = arguments.into_iter().filter_map(|(kind, argument)| match argument {
            Some(Argument::File(path)) => Some((kind, path.clone(), load::canonical(&dryrun.root.join(path)))),
            _ => None,
        });
        Self(files.collect())
    }

    /// The file with the input.
    pub fn input(&self) -> Option<&FilePath> {
        let (_, _, file) = self.0.iter().find(|(kind, ..)| *kind == ArgumentKind::Input)?;
        Some(file)
    }

    /// All of them.
    pub fn files(&self) -> impl Iterator<Item = &FilePath> {
        self.0.iter().map(|(_, _, file)| file)
    }

    /// What each is, and the path that the CLI was told.
    pub fn named(&self) -> impl Iterator<Item = (ArgumentKind, String)> {
        self.0
            .iter()
            .map(|(kind, path, _)| (*kind, path.to_string_lossy().replace('\\', "/")))
    }
}
