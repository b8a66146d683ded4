//! What is wrong with suppression comments. It is found where they are applied, in `analysis/suppress.rs`.

use crate::rule::Rule;

pub(crate) mod suppression_incomplete;
pub(crate) mod suppression_unknown_rule;
pub(crate) mod suppression_unused;

pub(super) static RULES: &[&Rule] = &[
    &suppression_unused::RULE,
    &suppression_unknown_rule::RULE,
    &suppression_incomplete::RULE,
];
