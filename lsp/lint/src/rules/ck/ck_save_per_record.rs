//! A checkpoint for each record.

use syntax::ast::Node;

use crate::prelude::*;
use crate::sdk_call::{REQUESTS, Repeats, SAVES, SdkCall, hands_on, innermost_loop};

declare_rule! {
    /// A checkpoint is saved for each record of a page.
    ///
    /// ## Why
    ///
    /// Each `saveCheckpoint` is a request of its own. The page is saved as a whole; so is where it ends.
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
    ///         const checkpoint = await nango.getCheckpoint();
    ///         const config = { endpoint: '/deals', params: { since: checkpoint?.cursor ?? '' } };
    ///         for await (const page of nango.paginate<{ id: string }>(config)) {
    ///             await nango.batchSave(page, 'Deal');
    ///             for (const deal of page) {
    ///                 await nango.saveCheckpoint({ cursor: deal.id });
    ///             }
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
    ///         const config = { endpoint: '/deals', params: { since: checkpoint?.cursor ?? '' } };
    ///         for await (const page of nango.paginate<{ id: string }>(config)) {
    ///             await nango.batchSave(page, 'Deal');
    ///             await nango.saveCheckpoint({ cursor: page.at(-1)?.id ?? '' });
    ///         }
    ///     }
    /// });
    /// ```
    "ck-save-per-record" {
        levels: Levels::OFF,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`saveCheckpoint` of the runner's `sdk/sdk.ts` (one request to persist for each call)",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let source = ctx.source;
    let Some(save) = SdkCall::of(source, node, &["saveCheckpoint"]) else {
        return;
    };
    let Some((Repeats::Elements, around)) = innermost_loop(source, save.id) else {
        return;
    };
    // With a request or a batch for each round, it is where the sync has come to.
    let works = SdkCall::below(source, around, &REQUESTS).next().is_some();
    let saves = SdkCall::below(source, around, &SAVES).next().is_some();
    if !works && !saves && !hands_on(source, around) {
        ctx.report(
            save.method_range,
            "a checkpoint is saved for each record: save it for each page",
        );
    }
}
