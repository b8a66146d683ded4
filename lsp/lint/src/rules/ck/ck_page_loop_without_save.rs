//! Pages that are saved without a checkpoint.

use syntax::ast::{Node, Prop, PropId, Stmt, StmtId, StmtKind};

use crate::prelude::*;
use crate::sdk_call::{SAVES, SdkCall};

declare_rule! {
    /// A sync with a checkpoint saves page after page, and no checkpoint in between.
    ///
    /// ## Why
    ///
    /// What stops the run on the last page costs all of them. A checkpoint that is a date and is saved at the end is right all the same,
    /// which is why this rule is off by default.
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
    ///         }
    ///         await nango.saveCheckpoint({ cursor: new Date().toISOString() });
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
    "ck-page-loop-without-save" {
        levels: Levels::OFF,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "\"saveCheckpoint() after every batchSave()\" of the documentation's guide to checkpoints",
        fix: None,
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
        measured: [118, 10, 8],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, source) = (ctx.ast(), ctx.source);
    let Some(definition) = ctx.sync_definition(node) else {
        return;
    };
    if source.property(definition, "checkpoint").is_none() {
        return;
    }
    let saves = |node: Node| SdkCall::below(source, node, &["saveCheckpoint"]).next().is_some();
    // What is called after each page may save it.
    let is_after_page = |id: &PropId| source.prop_name(*id).as_deref() == Some("on_page");
    if ast
        .all_below::<Prop>(definition)
        .any(|id| is_after_page(&id) && saves(id.into()))
    {
        return;
    }
    let is_over_pages = |id: &StmtId| matches!(ast[*id].kind, StmtKind::ForOf(it) if it.is_await);
    let bare: Vec<_> = ast
        .all_below::<Stmt>(definition)
        .filter(|id| is_over_pages(id) && !saves((*id).into()))
        .filter_map(|id| SdkCall::below(source, id, &SAVES).next())
        .map(|save| (save.method, save.method_range))
        .collect();
    for (method, range) in bare {
        ctx.report(
            range,
            format!("no checkpoint follows this `{method}`: what stops the run costs all pages"),
        );
    }
}
