//! Options of a pagination on a request that does not paginate.

use syntax::ast::Node;

use crate::prelude::*;
use crate::request::{self, Request, VERBS};

declare_rule! {
    /// A single request has `paginate`, which only `nango.paginate` reads.
    ///
    /// ## Why
    ///
    /// `nango.get` and its like make one request and ignore the option: what comes back is the first page, and nothing says so.
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
    ///         const page = await nango.get({
    ///             endpoint: '/deals',
    ///             paginate: { type: 'link', link_path_in_response_body: 'next' }
    ///         });
    ///         await nango.batchSave(page.data.deals, 'Deal');
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
    ///         const deals = {
    ///             endpoint: '/deals',
    ///             paginate: { type: 'link', link_path_in_response_body: 'next', response_path: 'deals' }
    ///         } satisfies ProxyConfiguration;
    ///         for await (const page of nango.paginate<{ id: string }>(deals)) {
    ///             await nango.batchSave(page, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "req-paginate-on-single-call" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`paginate` and `proxy` of `@nangohq/runner-sdk` (`action.ts`)",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [1, 1, 1],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) =
        Request::of(ctx, node).filter(|request| VERBS.contains(&request.method) || request.method == "proxy")
    else {
        return;
    };
    let Some(configuration) = request.written() else {
        return;
    };
    let Some(prop) = ctx.source.property(configuration.object, "paginate") else {
        return;
    };
    if !request.is_on_nango() || request.is_shared(ctx, |method| method == "paginate") {
        return;
    }
    let key = request::key(&ctx.ast()[prop]);
    let message = format!(
        "`nango.{}` ignores `paginate`: this is the first page alone",
        request.method
    );
    ctx.report(key, message);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn who_reads_the_option() {
        check(
            &in_sync("await nango.get({ endpoint: '/a', paginate: {} });"),
            "req-paginate-on-single-call",
        );
        check(
            &in_sync("const a = { endpoint: '/a', paginate: {} };\nawait nango.proxy(a);"),
            "req-paginate-on-single-call",
        );
        check(
            &in_sync(
                "const a = { endpoint: '/a', paginate: {} };\nawait nango.get(a);\nfor await (const p of nango.paginate(a)) { use(p); }",
            ),
            "",
        );
        check(&in_sync("await client.get({ endpoint: '/a', paginate: {} });"), "");
    }
}
