//! Pages fetched by hand.

use syntax::ast::{ExprKind, Node, StmtId, StmtKind};

use crate::prelude::*;
use crate::request::Request;

declare_rule! {
    /// Pages are fetched in a loop without end, where `nango.paginate` does it.
    ///
    /// ## Why
    ///
    /// A loop that only a `break` ends runs until the time is up when the provider hands out the same token again. `nango.paginate`
    /// knows cursors, links and offsets, in the query or in the body of a POST, takes its settings from the provider where Nango has them,
    /// and stops. What it cannot do (a cursor in the last record, a position within a query language) remains a loop.
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
    ///         let cursor: string | undefined;
    ///         while (true) {
    ///             const page = await nango.get({ endpoint: '/deals', params: { ...(cursor && { cursor }) } });
    ///             await nango.batchSave(page.data.deals, 'Deal');
    ///             cursor = page.data.next;
    ///             if (!cursor) {
    ///                 break;
    ///             }
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
    ///         const deals = {
    ///             endpoint: '/deals',
    ///             paginate: { type: 'cursor', cursor_path_in_response: 'next', cursor_name_in_request: 'cursor', response_path: 'deals' }
    ///         } satisfies ProxyConfiguration;
    ///         for await (const page of nango.paginate<{ id: string }>(deals)) {
    ///             await nango.batchSave(page, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "page-while-true" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`paginate.service.ts` of `@nangohq/runner-sdk`; `no-while-true` of Nango's ESLint plugin",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Loop], check)],
        measured: [110, 12, 9],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Stmt(stmt) = node else { return };
    let Some(body) = endless(ctx, stmt) else { return };
    let ast = ctx.ast();
    let is_page = |node| {
        Request::of(ctx, node).is_some_and(|request| {
            request.method != "uncontrolledFetch" && request.method != "paginate" && request.is_on_nango()
        })
    };
    if ast.descendants(body).any(is_page) {
        // The head of the loop: its body may be long.
        let start = ctx.range(stmt).start();
        let head = match ast[stmt].kind {
            StmtKind::DoWhile { .. } => TextRange::at(start, TextSize::of("do")),
            _ => TextRange::new(start, ctx.range(body).start()),
        };
        let head = TextRange::at(start, TextSize::of(ctx.source.slice(head).trim_end()));
        ctx.report(
            head,
            "pages are fetched in a loop without end: `nango.paginate` fetches them and stops",
        );
    }
}

/// The body of a loop whose head never ends it.
fn endless(ctx: &SyntaxContext<'_>, stmt: StmtId) -> Option<StmtId> {
    let ast = ctx.ast();
    let (test, body) = match ast[stmt].kind {
        StmtKind::While { test, body } | StmtKind::DoWhile { body, test } => (Some(test), body),
        StmtKind::For(stmt) => (stmt.test, stmt.body),
        _ => return None,
    };
    let is_true = |test| match ast[ast.skip_parens(test)].kind {
        ExprKind::Boolean(value) => value,
        ExprKind::Number => ctx.source.slice(ctx.range(test)) == "1",
        _ => false,
    };
    test.is_none_or(is_true).then_some(body)
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn loops_without_end() {
        for head in ["while (true)", "while (1)", "for (;;)", "for (let page = 1; ; page++)"] {
            check(
                &in_sync(&format!("{head} {{ await nango.get({{ endpoint: '/a' }}); break; }}")),
                "page-while-true",
            );
        }
        check(
            &in_sync("do { await nango.proxy({ endpoint: '/a' }); } while (true);"),
            "page-while-true",
        );
    }

    #[test]
    fn other_loops() {
        check(&in_sync("while (cursor) { await nango.get({ endpoint: '/a' }); }"), "");
        check(
            &in_sync("do { await nango.get({ endpoint: '/a' }); } while (cursor);"),
            "",
        );
        check(&in_sync("while (true) { if (done()) break; }"), "");
        check(
            &in_sync("for (const id of ids) { await nango.get({ endpoint: id }); }"),
            "",
        );
        check(&in_sync("while (true) { await client.get({ endpoint: '/a' }); }"), "");
    }
}
