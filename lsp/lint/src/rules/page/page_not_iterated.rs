//! Pages that nobody asks for.

use syntax::ast::{ExprKind, Node, StmtKind, UnaryOp};

use crate::prelude::*;
use crate::request::Request;

declare_rule! {
    /// `nango.paginate` is called as a statement, and nothing reads its pages.
    ///
    /// ## Why
    ///
    /// It returns a generator, which sends its first request when it is asked for its first page. Nobody asks: `await` before it
    /// waits for nothing, and the function does nothing and says so nowhere.
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
    ///         await nango.paginate({ endpoint: '/deals' });
    ///         await nango.batchSave([], 'Deal');
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
    ///         for await (const deals of nango.paginate({ endpoint: '/deals' })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "page-not-iterated" {
        levels: Levels::ERROR,
        reporters: [],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#paginate-through-api-responses",
        source: "`NangoActionBase.paginate` (`async *`) of `@nangohq/runner-sdk`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::ExprStmt], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Stmt(stmt) = node else { return };
    let ast = ctx.ast();
    let StmtKind::Expr(mut value) = ast[stmt].kind else {
        return;
    };
    loop {
        value = match ast[value].kind {
            ExprKind::Paren(inner) | ExprKind::Await(inner) => inner,
            ExprKind::Unary(unary) if unary.op == UnaryOp::Void => unary.operand,
            _ => break,
        };
    }
    let Some(request) = Request::of(ctx, value.into()).filter(|request| request.method == "paginate") else {
        return;
    };
    if request.is_typed() {
        ctx.report(
            request.method_range,
            "nothing reads the pages, so none is requested: `for await` does",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn statements() {
        for statement in [
            "nango.paginate(a);",
            "await nango.paginate<Deal>(a);",
            "void (await nango.paginate(a));",
        ] {
            check(&in_sync(statement), "page-not-iterated");
        }
        for statement in [
            "for await (const page of await nango.paginate(a)) {}",
            "const pages = await nango.paginate(a);",
            "return nango.paginate(a);",
            "await nango.paginate(a).next();",
            "all(nango.paginate(a));",
            "client.paginate(a);",
        ] {
            check(&in_sync(statement), "");
        }
    }
}
