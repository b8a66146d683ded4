//! A window that may stay open for too long.

use super::START;
use crate::prelude::*;

declare_rule! {
    /// A window for deletions can stay open for several runs.
    ///
    /// ## Why
    ///
    /// Nango remembers for 48 hours which records were saved in a window, unless it is told otherwise. With a checkpoint a sync goes on
    /// with the window of the run before; where the whole takes longer than that, `trackDeletesEnd` deletes what was saved first.
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
    ///         if (!checkpoint?.cursor) {
    ///             await nango.trackDeletesStart('Deal');
    ///         }
    ///         let cursor = checkpoint?.cursor ?? '';
    ///         do {
    ///             const page = await nango.get({ endpoint: '/deals', params: { cursor }, retries: 3 });
    ///             await nango.batchSave(page.data.deals, 'Deal');
    ///             cursor = page.data.next ?? '';
    ///             await nango.saveCheckpoint({ cursor });
    ///         } while (cursor);
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
    ///     exec: async (nango) => {
    ///         await nango.trackDeletesStart('Deal');
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    "del-long-window" {
        levels: Levels::OFF,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`dropSeenPartition` of `packages/records` (`postgres.ts`); `RECORDS_POSTGRES_SEEN_PARTITION_MAX_AGE_MS`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [257, 10, 10],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let calls = |method: &'static str| ctx.items.calls.iter().filter(move |call| &*call.method == method);
    let Some(save) = calls("saveCheckpoint").next().map(|save| save.method_span.0) else {
        return;
    };
    let starts: Vec<_> = calls(START).map(|start| start.method_span.0).collect();
    let file = ctx.file;
    for start in starts {
        ctx.report(
            start,
            "what is saved more than 48 hours before the end of the window counts as deleted",
        )
        .related(file, save, "the next run goes on here, in the same window");
    }
}
