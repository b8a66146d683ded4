//! "Not found" as an object of nothing.

use project::FunctionKind;
use syntax::ast::{ExprId, ExprKind, Node, PropKind, StmtKind};

use crate::prelude::*;

declare_rule! {
    /// An action returns an object of nulls, to say that there is nothing.
    ///
    /// ## Why
    ///
    /// Whoever calls the action takes it for a deal without a name. An `ActionError` with the type `not_found` cannot be mistaken.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({ id: z.string().nullable(), name: z.string().nullable(), owner: z.string().nullable() }),
    ///     exec: async (nango, input) => {
    ///         if (input.id === '') {
    ///             return { id: null, name: null, owner: null };
    ///         }
    ///         return { id: input.id, name: 'New', owner: null };
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({ id: z.string(), name: z.string(), owner: z.string().nullable() }),
    ///     exec: async (nango, input) => {
    ///         if (input.id === '') {
    ///             throw new nango.ActionError({ type: 'not_found', message: 'There is no such deal' });
    ///         }
    ///         return { id: input.id, name: 'New', owner: null };
    ///     }
    /// });
    /// ```
    "act-null-filled" {
        levels: Levels::OFF.strict(Severity::Warning).agent(Severity::Error),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/action-functions",
        source: "S0: \"Do not return null-filled objects to indicate 'not found'. Use ActionError instead\"",
        fix: None,
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Object], check)],
    }
}

/// From how many nulls on an object says nothing.
const MANY: usize = 3;

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Expr(id) = node else { return };
    let ExprKind::Object(props) = ast[id].kind else { return };
    if props.len() < MANY {
        return;
    }
    // What was asked for may be said again.
    let says_nothing = |value: ExprId| match ast[value].kind {
        ExprKind::Null | ExprKind::Boolean(false) => true,
        ExprKind::Member(member) => source.ident_name(member.object) == Some("input"),
        ExprKind::Array(items) => items.is_empty(),
        _ => false,
    };
    let mut nulls = 0;
    for prop in &ast[props] {
        let PropKind::Pair { value, .. } = prop.kind else {
            return;
        };
        if !says_nothing(value) {
            return;
        }
        nulls += usize::from(matches!(ast[value].kind, ExprKind::Null));
    }
    if nulls < MANY {
        return;
    }
    let is_returned =
        matches!(ast.path_to(node).last(), Some(Node::Stmt(stmt)) if matches!(ast[*stmt].kind, StmtKind::Return(_)));
    if is_returned && ctx.is_in_definition_of(node, FunctionKind::Action) {
        let brace = TextRange::at(ctx.range(id).start(), TextSize::of('{'));
        ctx.report(
            brace,
            "an object of nulls looks like a result: throw a `nango.ActionError` for what is not found",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn what_says_nothing() {
        for (result, expected) in [
            ("{ id: null, name: null, owner: null }", "act-null-filled"),
            (
                "{ id: input.id, name: null, owner: null, stage: null, notes: [] }",
                "act-null-filled",
            ),
            ("{ id: null, name: null }", ""),
            ("{ id: null, name: null, owner: null, stage: 'open' }", ""),
            ("{ ...deal, id: null, name: null, owner: null }", ""),
            ("{ deal: { id: null, name: null, owner: null } }", ""),
        ] {
            check(
                &action(&format!("exec: async (nango, input) => {{ return {result}; }}")),
                expected,
            );
        }
    }
}
