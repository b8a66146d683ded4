//! What is wrong in `nango-lsp.toml` itself. The reader of the configuration finds it, in `settings/parse.rs`.

use crate::rule::Rule;

pub(crate) mod config_editor_only;
pub(crate) mod config_invalid_value;
pub(crate) mod config_syntax;
pub(crate) mod config_unknown_key;
pub(crate) mod config_unknown_rule;

pub(super) static RULES: &[&Rule] = &[
    &config_syntax::RULE,
    &config_unknown_key::RULE,
    &config_invalid_value::RULE,
    &config_unknown_rule::RULE,
    &config_editor_only::RULE,
];
