//! Checkpoints: the schema, and the calls that read and write it.

use crate::rule::Rule;

pub(crate) mod ck_nonprimitive_value;
pub(crate) mod ck_schema_flat;
pub(crate) mod ck_type_argument;
pub(crate) mod ck_used_without_schema;

pub(super) static RULES: &[&Rule] = &[
    &ck_schema_flat::RULE,
    &ck_type_argument::RULE,
    &ck_used_without_schema::RULE,
    &ck_nonprimitive_value::RULE,
];
