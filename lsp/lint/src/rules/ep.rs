//! The endpoints of syncs and actions.

use crate::rule::Rule;

pub(crate) mod ep_count_mismatch;
pub(crate) mod ep_deprecated;
pub(crate) mod ep_duplicate;
pub(crate) mod ep_fields;
pub(crate) mod ep_group_length;
pub(crate) mod ep_static_path;

pub(super) static RULES: &[&Rule] = &[
    &ep_count_mismatch::RULE,
    &ep_duplicate::RULE,
    &ep_fields::RULE,
    &ep_group_length::RULE,
    &ep_deprecated::RULE,
    &ep_static_path::RULE,
];
