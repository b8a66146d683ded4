//! A window in each round of a loop.

use syntax::SourceFile;
use syntax::ast::{ExprId, ExprKind, Node, StmtKind};

use super::{END, START};
use crate::prelude::*;
use crate::statements;

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
    /// ```ts fixed
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
    ///
    /// ## Fix
    ///
    /// Moves both calls out of the loop, if they are statements of its body.
    "del-window-in-loop" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`trackDeletesEnd` of `packages/runner/lib/sdk/sdk.ts`",
        fix: Some(Applicability::Unsafe),
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
        Node::Expr(id) => {
            let (at, started) = tracks(ctx, id, START)?;
            (started == model).then_some((id, at))
        }
        _ => None,
    });
    if let Some((start, place)) = start {
        let edits = out_of_loop(ctx.source, round, start, end);
        let found = ctx.report(at, "each round of this loop deletes what the others save");
        found.related(place, "the window is opened in the loop too");
        if let Some(edits) = edits {
            found.fix("Move both calls out of the loop", Applicability::Unsafe, edits);
        }
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

/// Moves both calls out of the loop.
fn out_of_loop(source: &SourceFile, round: Node, start: ExprId, end: ExprId) -> Option<Vec<TextEdit>> {
    let ast = source.ast();
    let Node::Stmt(outer) = round else { return None };
    statements::in_block(ast, outer)?;
    let indent = statements::indentation(source, ast[outer].range.start());
    let moved = |call: ExprId| {
        let stmt = statements::of_call(ast, call)?;
        let block = ast.parent(stmt)?;
        let range = statements::with_comments(source, stmt);
        let text = statements::indented(source, range, indent)?;
        (ast.parent(block)? == round).then_some((range, text))
    };
    let (start, end) = (moved(start)?, moved(end)?);
    Some(vec![
        statements::line_before(source, ast[outer].range.start(), &start.1),
        statements::take_out(source, start.0),
        statements::take_out(source, end.0),
        statements::line_behind(source, ast[outer].range.end(), indent, &end.1),
    ])
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn what_is_left_after_it_is_done_once() {
        check(
            &in_sync(
                "let first = true;\nlet page = 1;\nwhile (true) {\nif (first) {\nawait nango.trackDeletesStart('A');\nfirst = false;\n}\nconst r = await nango.get({ endpoint: '/a', params: { page } });\nawait nango.batchSave(r.data, 'A');\npage += 1;\nif (!r.data.next) {\nawait nango.trackDeletesEnd('A');\nbreak;\n}\n}",
            ),
            "",
        );
    }
}
