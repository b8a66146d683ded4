//! The sandbox that functions run in.

use crate::rule::Rule;

pub(crate) mod rt_console;

pub(super) static RULES: &[&Rule] = &[&rt_console::RULE];
