//! A checkpoint that stands behind records that are not saved yet.

use flow::FaultKind;
use syntax::ast::{Node, StmtId};

use crate::prelude::*;
use crate::sdk_call::{SAVES, SdkCall};
use crate::statements;

declare_rule! {
    /// The checkpoint is saved before the records that it says are saved, while deletions are tracked.
    ///
    /// ## Why
    ///
    /// If saving the records fails, the run stops with a checkpoint that stands behind them. The next run goes on there, in the same window,
    /// and `trackDeletesEnd` deletes what was skipped. Save the records first.
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
    ///         do {
    ///             const response = await nango.get({ endpoint: '/deals', params: { cursor } });
    ///             cursor = response.data.next ?? '';
    ///             await nango.saveCheckpoint({ cursor });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///         } while (cursor);
    ///         await nango.trackDeletesEnd('Deal');
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
    ///         do {
    ///             const response = await nango.get({ endpoint: '/deals', params: { cursor } });
    ///             cursor = response.data.next ?? '';
    ///             await nango.batchSave(response.data.deals, 'Deal');
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
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         let cursor = checkpoint?.cursor ?? '';
    ///         await nango.trackDeletesStart('Deal');
    ///         do {
    ///             const response = await nango.get({ endpoint: '/deals', params: { cursor } });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             cursor = response.data.next ?? '';
    ///             await nango.saveCheckpoint({ cursor });
    ///         } while (cursor);
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Swaps the two calls, if one is the next statement after the other.
    "ck-save-before-batch" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`saveCheckpoint` and `trackDeletesEnd` of `packages/runner/lib/sdk/sdk.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check), Visit::Syntax(&[NodeKind::Call], offer)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    for fault in ctx.faults() {
        if let (FaultKind::Ahead, Some(model)) = (fault.kind, &fault.model) {
            let message = format!(
                "this is saved before the records: if those fail to be saved, the next run skips them, and `{model}` loses them"
            );
            ctx.report_fault(fault, message);
        }
    }
}

fn offer(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Some(save) = SdkCall::of(source, node, &["saveCheckpoint"]) else {
        return;
    };
    let Some(stmt) = statements::of_call(ast, save.id) else {
        return;
    };
    let next = statements::in_block(ast, stmt).and_then(|it| it.all.get(it.at + 1));
    let is_batch = |stmt: &StmtId| statements::method(source, *stmt).is_some_and(|method| SAVES.contains(&method));
    if let Some(batch) = next.filter(is_batch) {
        let batch = statements::with_comments(source, batch);
        let first = statements::with_comments(source, stmt).start();
        let edits = vec![
            statements::line_before(source, first, source.slice(batch)),
            statements::take_out(source, batch),
        ];
        let title = "Save the records first";
        ctx.offer(save.method_range, title, Applicability::Unsafe, edits);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    #[test]
    fn what_is_asked_for_after_it_does_not_count() {
        let exec = "exec: async (nango) => { let page = (await nango.getCheckpoint())?.page ?? 1; await nango.trackDeletesStart('Deal'); let more = true; while (more) { const r = await nango.get({ endpoint: '/a', params: { page } }); if (r.data.items.length > 0) { await nango.batchSave(r.data.items, 'Deal'); } more = r.data.more; page = more ? page + 1 : 1; await nango.saveCheckpoint({ page }); } await nango.trackDeletesEnd('Deal'); }";
        check(&sync(&["checkpoint: z.object({ page: z.number() })", exec]), "");
    }

    #[test]
    fn what_is_kept_in_memory_is_not_saved() {
        let sync_of = |rows: &str, page: &str, after: &str| {
            let exec = format!(
                "exec: async (nango) => {{ let page = (await nango.getCheckpoint())?.page ?? 1; await nango.trackDeletesStart('Deal'); let more = true; {rows} while (more) {{ const r = await nango.get({{ endpoint: '/a', params: {{ page }} }}); deals.push(...r.data.items); {page} more = r.data.more; page = more ? page + 1 : 1; await nango.saveCheckpoint({{ page }}); }} {after} await nango.trackDeletesEnd('Deal'); }}"
            );
            sync(&["checkpoint: z.object({ page: z.number() })", &exec])
        };
        let (list, save) = ("let deals = [];", "await nango.batchSave(deals, 'Deal');");
        check(&sync_of(list, "", save), "ck-save-before-batch");
        check(&sync_of(list, &format!("{save} deals = [];"), ""), "");
        check(
            &sync_of(list, &format!("if (deals.length > 0) {{ {save} deals = []; }}"), ""),
            "",
        );
    }
}
