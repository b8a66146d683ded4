//! What actions take and give.

use crate::rule::Rule;

pub(crate) mod act_void_validate;

pub(super) static RULES: &[&Rule] = &[&act_void_validate::RULE];
