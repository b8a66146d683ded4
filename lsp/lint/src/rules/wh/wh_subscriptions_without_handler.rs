//! Webhooks that nobody handles.

use super::{HANDLER, SUBSCRIPTIONS, definition};
use crate::prelude::*;

declare_rule! {
    /// A sync has `webhookSubscriptions` and no `onWebhook`.
    ///
    /// ## Why
    ///
    /// Each webhook starts a run of the sync's handler, and each fails with `Missing onWebhook function`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     webhookSubscriptions: ['deal.deleted'],
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     webhookSubscriptions: ['deal.deleted'],
    ///     exec: async () => {},
    ///     onWebhook: async (nango) => {
    ///         await nango.batchDelete([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    "wh-subscriptions-without-handler" {
        levels: Levels::WARNING,
        reporters: [Runtime],
        since: "0.1.0",
        url: "guides/functions/webhook-functions#create-the-function",
        source: "`exec` of the runner's `exec.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(definition) = definition(ctx).filter(|definition| definition.is_closed()) else {
        return;
    };
    let Some(property) = definition.settled(SUBSCRIPTIONS) else {
        return;
    };
    let (value, _) = ctx.items.resolve(&property.value, property.value_span);
    let is_subscribed = matches!(value, Value::Array { items, .. } if !items.is_empty());
    if is_subscribed && definition.get(HANDLER).is_none() {
        let message = format!("each of these webhooks fails: the sync has no `{HANDLER}`");
        ctx.report(property.name_span.0, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    #[test]
    fn what_is_subscribed_to() {
        check(
            &sync(&["webhookSubscriptions: ['*']"]),
            "wh-subscriptions-without-handler",
        );
        check(&sync(&["webhookSubscriptions: []"]), "");
        check(&sync(&["webhookSubscriptions: types"]), "");
        check(&sync(&["...webhooks", "webhookSubscriptions: ['*']"]), "");
    }
}
