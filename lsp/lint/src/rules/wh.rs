//! Webhooks that a sync listens to.

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod wh_handler_without_subscriptions;
pub(crate) mod wh_slow_handler;
pub(crate) mod wh_subscription_too_long;
pub(crate) mod wh_subscriptions_without_handler;

pub(super) static RULES: &[&Rule] = &[
    &wh_subscription_too_long::RULE,
    &wh_handler_without_subscriptions::RULE,
    &wh_subscriptions_without_handler::RULE,
    &wh_slow_handler::RULE,
];

/// What runs for a webhook.
const HANDLER: &str = "onWebhook";
/// What the sync is told of.
const SUBSCRIPTIONS: &str = "webhookSubscriptions";

/// The definition of a sync.
fn definition<'a>(ctx: &FileContext<'a>) -> Option<&'a Definition> {
    let call = ctx.create_call().filter(|call| call.kind == FunctionKind::Sync)?;
    call.definition()
}
