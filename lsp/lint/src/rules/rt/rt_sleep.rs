//! Waiting for longer than the function may run.

use project::FunctionKind;
use project::scope;
use syntax::ast::{BinaryOp, ExprId, ExprKind, Node};

use super::is_bound;
use crate::prelude::*;

declare_rule! {
    /// A function waits for longer than it may run.
    ///
    /// ## Why
    ///
    /// `setTimeout` works in the sandbox. An action ends after 15 minutes and a sync after 24 hours, whatever it waits for.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Waits for the export',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         await new Promise((resolve) => setTimeout(resolve, 20 * 60 * 1000));
    ///         await nango.log('Still there');
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Waits for the export',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         await new Promise((resolve) => setTimeout(resolve, 2000));
    ///         await nango.log('Still there');
    ///         return {};
    ///     }
    /// });
    /// ```
    "rt-sleep" {
        levels: Levels::OFF,
        reporters: [Runtime],
        since: "0.1.0",
        url: "guides/platform/limits",
        source: "`setTimeout` in the context of the runner's `exec.ts`; \"Execution time\" of the documentation's resource limits",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

/// How long an action may run, in milliseconds.
const ACTION: f64 = 15.0 * 60.0 * 1000.0;
/// How long a sync may run, in milliseconds.
const SYNC: f64 = 24.0 * 60.0 * 60.0 * 1000.0;

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, source) = (ctx.ast(), ctx.source);
    let Node::Expr(id) = node else { return };
    let ExprKind::Call(call) = ast[id].kind else { return };
    if source.ident_name(call.callee) != Some("setTimeout") || is_bound(source, "setTimeout") {
        return;
    }
    let Some((delay, wait)) = call.args.get(1).and_then(|delay| Some((delay, number(ctx, delay)?))) else {
        return;
    };
    let (limit, words) = match kind(ctx, id) {
        Some(FunctionKind::Action) => (ACTION, "an action ends after 15 minutes"),
        _ => (SYNC, "a function ends after 24 hours at most"),
    };
    if wait >= limit {
        ctx.report(ctx.range(delay), format!("this waits for too long: {words}"));
    }
}

/// What is created with the definition that an expression stands in.
fn kind(ctx: &SyntaxContext<'_>, id: ExprId) -> Option<FunctionKind> {
    let ast = ctx.ast();
    ast.ancestors(id).find_map(|node| match node {
        Node::Function(id) => scope::defined_by(ctx.source, id),
        _ => None,
    })
}

/// A number that is written out, or a product of such.
fn number(ctx: &SyntaxContext<'_>, id: ExprId) -> Option<f64> {
    let ast = ctx.ast();
    let id = ast.skip_parens(id);
    match ast[id].kind {
        ExprKind::Number => ctx.source.slice(ast[id].range).replace('_', "").parse().ok(),
        ExprKind::Binary(product) if product.op == BinaryOp::Mul => {
            Some(number(ctx, product.left)? * number(ctx, product.right)?)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn a_sync_may_run_for_a_day() {
        for (statement, expected) in [
            ("setTimeout(done, 20 * 60 * 1000);", ""),
            ("setTimeout(done, 86_400_000);", "rt-sleep"),
            ("setTimeout(done, wait * 1000);", ""),
            ("setTimeout(done);", ""),
        ] {
            check(&in_sync(statement), expected);
        }
    }
}
