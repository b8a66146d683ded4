//! A checkpoint that is saved and never read.

use flow::FaultKind;

use crate::prelude::*;

declare_rule! {
    /// `saveCheckpoint` is called, and nothing reads the checkpoint.
    ///
    /// ## Why
    ///
    /// Nothing but `getCheckpoint` hands the saved value to the function. Without it every run begins anew, and the checkpoint costs a request
    /// and does nothing.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         for await (const deals of nango.paginate({ endpoint: '/deals' })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///             await nango.saveCheckpoint({ cursor: deals[0].id });
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
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', params: { after: checkpoint?.cursor ?? '' } })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///             await nango.saveCheckpoint({ cursor: deals[0].id });
    ///         }
    ///     }
    /// });
    /// ```
    "ck-save-without-get" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`getCheckpoint` of `packages/runner/lib/sdk/checkpointing.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [5, 5, 5],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    // Without a schema nothing can be saved in the first place.
    let is_declared = ctx.property("checkpoint").is_some();
    for fault in ctx.faults() {
        if fault.kind == FaultKind::NeverRead && is_declared && !reads(ctx) {
            ctx.report_fault(fault, "nothing reads this checkpoint: every run begins anew");
        }
    }
}

/// Whether another function of the file reads it, as `onWebhook` may.
fn reads(ctx: &FileContext<'_>) -> bool {
    ctx.items.calls.iter().any(|call| &*call.method == "getCheckpoint")
}
