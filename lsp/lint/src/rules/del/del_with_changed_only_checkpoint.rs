//! Deletion tracking in a run that sees changes alone.

use flow::FaultKind;

use super::is_of_changes;
use crate::prelude::*;

declare_rule! {
    /// Deletions are tracked in a run that asks for what has changed since the last one.
    ///
    /// ## Why
    ///
    /// `trackDeletesEnd` deletes every record that was not saved since `trackDeletesStart`. A run that asks the provider for what has changed
    /// does not see what has not, and deletes it. Track deletions in runs that see everything, or ask the provider for what was deleted.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ updated_after: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         const startedAt = new Date().toISOString();
    ///         await nango.trackDeletesStart('Deal');
    ///         const config = { endpoint: '/deals', params: { since: checkpoint?.updated_after ?? '' } };
    ///         for await (const deals of nango.paginate(config)) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///         await nango.trackDeletesEnd('Deal');
    ///         await nango.saveCheckpoint({ updated_after: startedAt });
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
    ///     checkpoint: z.object({ updated_after: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         const startedAt = new Date().toISOString();
    ///         const isFirst = !checkpoint?.updated_after;
    ///         if (isFirst) {
    ///             await nango.trackDeletesStart('Deal');
    ///         }
    ///         const config = { endpoint: '/deals', params: { since: checkpoint?.updated_after ?? '' } };
    ///         for await (const deals of nango.paginate(config)) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///         if (isFirst) {
    ///             await nango.trackDeletesEnd('Deal');
    ///         }
    ///         await nango.saveCheckpoint({ updated_after: startedAt });
    ///     }
    /// });
    /// ```
    "del-with-changed-only-checkpoint" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`trackDeletesEnd` of `packages/runner/lib/sdk/sdk.ts`; `deleteOutdatedRecords` of `packages/records/lib/stores/postgres/postgres.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let mut reported: Option<TextRange> = None;
    for fault in ctx.faults() {
        let Some(model) = &fault.model else { continue };
        let is_partial = matches!(fault.kind, FaultKind::Partial(_));
        if is_partial && is_of_changes(fault) && reported.replace(fault.span.0) != Some(fault.span.0) {
            let message = format!("this run asks for what has changed, and this deletes every `{model}` that has not");
            ctx.report_fault(fault, message);
        }
    }
}
