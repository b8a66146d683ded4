//! The metadata of a connection.

use crate::rule::Rule;

pub(crate) mod meta_declared_never_read;
pub(crate) mod meta_field_mapping_deprecated;
pub(crate) mod meta_null_guard;
pub(crate) mod meta_read_without_schema;
pub(crate) mod meta_schema_type;
pub(crate) mod meta_set_overwrites;

pub(super) static RULES: &[&Rule] = &[
    &meta_schema_type::RULE,
    &meta_read_without_schema::RULE,
    &meta_declared_never_read::RULE,
    &meta_null_guard::RULE,
    &meta_set_overwrites::RULE,
    &meta_field_mapping_deprecated::RULE,
];
