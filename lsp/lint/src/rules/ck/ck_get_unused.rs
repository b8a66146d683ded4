//! A checkpoint that is read for nothing.

use syntax::ast::{Expr, ExprId, ExprKind, Node, PatternKind};

use crate::prelude::*;

declare_rule! {
    /// The checkpoint is read, and what was read is not used.
    ///
    /// ## Why
    ///
    /// A checkpoint does something only where it decides what is requested. Read and put aside, it costs a request, and the run begins anew.
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
    ///         for await (const deals of nango.paginate({ endpoint: '/deals' })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///             await nango.saveCheckpoint({ cursor: deals[0].id });
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
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', params: { after: checkpoint?.cursor ?? '' } })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///             await nango.saveCheckpoint({ cursor: deals[0].id });
    ///         }
    ///     }
    /// });
    /// ```
    "ck-get-unused" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`getCheckpoint` of `packages/runner/lib/sdk/checkpointing.ts`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Expr(id) = node else { return };
    let ExprKind::Call(call) = ast[id].kind else { return };
    let ExprKind::Member(member) = ast[call.callee].kind else {
        return;
    };
    if source.slice(member.property) != "getCheckpoint" {
        return;
    }
    let holder = ast.ancestors(id).find(|node| !matches!(node, Node::Expr(_)));
    let Some(Node::Declarator(declarator)) = holder else {
        return;
    };
    let pattern = ast[ast[declarator].pattern];
    let name = source.slice(pattern.range);
    let is_read = |id: ExprId| source.ident_name(id) == Some(name);
    if matches!(pattern.kind, PatternKind::Ident) && !ast.all::<Expr>().any(is_read) {
        ctx.report(member.property, format!("`{name}` is never used: the run begins anew"));
    }
}
