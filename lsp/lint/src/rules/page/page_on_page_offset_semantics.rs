//! The end of the pages, looked for where it does not show.

use syntax::SourceFile;
use syntax::ast::{BinaryOp, Conditional, ExprId, ExprKind, Node, UnaryOp};

use crate::pagination::Pagination;
use crate::prelude::*;
use crate::request::{self, Shape};

declare_rule! {
    /// `on_page` of a pagination by offset asks whether there is a next page.
    ///
    /// ## Why
    ///
    /// By `cursor` and `link` the `nextPageParam` is that of the next page, and `undefined` behind the last one. By `offset` it is
    /// the offset of the page that was just read: never `undefined`, and 0 for the first page. After a page that is shorter than
    /// `limit`, `on_page` is not called at all.
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
    ///         const paginate = {
    ///             type: 'offset',
    ///             offset_name_in_request: 'skip',
    ///             on_page: async ({ nextPageParam }) => {
    ///                 if (nextPageParam === undefined) await nango.log('That was the last page');
    ///             }
    ///         } as const;
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', paginate })) {
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
    ///         const paginate = {
    ///             type: 'cursor',
    ///             cursor_name_in_request: 'after',
    ///             cursor_path_in_response: 'next',
    ///             on_page: async ({ nextPageParam }) => {
    ///                 if (nextPageParam === undefined) await nango.log('That was the last page');
    ///             }
    ///         } as const;
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', paginate })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "page-on-page-offset-semantics" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#paginate-through-api-responses",
        source: "`PaginationService.offset` of `packages/runner-sdk/lib/paginate.service.ts`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [34, 12, 12],
    }
}

const NEXT: &str = "nextPageParam";

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(pagination) = Pagination::of(ctx, node) else {
        return;
    };
    let Some(on_page) = pagination.is("offset").and_then(|_| pagination.option("on_page")) else {
        return;
    };
    let (source, ast) = (ctx.source, ctx.ast());
    let asked = ast.descendants(on_page).find_map(|node| {
        let Node::Expr(id) = node else { return None };
        let tested = match ast[id].kind {
            ExprKind::Binary(it) if is_equality(it.op) => [it.left, it.right],
            ExprKind::Unary(it) if it.op == UnaryOp::Not => [it.operand; 2],
            ExprKind::Conditional(it) if asks_for_a_number(source, it) => return Some(ast.range(id)),
            ExprKind::Conditional(it) => [it.test; 2],
            _ => return None,
        };
        let is_next = tested.iter().any(|tested| is_next(source, *tested));
        is_next.then(|| ast.range(id))
    });
    if let Some(asked) = asked.filter(|_| pagination.is_typed()) {
        ctx.report(
            asked,
            format!("by `offset`, `{NEXT}` is the offset of the page just read, and never `undefined`"),
        );
    }
}

fn is_equality(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Eq | BinaryOp::NotEq | BinaryOp::StrictEq | BinaryOp::StrictNotEq
    )
}

/// Whether it is `typeof nextPageParam === 'number' ? nextPageParam : undefined`. By itself the type says nothing of the end, and
/// TypeScript has to be told.
fn asks_for_a_number(source: &SourceFile, it: Conditional) -> bool {
    let ast = source.ast();
    let ExprKind::Binary(test) = ast[ast.skip_parens(it.test)].kind else {
        return false;
    };
    let ExprKind::Unary(ty) = ast[ast.skip_parens(test.left)].kind else {
        return false;
    };
    let is_asked = is_equality(test.op) && ty.op == UnaryOp::Typeof && is_next(source, ty.operand);
    let ends = matches!(request::shape(source, it.alternate), Shape::Undefined | Shape::Null);
    is_asked && ends && is_next(source, it.consequent)
}

/// Whether a value is `nextPageParam` or `page.nextPageParam`.
fn is_next(source: &SourceFile, value: ExprId) -> bool {
    let ast = source.ast();
    let value = ast.skip_casts(value);
    match ast[value].kind {
        ExprKind::Ident => source.ident_name(value) == Some(NEXT),
        ExprKind::Member(member) => source.slice(member.property) == NEXT,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn what_is_asked() {
        for (options, expected) in [
            (
                "type: 'offset', offset_name_in_request: 'skip', on_page: async ({ nextPageParam }) => { done = nextPageParam === undefined; }",
                "page-on-page-offset-semantics",
            ),
            (
                "type: 'offset', offset_name_in_request: 'skip', on_page: async ({ nextPageParam }) => { page = typeof nextPageParam === 'number' ? nextPageParam : undefined; }",
                "page-on-page-offset-semantics",
            ),
            (
                "type: 'offset', offset_name_in_request: 'skip', on_page: async ({ nextPageParam }) => { done = !nextPageParam; }",
                "page-on-page-offset-semantics",
            ),
            (
                "type: 'offset', offset_name_in_request: 'skip', on_page: async ({ nextPageParam }) => { last = nextPageParam; }",
                "",
            ),
            (
                "type: 'offset', offset_name_in_request: 'skip', on_page: async ({ nextPageParam }) => { if (typeof nextPageParam === 'number') last = nextPageParam; }",
                "",
            ),
        ] {
            check(
                &in_sync(&format!(
                    "for await (const a of nango.paginate({{ endpoint: '/a', paginate: {{ {options} }} }})) {{}}"
                )),
                expected,
            );
        }
    }
}
