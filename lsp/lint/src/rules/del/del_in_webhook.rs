//! A window for deletions that a webhook opens or closes.

use super::{END, PREVIOUS, START};
use crate::prelude::*;

declare_rule! {
    /// `onWebhook` tells Nango to detect deletions.
    ///
    /// ## Why
    ///
    /// A webhook speaks of a few records. `trackDeletesEnd` deletes every record of the model that was not saved since the start, so the
    /// handler would delete nearly all of them; to delete one there is `batchDelete`.
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
    ///     exec: async () => {},
    ///     onWebhook: async (nango) => {
    ///         await nango.trackDeletesStart('Deal');
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.trackDeletesEnd('Deal');
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
    ///     webhookSubscriptions: ['deal.deleted'],
    ///     exec: async () => {},
    ///     onWebhook: async (nango) => {
    ///         await nango.batchDelete([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    "del-in-webhook" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`trackDeletesEnd` of the runner's `sdk/sdk.ts`; `deleteOutdatedRecords` of `persist`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    for call in &ctx.items.calls {
        let is_tracking = matches!(&*call.method, START | END | PREVIOUS);
        if is_tracking && call.in_property.as_deref() == Some("onWebhook") {
            let message = format!(
                "`{}` in a webhook deletes what the webhook does not speak of",
                call.method
            );
            ctx.report(call.method_span.0, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    #[test]
    fn in_the_handler_alone() {
        let calls = "async (nango) => {
    await nango.trackDeletesStart('Deal');
    await nango.trackDeletesEnd('Deal');
    }";
        let handler = format!("onWebhook: {calls}");
        let subscribed = "webhookSubscriptions: ['*']";
        check(&sync(&[subscribed, &handler]), "del-in-webhook del-in-webhook");
        check(&sync(&[&format!("exec: {calls}")]), "");
    }
}
