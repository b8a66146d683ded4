//! The old way to detect deletions, in a sync that resumes.

use syntax::ast::{ExprId, ExprKind, Node, PatternKind};

use crate::prelude::*;

declare_rule! {
    /// A sync with `trackDeletes: true` resumes from a checkpoint.
    ///
    /// ## Why
    ///
    /// After each run that ends well, Nango deletes every record that this run has not saved. A run that begins where an interrupted one stopped saves the
    /// rest alone, so what came before is deleted, though the provider still has it. `trackDeletesStart` and `trackDeletesEnd` open a window that lasts over both
    /// runs.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=sync-track-deletes-prop
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     trackDeletes: true,
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ page: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         let page = checkpoint?.page ?? '';
    ///         do {
    ///             const response = await nango.get({ endpoint: '/deals', params: { page } });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             page = response.data.next ?? '';
    ///             await nango.saveCheckpoint({ page });
    ///         } while (page);
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
    ///     checkpoint: z.object({ page: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         let page = checkpoint?.page ?? '';
    ///         await nango.trackDeletesStart('Deal');
    ///         do {
    ///             const response = await nango.get({ endpoint: '/deals', params: { page } });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             page = response.data.next ?? '';
    ///             await nango.saveCheckpoint({ page });
    ///         } while (page);
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    "sync-track-deletes-with-checkpoint" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection#detecting-deletes-in-full-syncs",
        source: "`handleSyncSuccess` of `packages/jobs/lib/execution/sync.ts`, with the generation of the run's own job",
        fix: None,
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
        measured: [1, 1, 1],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Some(property) = ctx.definition(node).and_then(|it| source.property(it, "trackDeletes")) else {
        return;
    };
    let (key, value) = (ast[property].key(), ast[property].value());
    let is_on = value.is_some_and(|value| matches!(ast[value].kind, ExprKind::Boolean(true)));
    let Some(key) = key.filter(|_| is_on) else { return };
    let resumed = ast.nodes().find_map(|node| match node {
        Node::Expr(id) => reads_checkpoint(ctx, id).filter(|_| is_resumed_from(ctx, id)),
        _ => None,
    });
    if let Some(read) = resumed {
        let message =
            "a run that resumes deletes what the interrupted one has saved: `trackDeletes` goes by what one run saves";
        ctx.report(key.range, message)
            .related(read, "the run resumes from here");
    }
}

/// The place of the method of a call of `getCheckpoint`.
fn reads_checkpoint(ctx: &SyntaxContext<'_>, id: ExprId) -> Option<TextRange> {
    let ast = ctx.ast();
    let ExprKind::Call(call) = ast[id].kind else {
        return None;
    };
    let ExprKind::Member(member) = ast[call.callee].kind else {
        return None;
    };
    (ctx.source.slice(member.property) == "getCheckpoint").then_some(member.property)
}

/// Whether what a call of `getCheckpoint` answers is more than looked at: a part of it goes on.
fn is_resumed_from(ctx: &SyntaxContext<'_>, call: ExprId) -> bool {
    let (source, ast) = (ctx.source, ctx.ast());
    let holder = ast.ancestors(call).find(|node| !matches!(node, Node::Expr(_)));
    let Some(Node::Declarator(declarator)) = holder else {
        return false;
    };
    let pattern = ast[ast[declarator].pattern];
    let name = source.slice(pattern.range);
    matches!(pattern.kind, PatternKind::Ident)
        && ast.nodes().any(|node| {
            let Node::Expr(id) = node else { return false };
            let ExprKind::Member(member) = ast[id].kind else {
                return false;
            };
            source.ident_name(member.object) == Some(name) && !is_tested(ctx, id)
        })
}

/// Whether a value is compared, or asked for its type.
fn is_tested(ctx: &SyntaxContext<'_>, id: ExprId) -> bool {
    let ast = ctx.ast();
    let Some(Node::Expr(parent)) = ast.parent(id) else {
        return false;
    };
    matches!(ast[parent].kind, ExprKind::Unary(_) | ExprKind::Binary(_))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    #[test]
    fn what_is_only_looked_at_resumes_nothing() {
        let exec = |body: &str| {
            sync(&[
                "trackDeletes: true",
                "checkpoint: z.object({ page: z.string() })",
                &format!(
                    "exec: async (nango) => {{ const at = await nango.getCheckpoint(); {body} await nango.saveCheckpoint({{ page: '' }}); }}"
                ),
            ])
        };
        check(
            &exec("if (typeof at?.page !== 'string') { throw new Error('no page'); }"),
            "sync-track-deletes-prop",
        );
        check(
            &exec("await nango.get({ endpoint: '/deals', params: { page: at?.page ?? '' } });"),
            "sync-track-deletes-with-checkpoint sync-track-deletes-prop",
        );
    }
}
