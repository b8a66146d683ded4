//! A cleanup that does not survive what is already gone.

use syntax::ast::{Node, StmtKind};

use super::handler;
use crate::prelude::*;
use crate::sdk_call::SdkCall;

declare_rule! {
    /// A function for `pre-connection-deletion` deletes something at the provider, and fails where that is gone already.
    ///
    /// ## Why
    ///
    /// The request fails with 404, and with it the function: what stands after it is not cleaned up.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createOnEvent({
    ///     description: 'Looks at the account',
    ///     version: '1.0.0',
    ///     event: 'pre-connection-deletion',
    ///     exec: async (nango) => {
    ///         await nango.delete({ endpoint: '/hooks/1', retries: 3 });
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createOnEvent({
    ///     description: 'Looks at the account',
    ///     version: '1.0.0',
    ///     event: 'pre-connection-deletion',
    ///     exec: async (nango) => {
    ///         try {
    ///             await nango.delete({ endpoint: '/hooks/1', retries: 3 });
    ///         } catch (error) {
    ///             await nango.log('The hook is gone', { level: 'warn' });
    ///         }
    ///     }
    /// });
    /// ```
    "evt-cleanup-idempotent" {
        levels: Levels::OFF,
        reporters: [Runtime],
        since: "0.1.0",
        url: "guides/functions/event-functions#create-a-cleanup-function",
        source: "`preConnectionDeletion` of the server's `hooks/connection/on/pre-connection-deletion.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some((_, exec)) = handler(ctx, node, "pre-connection-deletion") else {
        return;
    };
    let ast = ctx.ast();
    let is_try = |node| matches!(node, Node::Stmt(id) if matches!(ast[id].kind, StmtKind::Try(_)));
    let bare: Vec<_> = SdkCall::below(ctx.source, exec, &["delete"])
        .filter(|call| !ast.ancestors(call.id).any(is_try))
        .map(|call| call.method_range)
        .collect();
    for method in bare {
        ctx.report(
            method,
            "this fails where the provider has deleted it already, and ends the cleanup",
        );
    }
}
