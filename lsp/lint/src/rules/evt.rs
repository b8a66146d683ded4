//! Functions that run when something happens to a connection.

use crate::rule::Rule;

pub(crate) mod evt_dryrun;
pub(crate) mod evt_name;

pub(super) static RULES: &[&Rule] = &[&evt_name::RULE, &evt_dryrun::RULE];
