//! An `ActionError` made of a text.

use syntax::ast::{ExprKind, Node};

use crate::prelude::*;

declare_rule! {
    /// An `ActionError` is made of a text.
    ///
    /// ## Why
    ///
    /// What an `ActionError` holds is handed to whoever called the action. Of a text Nango makes `{ message }`; an object with a `type` lets
    /// the caller tell `not_found` from `rate_limited` without reading sentences.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         throw new nango.ActionError('There is no such deal');
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
    ///     exec: async (nango) => {
    ///         throw new nango.ActionError({ type: 'failed', message: 'There is no such deal' });
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
    ///     exec: async (nango) => {
    ///         throw new nango.ActionError({ type: 'not_found', message: 'There is no such deal' });
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Offers an object; its `type` is for you to choose.
    "act-error-payload-object" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/action-functions",
        source: "`ActionError` of `@nangohq/runner-sdk`; S0: \"`new nango.ActionError({ type, message })`\"",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::New], check)],
        measured: [4, 4, 4],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Expr(id) = node else { return };
    let ExprKind::New(new) = ast[id].kind else { return };
    if !source.is_member_path(new.callee, &[project::plugin::SDK, "ActionError"]) {
        return;
    }
    let Some(payload) = new.args.first() else { return };
    if !matches!(ast[payload].kind, ExprKind::String | ExprKind::Template(_)) {
        return;
    }
    let range = ctx.range(payload);
    let edits = vec![
        TextEdit::insert(range.start(), "{ type: 'failed', message: "),
        TextEdit::insert(range.end(), " }"),
    ];
    ctx.report(
        range,
        "whoever calls the action cannot tell this error from others: it has no `type`",
    )
    .fix("Make an object of it", Applicability::Unsafe, edits);
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn what_it_is_made_of() {
        for (payload, expected) in [
            ("'gone'", "act-error-payload-object"),
            ("`no deal ${input.id}`", "act-error-payload-object"),
            ("{ type: 'gone' }", ""),
            ("payload", ""),
            ("", ""),
        ] {
            let exec = format!("exec: async (nango, input) => {{ throw new nango.ActionError({payload}); }}");
            check(&action(&exec), expected);
        }
        check(&action("exec: async (nango) => { throw new Error('gone'); }"), "");
    }
}
