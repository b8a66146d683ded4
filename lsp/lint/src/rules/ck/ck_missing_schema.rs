//! A sync without a checkpoint.

use crate::prelude::*;

declare_rule! {
    /// A sync has no checkpoint.
    ///
    /// ## Why
    ///
    /// Each of its runs reads everything from the start, also after an interruption. For a small collection that is right, so this rule is
    /// off by default.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
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
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         await nango.saveCheckpoint({ cursor: checkpoint?.cursor ?? '' });
    ///     }
    /// });
    /// ```
    "ck-missing-schema" {
        levels: Levels::OFF,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "the documentation's guide to checkpoints",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [496, 10, 10],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(call) = ctx.create_call().filter(|call| call.kind == FunctionKind::Sync) else {
        return;
    };
    let Some(definition) = call.definition().filter(|definition| definition.is_closed()) else {
        return;
    };
    if definition.get("checkpoint").is_none() {
        ctx.report(
            call.callee_span.0,
            "the sync has no checkpoint: each run begins at the start",
        );
    }
}
