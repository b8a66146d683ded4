//! A webhook handler that reads page after page.

use super::HANDLER;
use crate::prelude::*;

declare_rule! {
    /// `onWebhook` goes through the pages of a request.
    ///
    /// ## Why
    ///
    /// A handler runs for each webhook, and may run for an hour at most. It has to be short: save what the webhook says, and leave the
    /// rest to the next run of the sync.
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
    ///     exec: async () => {},
    ///     onWebhook: async (nango) => {
    ///         for await (const page of nango.paginate({ endpoint: '/deals' })) {
    ///             await nango.batchSave(page, 'Deal');
    ///         }
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
    ///     exec: async () => {},
    ///     onWebhook: async (nango) => {
    ///         const deal = await nango.get({ endpoint: '/deals/1', retries: 3 });
    ///         await nango.batchSave([deal.data], 'Deal');
    ///     }
    /// });
    /// ```
    "wh-slow-handler" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/webhook-functions#keep-webhook-processing-lightweight",
        source: "\"Keep webhook processing lightweight\" of the guide; \"Execution time\" of the documentation's resource limits",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let calls = ctx.items.calls.iter();
    let slow = calls.filter(|call| &*call.method == "paginate" && call.in_property.as_deref() == Some(HANDLER));
    for call in slow {
        let message = format!("`{HANDLER}` reads all pages for each webhook: leave that to the sync");
        ctx.report(call.method_span.0, message);
    }
}
