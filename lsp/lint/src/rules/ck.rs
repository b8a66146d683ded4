//! Checkpoints: the schema, and the calls that read and write it.

use crate::rule::Rule;

pub(crate) mod ck_clear_without_save;
pub(crate) mod ck_get_unused;
pub(crate) mod ck_guarded_save_then_clear;
pub(crate) mod ck_missing_schema;
pub(crate) mod ck_nonprimitive_value;
pub(crate) mod ck_page_loop_without_save;
pub(crate) mod ck_save_before_batch;
pub(crate) mod ck_save_per_record;
pub(crate) mod ck_save_without_get;
pub(crate) mod ck_schema_flat;
pub(crate) mod ck_schema_unused;
pub(crate) mod ck_type_argument;
pub(crate) mod ck_used_without_schema;

pub(super) static RULES: &[&Rule] = &[
    &ck_schema_flat::RULE,
    &ck_type_argument::RULE,
    &ck_used_without_schema::RULE,
    &ck_nonprimitive_value::RULE,
    &ck_guarded_save_then_clear::RULE,
    &ck_clear_without_save::RULE,
    &ck_save_without_get::RULE,
    &ck_save_before_batch::RULE,
    &ck_get_unused::RULE,
    &ck_schema_unused::RULE,
    &ck_page_loop_without_save::RULE,
    &ck_missing_schema::RULE,
    &ck_save_per_record::RULE,
];
