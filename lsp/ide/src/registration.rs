//! Entries of `index.ts` for functions that have none.

use lint::{Analysis, FileEdit, SourceChange};
use project::{FilePath, FunctionKind, Project, ProjectKind};

use crate::place::Place;

/// The change that registers the function in `file`. None if it is registered, or lies where no function can be.
///
/// The file need not hold a function yet: after a completion the new text may still be on its way. An import that the
/// compiler does not see is written as it does.
pub fn register(analysis: &Analysis, file: &FilePath) -> Option<SourceChange> {
    let project = Place::of(analysis, file)?.project;
    if project.registered(file) {
        return None;
    }
    let registry = project.registry();
    let import = registry
        .unmatched()
        .iter()
        .find(|import| import.target.as_ref() == Some(file));
    Some(match import.and_then(|import| registry.canonical(import)) {
        Some(edit) => SourceChange::edit(project.index_path(), [edit]),
        None => SourceChange {
            edits: vec![entries(project, [file])],
        },
    })
}

/// The change that registers every function of the project at `root` that `index.ts` does not mention, parked ones left
/// out. None if there is none: the same that the fix of `index-unregistered-function` on `index.ts` makes.
pub fn register_all(analysis: &Analysis, root: &FilePath) -> Option<SourceChange> {
    let project = analysis
        .workspace
        .project(root)
        .filter(|project| project.kind() != ProjectKind::Yaml)?;
    let missing = analysis.unregistered(project);
    let files = missing.iter().map(|function| &function.file);
    (!missing.is_empty()).then(|| SourceChange {
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
pub fn is_unregistered(analysis: &Analysis, file: &FilePath) -> bool {
    Place::of(analysis, file).is_some_and(|place| {
        let function = place.project.function_at(file);
        let is_valid = function.is_some_and(|function| function.is_valid && function.kind == place.kind);
        is_valid && place.kind != FunctionKind::Function && !place.project.registered(file)
    })
}
