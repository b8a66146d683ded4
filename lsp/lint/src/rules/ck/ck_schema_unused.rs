//! A checkpoint that is declared and not used.

use syntax::ast::Node;

use crate::prelude::*;
use crate::sdk_call::{self, Usage};

declare_rule! {
    /// The definition declares a checkpoint, and the function neither reads nor saves one.
    ///
    /// ## Why
    ///
    /// A `checkpoint` says what `saveCheckpoint` is handed. Without a call it says nothing, and who reads the definition takes the sync for one that
    /// goes on where it stopped.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         for await (const deals of nango.paginate({ endpoint: '/deals' })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
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
    ///         for await (const deals of nango.paginate({ endpoint: '/deals' })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "ck-schema-unused" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`getCheckpoint` and `saveCheckpoint` of `packages/runner/lib/sdk/sdk.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Some(property) = ctx
        .definition(node)
        .and_then(|definition| source.property(definition, "checkpoint"))
    else {
        return;
    };
    let Some(key) = ast[property].key() else { return };
    if sdk_call::usage(ctx, |member| member.ends_with("Checkpoint")) == Usage::Others {
        ctx.report(key.range, "the function neither reads nor saves a checkpoint");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    #[test]
    fn a_helper_may_use_it() {
        check(
            &sync(&[
                "checkpoint: z.object({ page: z.number() })",
                "exec: async (nango) => { await all(nango); }",
            ]),
            "",
        );
        check(
            &sync(&[
                "checkpoint: z.object({ page: z.number() })",
                "exec: async (nango) => { await nango.getMetadata(); }",
            ]),
            "ck-schema-unused",
        );
    }
}
