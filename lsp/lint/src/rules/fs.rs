//! Where functions lie, and what their files are called.

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod fs_build_path_collision;
pub(crate) mod fs_duplicate_name;
pub(crate) mod fs_function_path_shape;
pub(crate) mod fs_integration_id_chars;
pub(crate) mod fs_kebab_case;
pub(crate) mod fs_kind_folder_mismatch;
pub(crate) mod fs_metadata_model_collision;
pub(crate) mod fs_script_name_chars;

pub(super) static RULES: &[&Rule] = &[
    &fs_kind_folder_mismatch::RULE,
    &fs_function_path_shape::RULE,
    &fs_script_name_chars::RULE,
    &fs_integration_id_chars::RULE,
    &fs_kebab_case::RULE,
    &fs_duplicate_name::RULE,
    &fs_metadata_model_collision::RULE,
    &fs_build_path_collision::RULE,
];

/// The limit of the server on names of functions and integrations.
const MAX_NAME: usize = 255;

/// The change that gives a function another folder of its integration or another name, and says so in `index.ts`. None if
/// a file is there already, or if another file imports this one: their paths would have to change too.
fn relocation(ctx: &FileContext<'_>, function: &Function, folder: &str, name: &str) -> Option<SourceChange> {
    let project = ctx.scope.project;
    let to = project
        .root()
        .join(&format!("{}/{folder}/{name}.ts", function.integration));
    let is_imported = project
        .importers_of(ctx.file)
        .iter()
        .any(|importer| importer != project.index_path());
    if project.has_file(&to) || is_imported {
        return None;
    }
    let mut change = SourceChange {
        edits: vec![FileEdit::Rename {
            from: ctx.file.clone(),
            to: to.to_path_buf(),
        }],
    };
    let entries = project.registry().entries_of(ctx.file).iter();
    let edits: Vec<TextEdit> = entries
        .filter_map(|entry| project.registry().entries().get(*entry))
        // An entry may take the way of a symbolic link: its first folder stays.
        .filter_map(|entry| {
            let integration = entry.path.trim_start_matches("./").split('/').next()?;
            let extension = if entry.path.ends_with(".js") { ".js" } else { "" };
            let path = format!("./{integration}/{folder}/{name}{extension}");
            Some(TextEdit::replace(entry.path_span.0, path))
        })
        .collect();
    if !edits.is_empty() {
        change.add_edits(project.index_path(), edits);
    }
    Some(change)
}

/// The folder of the kind that a function lies in, if it lies directly in one.
fn kind_folder(function: &Function) -> Option<FunctionKind> {
    function.folder.as_deref().and_then(FunctionKind::of_folder)
}
