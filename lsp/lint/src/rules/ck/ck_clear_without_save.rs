//! A checkpoint that is cleared and never saved.

use flow::FaultKind;
use syntax::ast::Node;

use crate::prelude::*;
use crate::sdk_call::SdkCall;

declare_rule! {
    /// `clearCheckpoint` is called, and nothing saves a checkpoint.
    ///
    /// ## Why
    ///
    /// `clearCheckpoint` marks the live row of the checkpoint as deleted. Where none was ever saved there is none, and the call fails with
    /// `checkpoint_conflict` in every run.
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
    ///         }
    ///         await nango.clearCheckpoint();
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         for await (const deals of nango.paginate({ endpoint: '/deals' })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///         if (await nango.getCheckpoint()) {
    ///             await nango.clearCheckpoint();
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
    ///         const response = await nango.get({ endpoint: '/deals', params: { cursor: checkpoint?.cursor ?? '' } });
    ///         await nango.batchSave(response.data.deals, 'Deal');
    ///         await nango.saveCheckpoint({ cursor: response.data.next ?? '' });
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Clears the checkpoint only if an earlier version of the sync has left one.
    "ck-clear-without-save" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`deleteCheckpoint` of `packages/shared/lib/services/checkpoints/checkpoints.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check), Visit::Syntax(&[NodeKind::Call], offer)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    for fault in ctx.faults() {
        if fault.kind == FaultKind::ClearsNothing && !saves(ctx) {
            ctx.report_fault(
                fault,
                "nothing saves a checkpoint: this fails with `checkpoint_conflict`",
            );
        }
    }
}

/// Whether another function of the file saves one, as `onWebhook` may.
fn saves(ctx: &FileContext<'_>) -> bool {
    ctx.items.calls.iter().any(|call| &*call.method == "saveCheckpoint")
}

fn offer(ctx: &mut SyntaxContext<'_>, node: Node) {
    if let Some(clear) = SdkCall::of(ctx.source, node, &["clearCheckpoint"]) {
        super::offer_to_ask(ctx, &clear);
    }
}
