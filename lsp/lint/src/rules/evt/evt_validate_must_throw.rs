//! A validation that cannot fail.

use syntax::ast::{ExprId, ExprKind, Node, StmtKind};

use super::handler;
use crate::prelude::*;

declare_rule! {
    /// A function for `validate-connection` cannot refuse the connection.
    ///
    /// ## Why
    ///
    /// A connection is refused by an error: `throw new nango.ActionError()`. What the function returns or logs changes nothing.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createOnEvent({
    ///     description: 'Looks at the account',
    ///     version: '1.0.0',
    ///     event: 'validate-connection',
    ///     exec: async (nango) => {
    ///         const connection = await nango.getConnection();
    ///         if (!connection.metadata) {
    ///             await nango.log('The account has no team');
    ///         }
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createOnEvent({
    ///     description: 'Looks at the account',
    ///     version: '1.0.0',
    ///     event: 'validate-connection',
    ///     exec: async (nango) => {
    ///         const connection = await nango.getConnection();
    ///         if (!connection.metadata) {
    ///             throw new nango.ActionError({ message: 'The account has no team' });
    ///         }
    ///     }
    /// });
    /// ```
    "evt-validate-must-throw" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/event-functions#create-a-connection-validation-function",
        source: "`validateConnection` of the server's `hooks/connection/on/validate-connection.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

/// The methods of the SDK object that refuse no account: they ask Nango, or write to it.
const HARMLESS: [&str; 8] = [
    "getConnection",
    "getEnvironmentVariables",
    "getIntegration",
    "getMetadata",
    "getWebhookURL",
    "log",
    "setMetadata",
    "updateMetadata",
];

/// The methods of texts and lists that a condition is made of.
const PLAIN: [&str; 12] = [
    "endsWith",
    "every",
    "filter",
    "find",
    "has",
    "includes",
    "join",
    "map",
    "safeParse",
    "some",
    "startsWith",
    "toLowerCase",
];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some((event, exec)) = handler(ctx, node, "validate-connection") else {
        return;
    };
    let ast = ctx.ast();
    // A draft that calls nothing yet says nothing.
    let mut calls = false;
    let may_throw = ast.descendants(exec).any(|node| match node {
        Node::Stmt(id) => matches!(ast[id].kind, StmtKind::Throw(_)),
        Node::Expr(id) => match ast[id].kind {
            ExprKind::Call(call) => {
                calls = true;
                !is_harmless(ctx, call.callee)
            }
            ExprKind::New(_) => true,
            _ => false,
        },
        _ => false,
    });
    if calls && !may_throw {
        ctx.report(
            ctx.range(event),
            "this validation accepts every connection: nothing in it throws",
        );
    }
}

fn is_harmless(ctx: &SyntaxContext<'_>, callee: ExprId) -> bool {
    match ctx.ast()[callee].kind {
        ExprKind::Member(member) => {
            let method = ctx.source.slice(member.property);
            HARMLESS.contains(&method) || PLAIN.contains(&method)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    fn validation(exec: &str) -> String {
        format!(
            "export default createOnEvent({{ description: 'Looks', version: '1.0.0', event: 'validate-connection', exec: {exec} }});\n"
        )
    }

    #[test]
    fn whatever_may_throw_is_taken_for_a_refusal() {
        let rule = "evt-validate-must-throw";
        check(&validation("async (nango) => { await nango.log('a'); }"), rule);
        check(&validation("async () => {}"), "");
        for statement in [
            "throw new Error('a');",
            "await nango.get({ endpoint: '/me', retries: 3 });",
            "refuse(nango);",
            "Account.parse(account);",
            "await Promise.reject(new Error('a'));",
        ] {
            check(&validation(&format!("async (nango) => {{ {statement} }}")), "");
        }
    }
}
