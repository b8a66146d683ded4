//! The project around the functions: its root, `package.json`, `.env`, `.gitignore`.

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod proj_dependency_versions;
pub(crate) mod proj_dot_nango_ignored;
pub(crate) mod proj_env_key_name;
pub(crate) mod proj_env_not_ignored;
pub(crate) mod proj_hardcoded_secret;
pub(crate) mod proj_index_missing;
pub(crate) mod proj_managed_file_edited;
pub(crate) mod proj_module_type;
pub(crate) mod proj_nested_root;
pub(crate) mod proj_not_nango_root;
pub(crate) mod proj_yaml_present;

pub(super) static RULES: &[&Rule] = &[
    &proj_not_nango_root::RULE,
    &proj_yaml_present::RULE,
    &proj_index_missing::RULE,
    &proj_nested_root::RULE,
    &proj_module_type::RULE,
    &proj_dependency_versions::RULE,
    &proj_managed_file_edited::RULE,
    &proj_dot_nango_ignored::RULE,
    &proj_env_not_ignored::RULE,
    &proj_env_key_name::RULE,
    &proj_hardcoded_secret::RULE,
];

/// Whether a function lies below a second folder with the name of the root: `nango-integrations/nango-integrations/…`.
pub(super) fn is_nested(scope: &Scope<'_>, function: &Function) -> bool {
    let is_below_kind = |folder: &str| {
        folder
            .split('/')
            .any(|segment| FunctionKind::of_folder(segment).is_some())
    };
    *function.integration == *scope.project.root().name()
        && function
            .folder
            .as_deref()
            .is_some_and(|folder| folder.contains('/') && is_below_kind(folder))
}

/// Where something is said about a file as a whole.
fn top() -> TextRange {
    TextRange::empty(TextSize::new(0))
}
