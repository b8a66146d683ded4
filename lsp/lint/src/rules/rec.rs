//! Records: what is saved, under which model, and by whom.

use crate::rule::Rule;

pub(crate) mod rec_batchsend;
pub(crate) mod rec_sync_api_in_action;
pub(crate) mod rec_unknown_model;

pub(super) static RULES: &[&Rule] = &[
    &rec_unknown_model::RULE,
    &rec_sync_api_in_action::RULE,
    &rec_batchsend::RULE,
];
