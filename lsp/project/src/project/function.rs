//! Functions and integrations.

use super::Project;
use super::claims::Claims;
use crate::items::{Argument, DefaultForm};
use crate::{FilePath, FunctionKind, Items};

/// A file whose default export is meant to be a create call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// The file, symbolic links resolved.
    pub file: FilePath,
    /// The first folder below the root, links resolved; empty for a file in the root itself.
    pub integration: Box<str>,
    /// What its create call says, whatever the folder.
    pub kind: FunctionKind,
    /// The file's name without `.ts`.
    pub name: Box<str>,
    /// The path between the integration and the file: `actions`, `v2/actions`; none if the file lies directly in it.
    pub folder: Option<Box<str>>,
    /// Whether the default export has the one form that the compiler accepts, a literal object as the argument too.
    pub is_valid: bool,
}

/// A folder of functions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integration {
    /// The folder's name: the id under which Nango knows it.
    pub name: Box<str>,
    /// The folder, links resolved.
    pub dir: FilePath,
    /// The names of symbolic links to it in the root: each is an integration of its own for the compiler.
    pub aliases: Vec<Box<str>>,
    /// Its functions, sorted.
    pub functions: Vec<FilePath>,
    /// What they claim.
    pub(super) claims: Claims,
}

/// One line of what `nango compile` writes to `.nango/nango.json`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RegisteredFunction {
    /// The integration, as the installed CLI derives it from the entry's path.
    pub integration: Box<str>,
    /// What its create call says.
    pub kind: FunctionKind,
    /// The last segment of the entry's path, without `.js`.
    pub name: Box<str>,
    /// The file, links resolved.
    pub file: FilePath,
}

impl Function {
    /// The function that a file of the project holds, by its facts.
    pub(super) fn of(project: &Project, file: &FilePath, items: &Items) -> Option<Function> {
        let create = items.function()?;
        let place = project.place(file)?;
        let stem = place.strip_suffix(".ts").unwrap_or(&place);
        let (folders, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let (integration, folder) = match folders.split_once('/') {
            Some((integration, folder)) => (integration, Some(folder)),
            None => (folders, None),
        };
        let form = items.default_export.as_ref().map(|export| &export.form);
        Some(Function {
            file: file.clone(),
            integration: integration.into(),
            kind: create.kind,
            name: name.into(),
            folder: folder.map(Into::into),
            is_valid: matches!(form, Some(DefaultForm::Create(_))) && matches!(create.argument, Argument::Object(_)),
        })
    }
}
