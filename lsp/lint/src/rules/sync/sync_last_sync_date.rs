//! When the last run began, as the function is told.

use project::items::SdkType;
use project::scope;
use syntax::ast::{ExprKind, Node};

use crate::diagnostic::Tag;
use crate::prelude::*;

declare_rule! {
    /// A sync reads `nango.lastSyncDate`.
    ///
    /// ## Why
    ///
    /// A checkpoint has replaced it. `lastSyncDate` is when the last run began that succeeded, whatever that has read; a checkpoint holds
    /// what the function itself has come to, and is there after a failure too.
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
    ///         const deals = await nango.get({
    ///             endpoint: '/deals',
    ///             params: { since: nango.lastSyncDate?.toISOString() ?? '' },
    ///             retries: 3
    ///         });
    ///         await nango.batchSave(deals.data, 'Deal');
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
    ///     checkpoint: z.object({ since: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         const deals = await nango.get({ endpoint: '/deals', params: { since: checkpoint?.since ?? '' }, retries: 3 });
    ///         await nango.batchSave(deals.data, 'Deal');
    ///         await nango.saveCheckpoint({ since: new Date().toISOString() });
    ///     }
    /// });
    /// ```
    "sync-last-sync-date" {
        levels: Levels::WARNING,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`NangoSyncBase.lastSyncDate` of `@nangohq/runner-sdk`; S0 uses it, S3 has checkpoints",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Member], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, source) = (ctx.ast(), ctx.source);
    let Node::Expr(id) = node else { return };
    let ExprKind::Member(member) = ast[id].kind else { return };
    if source.slice(member.property) != "lastSyncDate" {
        return;
    }
    // Of an action it is no property, which TypeScript says.
    let is_sync = matches!(
        scope::sdk(source, ast.skip_casts(member.object)),
        Some((SdkType::Sync, _) | (SdkType::Definition, Some(FunctionKind::Sync)))
    );
    if is_sync {
        let message = "`lastSyncDate` is superseded: keep the date in a checkpoint";
        ctx.report(member.property, message).tagged(Tag::Deprecated);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, in_sync};

    #[test]
    fn of_syncs_alone() {
        let rule = "sync-last-sync-date";
        check(&in_sync("use(nango.lastSyncDate);"), rule);
        check(
            &format!(
                "const since = (nango: NangoSyncLocal) => nango.lastSyncDate;\n{}",
                in_sync("since(nango);")
            ),
            rule,
        );
        check(&in_sync("use(deal.lastSyncDate);"), "");
        check(&action("exec: async (nango) => nango.lastSyncDate"), "");
    }
}
