//! A merging strategy that is set below a request.

use project::plugin;
use syntax::ast::Node;

use super::{above, report, set};
use crate::prelude::*;

declare_rule! {
    /// `setMergingStrategy` stands below a request to the provider.
    ///
    /// ## Why
    ///
    /// What was fetched before may be older than what the cache gets meanwhile. The compiler refuses the sync; it compares line
    /// numbers in the text of `exec`. Of requests it knows `proxy`, `get`, `post`, `put`, `patch` and `delete`; `paginate` it does not
    /// look at.
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
    ///         const response = await nango.get({ endpoint: '/deals' });
    ///         await nango.setMergingStrategy({ strategy: 'ignore_if_modified_after' }, 'Deal');
    ///         await nango.batchSave(response.data, 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.setMergingStrategy({ strategy: 'ignore_if_modified_after' }, 'Deal');
    ///         const response = await nango.get({ endpoint: '/deals' });
    ///         await nango.batchSave(response.data, 'Deal');
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
    ///         await nango.setMergingStrategy({ strategy: 'ignore_if_modified_after' }, 'Deal');
    ///         const response = await nango.get({ endpoint: '/deals' });
    ///         await nango.batchSave(response.data, 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Moves the call to the top of its function, if nothing but strings is handed to it.
    "merge-after-request" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/syncs/realtime-syncs",
        source: "`bundleFile` (`proxyLines`) of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Safe),
        reach: Entry,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(set) = set(ctx, node) else { return };
    // The compiler asks for this second: what stands above all records would be a consequence.
    if above(ctx, set, &plugin::BATCHES).is_some() {
        return;
    }
    if let Some(request) = above(ctx, set, &plugin::REQUESTS) {
        report(ctx, set, request);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn what_is_a_request() {
        check(
            &in_sync("run(nango.paginate({}));\nawait nango.setMergingStrategy(strategy, 'A');"),
            "",
        );
        check(
            &in_sync("await nango.uncontrolledFetch({});\nawait nango.setMergingStrategy(strategy, 'A');"),
            "req-uncontrolled-fetch",
        );
        check(
            &in_sync("await nango.setMergingStrategy(\nawait nango.get({}), 'A');"),
            "",
        );
        check(
            &in_sync("await all(nango.get({}),\nnango.setMergingStrategy(strategy, 'A'));"),
            "merge-after-request",
        );
    }

    #[test]
    fn each_call_is_judged_alone() {
        check(
            &in_sync(
                "await nango.setMergingStrategy(a, 'A');\nawait nango.get({});\nawait nango.setMergingStrategy(b, 'B');",
            ),
            "merge-after-request",
        );
        check(
            &in_sync("await nango.get({});\nawait nango.batchSave([], 'A');\nawait nango.setMergingStrategy(a, 'A');"),
            "merge-after-batch",
        );
    }
}
