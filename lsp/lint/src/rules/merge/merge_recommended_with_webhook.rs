//! Two ways to save a record, and no rule which of them wins.

use super::SET;
use crate::prelude::*;

declare_rule! {
    /// A sync saves records from a schedule and from webhooks, and sets no merging strategy.
    ///
    /// ## Why
    ///
    /// A poll that began before a webhook and ends after it brings the older state of a record, and overwrites the newer. With
    /// `ignore_if_modified_after` a record that changed since the run began stays as it is.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     webhookSubscriptions: ['deal.changed'],
    ///     exec: async (nango) => {
    ///         const deals = await nango.get({ endpoint: '/deals', retries: 3 });
    ///         await nango.batchSave(deals.data, 'Deal');
    ///     },
    ///     onWebhook: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     webhookSubscriptions: ['deal.changed'],
    ///     exec: async (nango) => {
    ///         await nango.setMergingStrategy({ strategy: 'ignore_if_modified_after' }, 'Deal');
    ///         const deals = await nango.get({ endpoint: '/deals', retries: 3 });
    ///         await nango.batchSave(deals.data, 'Deal');
    ///     },
    ///     onWebhook: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    "merge-recommended-with-webhook" {
        levels: Levels::OFF,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/realtime-syncs",
        source: "S0; `setMergingStrategy` of the runner's `sdk/sdk.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let items = ctx.items;
    if items.calls.iter().any(|call| &*call.method == SET) {
        return;
    }
    let saved_in = |property: &str| {
        items.calls.iter().find(|call| {
            matches!(&*call.method, "batchSave" | "batchUpdate") && call.in_property.as_deref() == Some(property)
        })
    };
    if let (Some(webhook), Some(poll)) = (saved_in("onWebhook"), saved_in("exec")) {
        let file = ctx.file;
        let message = "what a webhook saves can be overwritten by a poll that began before it";
        ctx.report(webhook.method_span.0, message).related(
            file,
            poll.method_span.0,
            "the poll saves here, without a merging strategy",
        );
    }
}
