//! An `ActionError` in a sync.

use project::FunctionKind;
use syntax::ast::{ExprKind, Node};

use crate::prelude::*;

declare_rule! {
    /// A sync throws an `ActionError`.
    ///
    /// ## Why
    ///
    /// An `ActionError` carries its content to whoever called the action. Nobody calls a sync: its errors are read in the logs, where a
    /// plain `Error` with a sentence says more.
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
    ///         throw new nango.ActionError({ type: 'no_team', message: 'There is no team' });
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
    ///     exec: async () => {
    ///         throw new Error('There is no team');
    ///     }
    /// });
    /// ```
    "act-error-in-sync" {
        levels: Levels::OFF.strict(Severity::Hint),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/sync-functions",
        source: "S0: the template of a sync with metadata throws an `Error`",
        fix: None,
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::New], check)],
        measured: [6, 6, 6],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Expr(id) = node else { return };
    let ExprKind::New(new) = ast[id].kind else { return };
    let is_error = source.is_member_path(new.callee, &[project::plugin::SDK, "ActionError"]);
    if is_error && ctx.is_in_definition_of(node, FunctionKind::Sync) {
        ctx.report(
            ctx.range(new.callee),
            "nobody calls a sync who could read an `ActionError`: throw an `Error`",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, sync};

    #[test]
    fn only_in_a_sync() {
        let exec = "exec: async (nango) => { throw new nango.ActionError({ type: 'gone' }); }";
        check(&sync(&[exec]), "act-error-in-sync");
        check(&action(exec), "");
        check(&sync(&["exec: async () => { throw new Error('gone'); }"]), "");
    }
}
