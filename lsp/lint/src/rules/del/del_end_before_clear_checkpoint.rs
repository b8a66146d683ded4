//! A window that is closed while the checkpoint still stands.

use flow::{Ended, Fault, FaultKind};

use super::is_of_changes;
use crate::prelude::*;

declare_rule! {
    /// `trackDeletesEnd` is called before the checkpoint is cleared or reset.
    ///
    /// ## Why
    ///
    /// The two calls are two requests. If the run stops between them, the window is closed and the checkpoint still stands where the enumeration
    /// ended: the next run opens a window there and deletes everything before it, or it skips `trackDeletesStart` and `trackDeletesEnd` fails in
    /// every run from then on. Clear the checkpoint first.
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
    ///         let cursor = checkpoint?.cursor ?? '';
    ///         await nango.trackDeletesStart('Deal');
    ///         while (true) {
    ///             const response = await nango.get({ endpoint: '/deals', params: { cursor } });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             await nango.saveCheckpoint({ cursor: response.data.last });
    ///             if (!response.data.next) {
    ///                 break;
    ///             }
    ///             cursor = response.data.next;
    ///         }
    ///         await nango.trackDeletesEnd('Deal');
    ///         await nango.clearCheckpoint();
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
    ///         let cursor = checkpoint?.cursor ?? '';
    ///         await nango.trackDeletesStart('Deal');
    ///         while (true) {
    ///             const response = await nango.get({ endpoint: '/deals', params: { cursor } });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             await nango.saveCheckpoint({ cursor: response.data.last });
    ///             if (!response.data.next) {
    ///                 break;
    ///             }
    ///             cursor = response.data.next;
    ///         }
    ///         await nango.clearCheckpoint();
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    "del-end-before-clear-checkpoint" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`trackDeletesEnd` and `clearCheckpoint` of `packages/runner/lib/sdk/sdk.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let faults = ctx.faults();
    // Where every run leaves its checkpoint, `del-no-clear-with-checkpoint` says so.
    let is_always = |at: &Fault| {
        let mut others = faults.iter().filter(|other| other.span == at.span);
        others.any(|other| {
            matches!(
                other.kind,
                FaultKind::Partial(Ended::Normally) | FaultKind::Closed(Ended::Normally)
            )
        })
    };
    for fault in faults.iter().filter(|fault| !is_always(fault)) {
        let Some(model) = &fault.model else { continue };
        let message = match fault.kind {
            FaultKind::Partial(Ended::StoppedAfterEnd) if !is_of_changes(fault) => {
                format!(
                    "a run that stops after this leaves its checkpoint, and the next one deletes every `{model}` that stands before it"
                )
            }
            FaultKind::Closed(Ended::StoppedAfterEnd) => {
                "a run that stops after this leaves its checkpoint and no window, and every later run fails here"
                    .to_owned()
            }
            _ => continue,
        };
        ctx.report_fault(fault, message);
    }
}
