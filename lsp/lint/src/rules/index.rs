//! Registration: `index.ts`, and who is missing in it.

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod index_commented_entry_active;
pub(crate) mod index_duplicate_entry;
pub(crate) mod index_entry_not_function;
pub(crate) mod index_import_not_matched;
pub(crate) mod index_missing_file;
pub(crate) mod index_missing_js_extension;
pub(crate) mod index_no_entry_points;
pub(crate) mod index_root_level_file;
pub(crate) mod index_ts_extension;
pub(crate) mod index_unregistered_function;

pub(super) static RULES: &[&Rule] = &[
    &index_no_entry_points::RULE,
    &index_import_not_matched::RULE,
    &index_commented_entry_active::RULE,
    &index_ts_extension::RULE,
    &index_missing_file::RULE,
    &index_missing_js_extension::RULE,
    &index_root_level_file::RULE,
    &index_duplicate_entry::RULE,
    &index_unregistered_function::RULE,
    &index_entry_not_function::RULE,
];

/// Whether `index.ts` should register a function: it lies in the folder of a kind, and `registry.parked` does not name it.
fn belongs_in_registry(scope: &Scope<'_>, function: &Function) -> bool {
    let is_in_place = function.folder.as_deref().and_then(FunctionKind::of_folder).is_some();
    is_in_place && !scope.settings.parked.matches(&scope.place(&function.file))
}

/// The functions that `index.ts` should register and does not mention in any form, sorted by path.
pub(crate) fn unregistered<'a>(scope: &Scope<'a>) -> Vec<&'a Function> {
    let imports = scope.project.registry().unmatched();
    let is_mentioned = |file: &FilePath| imports.iter().any(|import| import.target.as_ref() == Some(file));
    let missing = scope.project.unregistered_functions();
    missing
        .filter(|function| belongs_in_registry(scope, function) && !is_mentioned(&function.file))
        .filter(|function| !scope.parks_itself(&function.file))
        .collect()
}

/// The change that registers functions, all at once.
fn registration(scope: &Scope<'_>, functions: &[&Function]) -> SourceChange {
    let files = functions.iter().map(|function| &function.file);
    SourceChange::edit(scope.project.index_path(), scope.project.registration(files))
}

/// A function's path below the root without its extension, as in `crm/syncs/deals`.
fn short_path(scope: &Scope<'_>, function: &Function) -> String {
    let path = scope.place(&function.file);
    path.strip_suffix(".ts").unwrap_or(&path).to_owned()
}
