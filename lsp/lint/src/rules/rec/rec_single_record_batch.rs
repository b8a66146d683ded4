//! Records that are saved one by one.

use syntax::ast::{ExprKind, Node};

use crate::prelude::*;
use crate::sdk_call::{REQUESTS, Repeats, SdkCall, innermost_loop};

declare_rule! {
    /// Records are saved one at a time, in a loop.
    ///
    /// ## Why
    ///
    /// Each `batchSave` is a request of its own. Collected, the records of a page are saved in one.
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
    ///         for await (const page of nango.paginate<{ id: string }>({ endpoint: '/deals' })) {
    ///             for (const deal of page) {
    ///                 await nango.batchSave([{ id: deal.id }], 'Deal');
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
    ///     exec: async (nango) => {
    ///         for await (const page of nango.paginate<{ id: string }>({ endpoint: '/deals' })) {
    ///             await nango.batchSave(page.map((deal) => ({ id: deal.id })), 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "rec-single-record-batch" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/sync-functions",
        source: "`batchSave` of the runner's `sdk/sdk.ts` (one request to persist for each call)",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
        measured: [3, 3, 3],
    }
}

const BATCHES: [&str; 3] = ["batchDelete", "batchSave", "batchUpdate"];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, source) = (ctx.ast(), ctx.source);
    let Some(save) = SdkCall::of(source, node, &BATCHES) else {
        return;
    };
    let Some(records) = save.call.args.first().map(|records| ast.skip_casts(records)) else {
        return;
    };
    let ExprKind::Array(items) = ast[records].kind else {
        return;
    };
    let is_one = items.len() == 1
        && items
            .first()
            .is_some_and(|item| !matches!(ast[item].kind, ExprKind::Spread(_)));
    if !is_one {
        return;
    }
    let Some((Repeats::Elements, around)) = innermost_loop(source, save.id) else {
        return;
    };
    // With a request for each round, a save for each round is the smaller matter.
    if SdkCall::below(source, around, &REQUESTS).next().is_none() {
        let message = format!(
            "`{}` is called for each record: collect them, and call it once",
            save.method
        );
        ctx.report(save.method_range, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn only_where_records_are_gone_through() {
        let rule = "rec-single-record-batch";
        let save = "await nango.batchSave([deal], 'Deal');";
        check(&in_sync(&format!("for (const deal of deals) {{ {save} }}")), rule);
        check(
            &in_sync(&format!("await Promise.all(deals.map(async (deal) => {{ {save} }}));")),
            "rec-parallel-batch rec-single-record-batch",
        );
        for statements in [
            save.to_owned(),
            "for (const page of pages) { await nango.batchSave([...page], 'Deal'); }".to_owned(),
            format!(
                "for (const id of ids) {{ const deal = await nango.get({{ endpoint: '/deals', retries: 3 }}); {save} }}"
            ),
            format!("while (next) {{ next = step(); {save} }}"),
            format!("for (const deal of deals) {{ later(async () => {{ {save} }}); }}"),
        ] {
            check(&in_sync(&statements), "");
        }
    }
}
