//! Records that are saved side by side.

use syntax::ast::{ExprKind, Node};

use crate::prelude::*;
use crate::sdk_call::{SAVES, SdkCall};

declare_rule! {
    /// Records are saved in parallel, in `Promise.all` or the like.
    ///
    /// ## Why
    ///
    /// The batches compete for the same records of the cache and gain nothing; one that fails does not stop the others, so the run ends
    /// with an unknown part saved.
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
    ///         const pages = [[{ id: '1' }], [{ id: '2' }]];
    ///         await Promise.all(pages.map((page) => nango.batchSave(page, 'Deal')));
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
    ///         const pages = [[{ id: '1' }], [{ id: '2' }]];
    ///         for (const page of pages) {
    ///             await nango.batchSave(page, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "rec-parallel-batch" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/sync-functions",
        source: "`batchSave` of the runner's `sdk/sdk.ts`; \"Run batchSave sequentially\" of Nango's skills",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

/// What runs several promises at a time.
const COMBINATORS: [&str; 4] = ["all", "allSettled", "any", "race"];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, source) = (ctx.ast(), ctx.source);
    let Some(save) = SdkCall::of(source, node, &SAVES) else {
        return;
    };
    let combinator = ast.ancestors(save.id).find_map(|node| {
        let Node::Expr(id) = node else { return None };
        let ExprKind::Call(call) = ast[id].kind else {
            return None;
        };
        let ExprKind::Member(member) = ast[call.callee].kind else {
            return None;
        };
        let method = source.slice(member.property);
        let is_promise = source.ident_name(member.object) == Some("Promise");
        (is_promise && COMBINATORS.contains(&method)).then_some(method)
    });
    if let Some(method) = combinator {
        let message = format!(
            "`{}` in `Promise.{method}`: save one batch after the other",
            save.method
        );
        ctx.report(save.method_range, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn wherever_promises_are_combined() {
        let rule = "rec-parallel-batch";
        check(
            &in_sync("await Promise.allSettled([first(), nango.batchUpdate(deals, 'Deal')]);"),
            rule,
        );
        check(
            &in_sync("const pages = await Promise.all(ids.map(load));\nawait nango.batchSave(pages.flat(), 'Deal');"),
            "",
        );
    }
}
