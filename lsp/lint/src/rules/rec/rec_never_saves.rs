//! A sync that saves nothing.

use super::models;
use crate::prelude::*;
use crate::sdk_call::{REQUESTS, SAVES, SdkCall, is_handed_on};
use syntax::ast::{Expr, ExprId, ExprKind, Node};

declare_rule! {
    /// A sync fetches from the provider and saves no record.
    ///
    /// ## Why
    ///
    /// Records are what a sync is for: what it fetches is lost when it ends. Where the SDK object is handed to a helper, the helper may
    /// save, and the rule is silent.
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
    ///         const deals = await nango.get({ endpoint: '/deals', retries: 3 });
    ///         await nango.log('Deals', deals.data);
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
    ///         const deals = await nango.get({ endpoint: '/deals', retries: 3 });
    ///         await nango.batchSave(deals.data, 'Deal');
    ///     }
    /// });
    /// ```
    "rec-never-saves" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/sync-functions",
        source: "S3; `batchSave` of the runner's `sdk/sdk.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(definition) = ctx.sync_definition(node) else {
        return;
    };
    let Some(property) = models(ctx, definition) else {
        return;
    };
    let (ast, source) = (ctx.ast(), ctx.source);
    let names_save = |id: ExprId| match ast[id].kind {
        ExprKind::Member(member) => SAVES.contains(&source.slice(member.property)),
        _ => false,
    };
    if ast.all::<Expr>().any(names_save) {
        return;
    }
    let fetches = SdkCall::below(source, definition, &REQUESTS).next().is_some();
    if fetches && !is_handed_on(ctx) {
        ctx.report(property, "the sync fetches, and saves no record");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    #[test]
    fn what_may_save_is_silent() {
        let rule = "rec-never-saves";
        let fetch = "await nango.get({ endpoint: '/deals', retries: 3 });";
        check(&sync(&[&format!("exec: async (nango) => {{ {fetch} }}")]), rule);
        for statement in [
            "await save(nango);",
            "const sdk = nango; await sdk.batchSave([], 'Deal');",
            "await nango.batchUpdate([], 'Deal');",
        ] {
            check(
                &sync(&[&format!("exec: async (nango) => {{ {fetch} {statement} }}")]),
                "",
            );
        }
        check(&sync(&["exec: async (nango) => { await nango.log('a'); }"]), "");
        check(&sync(&["models", &format!("exec: async (nango) => {{ {fetch} }}")]), "");
    }
}
