//! The metadata of a connection.

use crate::rule::Rule;

pub(crate) mod meta_schema_type;

pub(super) static RULES: &[&Rule] = &[&meta_schema_type::RULE];
