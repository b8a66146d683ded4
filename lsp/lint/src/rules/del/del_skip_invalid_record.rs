//! A record that is left out of an open window.

use syntax::ast::{ExprId, ExprKind, Node, StmtId, StmtKind, UnaryOp};

use super::END;
use crate::prelude::*;

declare_rule! {
    /// A record that does not parse is left out, while deletions are tracked.
    ///
    /// ## Why
    ///
    /// `trackDeletesEnd` deletes every record that was not saved since `trackDeletesStart`. One that is left out because it does not fit the schema,
    /// as after a change of the provider, is deleted with them. Throw where a record is not understood, so that the run fails and can be looked at.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=rec-single-record-batch
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.trackDeletesStart('Deal');
    ///         const response = await nango.get({ endpoint: '/deals' });
    ///         for (const row of response.data) {
    ///             const parsed = z.object({ id: z.string() }).safeParse(row);
    ///             if (!parsed.success) {
    ///                 continue;
    ///             }
    ///             await nango.batchSave([parsed.data], 'Deal');
    ///         }
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
    ///     exec: async (nango) => {
    ///         await nango.trackDeletesStart('Deal');
    ///         const response = await nango.get({ endpoint: '/deals' });
    ///         for (const row of response.data) {
    ///             const parsed = z.object({ id: z.string() }).safeParse(row);
    ///             if (!parsed.success) {
    ///                 throw parsed.error;
    ///             }
    ///             await nango.batchSave([parsed.data], 'Deal');
    ///         }
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
    ///         const response = await nango.get({ endpoint: '/deals' });
    ///         const deals = z.array(z.object({ id: z.string() })).parse(response.data);
    ///         await nango.batchSave(deals, 'Deal');
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Fails instead: the run that throws does not come to the end call.
    "del-skip-invalid-record" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`trackDeletesEnd` of `packages/runner/lib/sdk/sdk.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Loop], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let ast = ctx.ast();
    let Node::Stmt(round) = node else { return };
    let body = match ast[round].kind {
        StmtKind::ForOf(it) => it.body,
        StmtKind::For(it) => it.body,
        _ => return,
    };
    let StmtKind::Block(body) = ast[body].kind else { return };
    let mut skips = Vec::new();
    for stmt in body {
        let StmtKind::If(it) = ast[stmt].kind else { continue };
        if let Some(place) = failed_parse(ctx, it.test).zip(last_continue(ctx, it.consequent)) {
            skips.push(place);
        }
    }
    if skips.is_empty() || !tracks_deletions(ctx, round) {
        return;
    }
    for ((place, parsed), skip) in skips {
        let throw = TextEdit::replace(skip, format!("throw {parsed}.error;"));
        ctx.report(
            place,
            "a record that does not parse is left out, and so deleted by `trackDeletesEnd`",
        )
        .fix("Throw the error", Applicability::Unsafe, vec![throw]);
    }
}

/// The place of `!parsed.success`, and what was parsed.
fn failed_parse<'a>(ctx: &SyntaxContext<'a>, test: ExprId) -> Option<(TextRange, &'a str)> {
    let ast = ctx.ast();
    let ExprKind::Unary(unary) = ast[ast.skip_parens(test)].kind else {
        return None;
    };
    let ExprKind::Member(member) = ast[ast.skip_parens(unary.operand)].kind else {
        return None;
    };
    let is_failure = unary.op == UnaryOp::Not && ctx.source.slice(member.property) == "success";
    is_failure.then(|| (ast[test].range, ctx.source.slice(ast[member.object].range)))
}

/// The `continue` that a branch ends with.
fn last_continue(ctx: &SyntaxContext<'_>, stmt: StmtId) -> Option<TextRange> {
    let ast = ctx.ast();
    match ast[stmt].kind {
        StmtKind::Continue(_) => Some(ast[stmt].range),
        StmtKind::Block(body) => {
            let last = body.last()?;
            matches!(ast[last].kind, StmtKind::Continue(_)).then(|| ast[last].range)
        }
        _ => None,
    }
}

/// Whether records are saved in a loop, and deletions tracked by the function around it.
fn tracks_deletions(ctx: &SyntaxContext<'_>, round: StmtId) -> bool {
    let (source, ast) = (ctx.source, ctx.ast());
    let calls = |within: Node, method: &str| {
        ast.descendants(within).any(|node| match node {
            Node::Expr(id) => {
                matches!(ast[id].kind, ExprKind::Member(member) if source.slice(member.property) == method)
            }
            _ => false,
        })
    };
    let saves = || calls(round.into(), "batchSave") || calls(round.into(), "push");
    ast.enclosing_function(round)
        .is_some_and(|function| calls(function.into(), END))
        && saves()
}
