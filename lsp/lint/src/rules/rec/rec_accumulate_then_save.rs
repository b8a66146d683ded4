//! Pages that are kept in memory until the end.

use project::scope::{self, Bound};
use syntax::ast::{ExprId, ExprKind, Node, StmtId, StmtKind};

use crate::prelude::*;
use crate::sdk_call::{REQUESTS, Repeats, SdkCall, innermost_loop};

declare_rule! {
    /// A sync collects the records of all pages and saves them after the last.
    ///
    /// ## Why
    ///
    /// All of them are in memory at a time, and a failure on the last page loses every one. Saved page by page, they are there as soon as
    /// they were read, and a checkpoint can follow.
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
    ///         const deals: { id: string }[] = [];
    ///         for await (const page of nango.paginate<{ id: string }>({ endpoint: '/deals' })) {
    ///             deals.push(...page);
    ///         }
    ///         await nango.batchSave(deals, 'Deal');
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
    ///         for await (const page of nango.paginate<{ id: string }>({ endpoint: '/deals' })) {
    ///             await nango.batchSave(page, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "rec-accumulate-then-save" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/sync-efficiency",
        source: "\"Save page by page\" of the documentation's guide to efficient syncs",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
        measured: [8, 8, 8],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, source) = (ctx.ast(), ctx.source);
    let Some(save) = SdkCall::of(source, node, &["batchSave"]) else {
        return;
    };
    let Some(records) = save.call.args.first() else { return };
    let Some(Bound::Variable(variable)) = scope::bound(source, records) else {
        return;
    };
    let is_empty = ast[variable]
        .init
        .is_some_and(|init| matches!(ast[ast.skip_casts(init)].kind, ExprKind::Array(items) if items.is_empty()));
    if !is_empty || innermost_loop(source, save.id).is_some() {
        return;
    }
    let name = source.ident_name(records);
    let is_use =
        |id: &ExprId| source.ident_name(*id) == name && scope::bound(source, *id) == Some(Bound::Variable(variable));
    let names = ast.nodes().filter_map(|node| match node {
        Node::Expr(id) => Some(id),
        _ => None,
    });
    let uses: Vec<ExprId> = names.filter(is_use).collect();
    let mut filled = None;
    for id in uses.into_iter().filter(|id| *id != records) {
        match property(ctx, id) {
            Some("length") => {}
            Some("push") => match innermost_page_loop(ctx, id) {
                Some(pages) => filled = Some(pages),
                None => return,
            },
            // It is needed as a whole.
            _ => return,
        }
    }
    let Some(pages) = filled.filter(|pages| ast.range(*pages).end() <= ast.range(save.id).start()) else {
        return;
    };
    let (message, related) = (
        "all pages are in memory before this saves them: save each page",
        ast.range(pages),
    );
    ctx.report(save.method_range, message).related(
        TextRange::at(related.start(), TextSize::of("for")),
        "the pages are read here",
    );
}

/// The property of a name that is read: `push` of `deals.push(deal)`.
fn property<'a>(ctx: &SyntaxContext<'a>, id: ExprId) -> Option<&'a str> {
    let Some(Node::Expr(parent)) = ctx.ast().parent(id) else {
        return None;
    };
    match ctx.ast()[parent].kind {
        ExprKind::Member(member) => Some(ctx.source.slice(member.property)),
        _ => None,
    }
}

/// The loop around a node that fetches page after page, loops over the elements of a page left out.
fn innermost_page_loop(ctx: &SyntaxContext<'_>, id: ExprId) -> Option<StmtId> {
    let source = ctx.source;
    let mut at = Node::Expr(id);
    loop {
        let (repeats, around) = innermost_loop(source, at)?;
        let fetches = || SdkCall::below(source, around, &REQUESTS).next().is_some() || is_over_pages(ctx, around);
        match (repeats, around) {
            (Repeats::Pages, Node::Stmt(stmt)) if fetches() => return Some(stmt),
            _ => at = around,
        }
    }
}

/// Whether a loop is one over what `paginate` yields, which may be in a variable.
fn is_over_pages(ctx: &SyntaxContext<'_>, around: Node) -> bool {
    matches!(around, Node::Stmt(id) if matches!(ctx.ast()[id].kind, StmtKind::ForOf(it) if it.is_await))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    const PAGES: &str = "for await (const page of nango.paginate({ endpoint: '/deals' })) {";

    #[test]
    fn only_where_nothing_else_is_done_with_them() {
        let with = |inner: &str, after: &str| in_sync(&format!("const deals = [];\n{PAGES} {inner} }}\n{after}"));
        let save = "await nango.batchSave(deals, 'Deal');";
        let rule = "rec-accumulate-then-save";
        check(&with("deals.push(...page);", save), rule);
        check(&with("for (const deal of page) { deals.push(deal); }", save), rule);
        check(
            &with(
                "page.forEach((deal) => deals.push(deal));",
                &format!("if (deals.length > 0) {{ {save} }}"),
            ),
            rule,
        );
        check(&with("deals.push(...page);", &format!("deals.sort();\n{save}")), "");
        check(&with(&format!("deals.push(...page); {save}"), ""), "");
        check(
            &in_sync(&format!(
                "const deals = [];\nfor (const deal of all) {{ deals.push(deal); }}\n{save}"
            )),
            "",
        );
        check(&with("deals.push(...page);", &format!("deals.push(last);\n{save}")), "");
    }
}
