//! How a project is written and checked.

use crate::rule::Rule;

pub(crate) mod style_strict_ts;

pub(super) static RULES: &[&Rule] = &[&style_strict_ts::RULE];
