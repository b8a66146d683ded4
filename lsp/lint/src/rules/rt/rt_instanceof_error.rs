//! `instanceof Error` where it does not hold.

use syntax::ast::{BinaryOp, ExprKind, Node};

use super::is_bound;
use crate::prelude::*;

declare_rule! {
    /// A catch clause asks whether the error is an `instanceof Error`.
    ///
    /// ## Why
    ///
    /// `Error` of the sandbox is that of Node, and the errors of the language in it are others: for a `TypeError`, such as that of
    /// `null.id`, the test does not hold. For errors of the SDK and of `new Error` it does.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         try {
    ///             await nango.get({ endpoint: '/deals', retries: 3 });
    ///         } catch (error) {
    ///             throw new nango.ActionError({ message: error instanceof Error ? error.message : 'unknown' });
    ///         }
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         try {
    ///             await nango.get({ endpoint: '/deals', retries: 3 });
    ///         } catch (error) {
    ///             const message = typeof error === 'object' && error && 'message' in error ? error.message : String(error);
    ///             throw new nango.ActionError({ message });
    ///         }
    ///         return {};
    ///     }
    /// });
    /// ```
    "rt-instanceof-error" {
        levels: Levels::OFF,
        reporters: [Runtime],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`Error` in the context of the runner's `exec.ts`; recorded in `tests/sandbox`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Ident], check)],
        measured: [31, 10, 10],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, source) = (ctx.ast(), ctx.source);
    let Node::Expr(id) = node else { return };
    if source.slice(ast[id].range) != "Error" {
        return;
    }
    let Some(Node::Expr(test)) = ast.parent(id) else { return };
    let ExprKind::Binary(binary) = ast[test].kind else {
        return;
    };
    if binary.op != BinaryOp::Instanceof || binary.right != id || is_bound(source, "Error") {
        return;
    }
    let Some(name) = source.ident_name(ast.skip_parens(binary.left)) else {
        return;
    };
    let is_caught = ast.ancestors(test).any(|node| match node {
        Node::Catch(id) => ast[id]
            .param
            .is_some_and(|param| source.slice(ast[param].range) == name),
        _ => false,
    });
    if is_caught {
        let message =
            format!("`{name} instanceof Error` does not hold for the errors of the language, such as a `TypeError`");
        ctx.report(ctx.range(test), message);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn of_what_is_caught() {
        let rule = "rt-instanceof-error";
        check(
            &in_sync("try { a(); } catch (e) { if (e instanceof Error) { b(e); } }"),
            rule,
        );
        for statements in [
            "try { a(); } catch (e) { if (e instanceof AxiosError) { b(e); } }",
            "if (e instanceof Error) { b(e); }",
            "const Error = Fault; try { a(); } catch (e) { if (e instanceof Error) { b(e); } }",
        ] {
            check(&in_sync(statements), "");
        }
    }
}
