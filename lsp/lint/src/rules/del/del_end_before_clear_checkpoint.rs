//! A window that is closed while the checkpoint still stands.

use flow::{Ended, Fault, FaultKind};
use syntax::ast::{Node, StmtId};

use super::{END, is_of_changes};
use crate::prelude::*;
use crate::sdk_call::SdkCall;
use crate::statements;

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
    /// ```ts fixed
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
    ///
    /// ## Fix
    ///
    /// Puts the call that clears or resets the checkpoint before the end call, if it is the next statement.
    "del-end-before-clear-checkpoint" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`trackDeletesEnd` and `clearCheckpoint` of `packages/runner/lib/sdk/sdk.ts`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::SoundFile(check), Visit::Syntax(&[NodeKind::Call], offer)],
        measured: [49, 49, 49],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let faults = ctx.faults();
    // Where every run leaves its checkpoint, `del-no-clear-with-checkpoint` says so; and a call that runs after a failure must go from
    // there, whatever else is true of it.
    let is_said = |at: &Fault| {
        let mut others = faults
            .iter()
            .filter(|other| (&other.file, other.span) == (&at.file, at.span));
        others.any(|other| {
            matches!(
                other.kind,
                FaultKind::Partial(Ended::Normally) | FaultKind::Closed(Ended::Normally) | FaultKind::EndAfterFailure
            )
        })
    };
    let may_conflict = faults
        .iter()
        .any(|fault| matches!(fault.kind, FaultKind::Conflict | FaultKind::EmptyConflict));
    for fault in faults.iter().filter(|fault| !is_said(fault)) {
        let Some(model) = &fault.model else { continue };
        let message = match fault.kind {
            FaultKind::Partial(Ended::StoppedAfterEnd) if !is_of_changes(fault) => {
                format!(
                    "a run that stops after this leaves its checkpoint, and the next one deletes every `{model}` that stands before it"
                )
            }
            FaultKind::Closed(Ended::StoppedAfterEnd) => {
                // Where the checkpoint is gone by then, the run after that begins anew.
                let runs = if fault.has_checkpoint {
                    "every later run"
                } else {
                    "the next run"
                };
                format!("a run that stops after this leaves its checkpoint and no window, and {runs} fails here")
            }
            _ => continue,
        };
        let diagnostic = ctx.report_fault(fault, message);
        if may_conflict {
            // What fails there keeps the end call from being made.
            for fix in &mut diagnostic.fixes {
                fix.applicability = Applicability::Unsafe;
            }
        }
    }
}

/// Swaps the end call and the one behind it that clears or resets the checkpoint. Other end calls may stand in between.
fn offer(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Some(end) = SdkCall::of(source, node, &[END]) else {
        return;
    };
    let Some(at) = statements::of_call(ast, end.id).and_then(|stmt| statements::in_block(ast, stmt)) else {
        return;
    };
    let is_end = |stmt: &StmtId| statements::method(source, *stmt) == Some(END);
    let Some(clear) = at.all.iter().skip(at.at).find(|stmt| !is_end(stmt)) else {
        return;
    };
    let Some(method @ ("clearCheckpoint" | "saveCheckpoint")) = statements::method(source, clear) else {
        return;
    };
    let before = at.all.iter().take(at.at).collect::<Vec<_>>();
    let ends = before.into_iter().rev().take_while(is_end);
    let first = ends.last().unwrap_or(at.stmt);
    let (first, clear) = (
        statements::with_comments(source, first).start(),
        statements::with_comments(source, clear),
    );
    let edits = vec![
        statements::line_before(source, first, source.slice(clear)),
        statements::take_out(source, clear),
    ];
    let title = format!("Call `{method}` before `{END}`");
    ctx.offer(end.method_range, title, Applicability::Safe, edits);
}

#[cfg(test)]
mod tests {
    use crate::rule::Applicability;
    use crate::testing::{Sandbox, sync};

    /// Whether the fix is safe, of a sync that saves its checkpoint in these statements of each round.
    #[track_caller]
    fn applicability(save: &str) -> Option<Applicability> {
        let exec = format!(
            "exec: async (nango) => {{
        const checkpoint = await nango.getCheckpoint();
        let cursor = checkpoint?.cursor ?? '';
        await nango.trackDeletesStart('Deal');
        while (true) {{
            const response = await nango.get({{ endpoint: '/deals', params: {{ cursor }} }});
            await nango.batchSave(response.data.deals, 'Deal');
            {save}
            if (!response.data.next) {{ break; }}
            cursor = response.data.next;
        }}
        await nango.trackDeletesEnd('Deal');
        // It begins anew.
        await nango.clearCheckpoint();
    }}"
        );
        let sandbox = Sandbox::new(&sync(&["checkpoint: z.object({ cursor: z.string() })", &exec]));
        let all = sandbox.all();
        let found = all.iter().find(|(_, it)| it.rule == &super::RULE)?;
        let [fix] = &found.1.fixes[..] else { return None };
        Some(fix.applicability)
    }

    #[test]
    fn a_clear_that_may_fail_is_not_put_first_unseen() {
        let always = "await nango.saveCheckpoint({ cursor: response.data.last });";
        assert_eq!(applicability(always), Some(Applicability::Safe));
        let sometimes = format!("if (response.data.next) {{ {always} }}");
        assert_eq!(applicability(&sometimes), Some(Applicability::Unsafe));
    }
}
