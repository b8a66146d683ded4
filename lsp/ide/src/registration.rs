//! Entries of `index.ts` for functions that have none.

use lint::{Analysis, FileEdit, SourceChange};
use project::{FilePath, FunctionKind, Project, ProjectKind};

use crate::place::Place;

/// The change that registers the function in `file`. None if it is registered, or lies where no function can be.
///
/// The file need not hold a function yet: after a completion the new text may still be on its way.
pub fn register(analysis: &Analysis, file: &FilePath) -> Option<SourceChange> {
    let place = Place::of(analysis, file)?;
    let is_missing = !place.project.registered(file);
    is_missing.then(|| SourceChange {
        edits: vec![entries(place.project, [file])],
    })
}

/// The change that registers every function of the project at `root` that is not. None if there is none.
///
/// Left out is what would not do as an entry: a file in the wrong place, an invalid create call, `createFunction`.
pub fn register_all(analysis: &Analysis, root: &FilePath) -> Option<SourceChange> {
    let project = analysis.workspace.project(root)?;
    let unregistered = project.unregistered_functions().map(|function| &function.file);
    let files: Vec<&FilePath> = unregistered.filter(|file| is_unregistered(analysis, file)).collect();
    (!files.is_empty()).then(|| SourceChange {
        edits: vec![entries(project, files)],
    })
}

/// The change of `index.ts` that adds `files`; makes `index.ts` if there is none.
pub(crate) fn entries<'a>(project: &Project, files: impl IntoIterator<Item = &'a FilePath>) -> FileEdit {
    let edits = project.registration(files);
    let index = project.index_path();
    if project.kind() == ProjectKind::MissingIndex {
        let text = edits.into_iter().map(|edit| edit.text).collect();
        FileEdit::Create {
            path: index.to_path_buf(),
            text,
        }
    } else {
        FileEdit::Edit {
            file: index.clone(),
            edits,
        }
    }
}

/// Whether there is a function in `file` that can be registered and is not.
pub(crate) fn is_unregistered(analysis: &Analysis, file: &FilePath) -> bool {
    Place::of(analysis, file).is_some_and(|place| {
        let function = place.project.function_at(file);
        let is_valid = function.is_some_and(|function| function.is_valid && function.kind == place.kind);
        is_valid && place.kind != FunctionKind::Function && !place.project.registered(file)
    })
}
