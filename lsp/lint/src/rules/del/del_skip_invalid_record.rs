//! A record that is left out of an open window.

use syntax::ast::{Body, ExprId, ExprKind, Node, StmtId, StmtKind, UnaryOp};

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
        visits: [Visit::Syntax(&[NodeKind::Loop], check), Visit::Syntax(&[NodeKind::Call], check_filter)],
        measured: [12, 12, 12],
    }
}

const LEFT_OUT: &str = "a record that does not parse is left out, and so deleted by `trackDeletesEnd`";

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
        ctx.report(place, LEFT_OUT)
            .fix("Throw the error", Applicability::Unsafe, vec![throw]);
    }
}

/// `rows.filter((row) => schema.safeParse(row).success)`.
fn check_filter(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Expr(id) = node else { return };
    let ExprKind::Call(call) = ast[id].kind else { return };
    let ExprKind::Member(member) = ast[ast.skip_parens(call.callee)].kind else {
        return;
    };
    if source.slice(member.property) != "filter" {
        return;
    }
    let Some(ExprKind::Function(test)) = call.args.first().map(|it| ast[ast.skip_parens(it)].kind) else {
        return;
    };
    let Body::Expr(test) = ast[test].body else { return };
    let ExprKind::Member(success) = ast[ast.skip_parens(test)].kind else {
        return;
    };
    let is_parsed = source.slice(success.property) == "success"
        && matches!(ast[ast.skip_parens(success.object)].kind, ExprKind::Call(parse)
            if matches!(ast[parse.callee].kind, ExprKind::Member(it) if source.slice(it.property) == "safeParse"));
    let tracks = |id| {
        let function = ast.enclosing_function(id);
        function.is_some_and(|function| calls(ctx, function.into(), END) && calls(ctx, function.into(), "batchSave"))
    };
    if is_parsed && tracks(id) {
        ctx.report(ast[test].range, LEFT_OUT);
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
    let saves = || calls(ctx, round.into(), "batchSave") || calls(ctx, round.into(), "push");
    ctx.ast()
        .enclosing_function(round)
        .is_some_and(|function| calls(ctx, function.into(), END))
        && saves()
}

/// Whether a method of this name is called at or below a node.
fn calls(ctx: &SyntaxContext<'_>, within: Node, method: &str) -> bool {
    let (source, ast) = (ctx.source, ctx.ast());
    ast.descendants(within).any(|node| match node {
        Node::Expr(id) => {
            matches!(ast[id].kind, ExprKind::Member(member) if source.slice(member.property) == method)
        }
        _ => false,
    })
}
