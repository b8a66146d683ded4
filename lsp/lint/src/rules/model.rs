//! The models of a sync.

use crate::rule::Rule;

pub(crate) mod model_duplicate;
pub(crate) mod model_empty;
pub(crate) mod model_format_unvalidated;
pub(crate) mod model_id;
pub(crate) mod model_name;

pub(super) static RULES: &[&Rule] = &[
    &model_name::RULE,
    &model_duplicate::RULE,
    &model_id::RULE,
    &model_format_unvalidated::RULE,
    &model_empty::RULE,
];
