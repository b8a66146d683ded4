//! A token that is saved a page late.

use syntax::ast::{ExprKind, Node, PatternKind, StmtKind};

use crate::prelude::*;
use crate::request::{self, Request};

declare_rule! {
    /// The body of a loop over pages saves a token that `on_page` takes note of later.
    ///
    /// ## Why
    ///
    /// `on_page` runs after the body of the loop for its page. What it keeps there is the token of the page before when the body saves it: a run
    /// that goes on from it reads a page again, and after the last page the checkpoint still names that page. Save the checkpoint in `on_page`.
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
    ///         const checkpoint = await nango.getCheckpoint();
    ///         let cursor = checkpoint?.cursor ?? '';
    ///         const config = {
    ///             endpoint: '/deals',
    ///             params: { cursor },
    ///             paginate: {
    ///                 type: 'cursor',
    ///                 cursor_name_in_request: 'cursor',
    ///                 cursor_path_in_response: 'next',
    ///                 on_page: async ({ nextPageParam }) => {
    ///                     cursor = nextPageParam ? String(nextPageParam) : '';
    ///                 }
    ///             }
    ///         };
    ///         for await (const deals of nango.paginate(config)) {
    ///             await nango.batchSave(deals, 'Deal');
    ///             await nango.saveCheckpoint({ cursor });
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
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         const config = {
    ///             endpoint: '/deals',
    ///             params: { cursor: checkpoint?.cursor ?? '' },
    ///             paginate: {
    ///                 type: 'cursor',
    ///                 cursor_name_in_request: 'cursor',
    ///                 cursor_path_in_response: 'next',
    ///                 on_page: async ({ nextPageParam }) => {
    ///                     await nango.saveCheckpoint({ cursor: nextPageParam ? String(nextPageParam) : '' });
    ///                 }
    ///             }
    ///         };
    ///         for await (const deals of nango.paginate(config)) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "page-on-page-late-token" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#paginate-through-api-responses",
        source: "`PaginationService.cursor` and `link` of `packages/runner-sdk/lib/paginate.service.ts`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Loop], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Stmt(id) = node else { return };
    let StmtKind::ForOf(it) = ast[id].kind else { return };
    let Some(request) =
        Request::of(ctx, ast.skip_casts(it.iterable).into()).filter(|request| request.method == "paginate")
    else {
        return;
    };
    let options = request
        .configuration()
        .and_then(|configuration| source.property_value(configuration.object, "paginate"))
        .map(|options| request::literal(source, options));
    let style = options.and_then(|options| source.string_value(source.property_value(options, "type")?));
    if !matches!(style.as_deref(), Some("cursor" | "link")) {
        return;
    }
    let Some(on_page) = options.and_then(|options| source.property(options, "on_page")) else {
        return;
    };
    let kept: Vec<(&str, TextRange)> = ast
        .descendants(on_page)
        .filter_map(|node| match node {
            Node::Expr(id) => match ast[id].kind {
                ExprKind::Assign(assign) if matches!(ast[assign.target].kind, PatternKind::Ident) => {
                    let place = ast[assign.target].range;
                    Some((source.slice(place), place))
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    for node in ast.descendants(it.body) {
        let Node::Expr(id) = node else { continue };
        let ExprKind::Call(call) = ast[id].kind else { continue };
        let ExprKind::Member(member) = ast[call.callee].kind else {
            continue;
        };
        let Some(argument) = call
            .args
            .first()
            .filter(|_| source.slice(member.property) == "saveCheckpoint")
        else {
            continue;
        };
        let late = ast.descendants(argument).find_map(|node| match node {
            Node::Expr(id) => {
                let name = source.ident_name(id)?;
                kept.iter().find(|(kept, _)| *kept == name)
            }
            _ => None,
        });
        if let Some((name, place)) = late {
            ctx.report(
                member.property,
                format!("`{name}` is still that of the page before: `on_page` runs after this"),
            )
            .related(*place, "it is set here, when the body is through");
        }
    }
}
