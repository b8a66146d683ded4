//! How a project is written and checked.

use crate::rule::Rule;

pub(crate) mod style_no_any;
pub(crate) mod style_no_object_casting;
pub(crate) mod style_no_param_mutation;
pub(crate) mod style_no_try_catch;
pub(crate) mod style_strict_ts;

pub(super) static RULES: &[&Rule] = &[
    &style_strict_ts::RULE,
    &style_no_object_casting::RULE,
    &style_no_try_catch::RULE,
    &style_no_param_mutation::RULE,
    &style_no_any::RULE,
];
