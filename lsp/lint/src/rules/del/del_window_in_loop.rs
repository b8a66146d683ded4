//! A window in each round of a loop.

use syntax::ast::{ExprId, ExprKind, Node, StmtKind};

use super::{END, START};
use crate::prelude::*;

declare_rule! {
    /// `trackDeletesStart` and `trackDeletesEnd` stand in a loop.
    ///
    /// ## Why
    ///
    /// Each round closes a window that has seen a part of the records, and deletes the others; they come back when the rounds that follow save
    /// them, unless one fails before. And where the loop has no round, because nothing is left, nothing is ever found to be deleted. Open the window before
    /// the loop and close it after.
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
    ///         for await (const deals of nango.paginate({ endpoint: '/deals' })) {
    ///             await nango.trackDeletesStart('Deal');
    ///             await nango.batchSave(deals, 'Deal');
    ///             await nango.trackDeletesEnd('Deal');
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
    ///         await nango.trackDeletesStart('Deal');
    ///         for await (const deals of nango.paginate({ endpoint: '/deals' })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    "del-window-in-loop" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`trackDeletesEnd` of `packages/runner/lib/sdk/sdk.ts`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Expr(end) = node else { return };
    let Some((at, model)) = tracks(ctx, end, END) else {
        return;
    };
    let ast = ctx.ast();
    let round = ast
        .ancestors(end)
        .take_while(|node| !matches!(node, Node::Function(_)))
        .find(|node| NodeKind::of(ast, *node) == Some(NodeKind::Loop));
    let Some(round) = round.filter(|round| !leaves(ctx, end, *round)) else {
        return;
    };
    let start = ast.descendants(round).find_map(|node| match node {
        Node::Expr(id) => tracks(ctx, id, START).filter(|(_, started)| *started == model),
        _ => None,
    });
    if let Some((start, _)) = start {
        ctx.report(at, "each round of this loop deletes what the others save")
            .related(start, "the window is opened in the loop too");
    }
}

/// The place of the method and the model, as written, of a call of it.
fn tracks<'a>(ctx: &SyntaxContext<'a>, id: ExprId, method: &str) -> Option<(TextRange, &'a str)> {
    let (source, ast) = (ctx.source, ctx.ast());
    let ExprKind::Call(call) = ast[id].kind else {
        return None;
    };
    let ExprKind::Member(member) = ast[call.callee].kind else {
        return None;
    };
    let model = source.slice(ast[call.args.first()?].range);
    (source.slice(member.property) == method).then_some((member.property, model))
}

/// Whether the loop is left after a call: then it is made once.
fn leaves(ctx: &SyntaxContext<'_>, end: ExprId, round: Node) -> bool {
    let ast = ctx.ast();
    let after = ast.range(end).end();
    ast.descendants(round).any(|node| match node {
        Node::Stmt(id) => {
            let is_exit = matches!(
                ast[id].kind,
                StmtKind::Break(_) | StmtKind::Return(_) | StmtKind::Throw(_)
            );
            is_exit && ast[id].range.start() >= after
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn what_is_left_after_it_is_done_once() {
        check(
            &in_sync(
                "let first = true;\nwhile (true) {\nif (first) {\nawait nango.trackDeletesStart('A');\nfirst = false;\n}\nconst r = await nango.get({ endpoint: '/a' });\nawait nango.batchSave(r.data, 'A');\nif (!r.data.next) {\nawait nango.trackDeletesEnd('A');\nbreak;\n}\n}",
            ),
            "",
        );
    }
}
