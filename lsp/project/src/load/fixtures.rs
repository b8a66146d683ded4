//! The fixtures of a root: in the folder of that name of each integration, ignored or not, for a run uses them all the same.

use std::fs;
use std::path::Path;

use super::{Problem, canonical, read_file};
use crate::FilePath;
use crate::fixture::{FOLDER, Fixture, FixtureName};
use crate::project::IGNORED_FOLDERS;

/// Each of them, or why it could not be read.
pub(super) fn read(root: &FilePath) -> impl Iterator<Item = (FilePath, Result<Fixture, Problem>)> + use<> {
    let folders = entries(root).filter(|folder| !IGNORED_FOLDERS.contains(&folder.name()));
    let files = folders.flat_map(|folder| entries(&folder.join(FOLDER)));
    // The path with its links resolved is what an editor's document gets too.
    let files = files.map(|file| canonical(&file));
    let fixtures = files.filter(|file| FixtureName::of(file).is_some() && file.is_file());
    fixtures.map(|file| {
        let text = read_file(&file);
        (file, text.map(|text| Fixture::new(&text.text, text.byte_order_mark)))
    })
}

fn entries(folder: &Path) -> impl Iterator<Item = FilePath> + use<> {
    let folder = FilePath::new(folder);
    let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
    entries.map(move |entry| folder.join(&entry.file_name().to_string_lossy()))
}
