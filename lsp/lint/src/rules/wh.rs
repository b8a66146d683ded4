//! Webhooks that a sync listens to.

use crate::rule::Rule;

pub(crate) mod wh_subscription_too_long;

pub(super) static RULES: &[&Rule] = &[&wh_subscription_too_long::RULE];
