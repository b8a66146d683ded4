//! An expected failure as a plain `Error`.

use project::{FunctionKind, plugin};
use syntax::ast::{ExprKind, Node, StmtKind};

use crate::prelude::*;

declare_rule! {
    /// An action throws a plain `Error` for a failure that its caller has to expect.
    ///
    /// ## Why
    ///
    /// Of an `Error` the caller of the action learns that something failed. An `ActionError` tells what: its object is handed over as it is.
    /// Meant are errors that say `not found`, `is required` and the like; what cannot happen may well be an `Error`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({}),
    ///     exec: async (nango, input) => {
    ///         throw new Error(`Deal ${input.id} not found`);
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({}),
    ///     exec: async (nango, input) => {
    ///         throw new nango.ActionError({ type: 'not_found', message: `Deal ${input.id} not found` });
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({}),
    ///     exec: async (nango, input) => {
    ///         if (!input.id) {
    ///             throw new nango.ActionError({ type: 'invalid_input', message: 'The id is empty' });
    ///         }
    ///         throw new Error('unreachable');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Offers an `ActionError` with the text as its `message`.
    "act-plain-error" {
        levels: Levels::OFF.strict(Severity::Warning).agent(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/action-functions",
        source: "S0: \"Use ActionError for expected failures (not found, validation, rate limit)\"",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::New], check)],
        measured: [11, 11, 10],
    }
}

/// What the text of an expected failure says, in lower case, and the type of the error for it.
const EXPECTED: [(&str, &str); 11] = [
    ("not found", "not_found"),
    ("does not exist", "not_found"),
    ("no such", "not_found"),
    ("rate limit", "rate_limited"),
    ("too many requests", "rate_limited"),
    ("required", "invalid_input"),
    ("must be", "invalid_input"),
    ("must provide", "invalid_input"),
    ("already exists", "already_exists"),
    ("permission", "forbidden"),
    ("unauthorized", "unauthorized"),
];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Expr(id) = node else { return };
    let ExprKind::New(new) = ast[id].kind else { return };
    if source.ident_name(new.callee) != Some("Error") {
        return;
    }
    let Some(text) = new.args.first() else { return };
    if !matches!(ast[text].kind, ExprKind::String | ExprKind::Template(_)) {
        return;
    }
    let range = ctx.range(text);
    let said = source.slice(range).to_lowercase();
    let Some((_, ty)) = EXPECTED.iter().find(|(words, _)| said.contains(words)) else {
        return;
    };
    let is_thrown =
        matches!(ast.path_to(node).last(), Some(Node::Stmt(stmt)) if matches!(ast[*stmt].kind, StmtKind::Throw(_)));
    if !is_thrown || !ctx.is_in_definition_of(node, FunctionKind::Action) {
        return;
    }
    let binds_sdk = |node: &Node| match *node {
        Node::Function(id) => {
            let mut params = ast[ast[id].params].iter();
            params.any(|param| source.slice(ctx.range(param.pattern)) == plugin::SDK)
        }
        _ => false,
    };
    let has_sdk = ast.path_to(node).iter().any(binds_sdk);
    let is_alone = new.args.len() == 1;
    let edits = vec![
        TextEdit::replace(ctx.range(new.callee), format!("{}.ActionError", plugin::SDK)),
        TextEdit::insert(range.start(), format!("{{ type: '{ty}', message: ")),
        TextEdit::insert(range.end(), " }"),
    ];
    let found = ctx.report(
        ctx.range(new.callee),
        "whoever calls the action learns nothing of an `Error`: throw a `nango.ActionError`",
    );
    if has_sdk && is_alone {
        found.fix("Throw a `nango.ActionError`", Applicability::Unsafe, edits);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, fixed, sync};

    fn throws(error: &str) -> String {
        format!("exec: async (nango) => {{ throw {error}; }}")
    }

    #[test]
    fn what_a_caller_expects() {
        for (error, expected) in [
            ("new Error('Deal not found')", "act-plain-error"),
            ("new Error(`${field} is required`)", "act-plain-error"),
            ("new Error('unreachable')", ""),
            ("new Error(message)", ""),
            ("new TypeError('not found')", ""),
            ("new nango.ActionError({ type: 'not_found' })", ""),
        ] {
            check(&action(&throws(error)), expected);
            check(&sync(&[&throws(error)]), "");
        }
        check(
            &action("exec: async (nango) => { await nango.log(String(new Error('not found'))); return {}; }"),
            "",
        );
    }

    #[test]
    fn where_the_object_is_not_at_hand() {
        let without =
            "function find() { throw new Error('not found'); }\n".to_owned() + &action("exec: async () => find()");
        check(&without, "");
        assert_eq!(
            fixed(&action("exec: async (sdk) => { throw new Error('not found'); }")),
            None
        );
    }
}
