//! A token that is saved a page late.

use syntax::SourceFile;
use syntax::ast::{Body, ExprId, ExprKind, ForOf, Node, PatternKind, PropId, StmtKind};

use crate::prelude::*;
use crate::request::{self, Request};
use crate::statements;

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
    /// ```ts fixed
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
    ///                     await nango.saveCheckpoint({ cursor });
    ///                 }
    ///             }
    ///         };
    ///         for await (const deals of nango.paginate(config)) {
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
    ///
    /// ## Fix
    ///
    /// Saves the checkpoint in `on_page`, if nothing of the loop's own stands in it.
    "page-on-page-late-token" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#paginate-through-api-responses",
        source: "`PaginationService.cursor` and `link` of `packages/runner-sdk/lib/paginate.service.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Loop], check)],
        measured: [89, 13, 13],
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
            let edits = into_on_page(source, &it, (id, argument), (on_page, *place));
            let found = ctx.report(
                member.property,
                format!("`{name}` is still that of the page before: `on_page` runs after this"),
            );
            found.related(*place, "it is set here, when the body is through");
            if let Some(edits) = edits {
                found.fix("Save the checkpoint in `on_page`", Applicability::Unsafe, edits);
            }
        }
    }
}

/// Moves a call of the loop's body behind the assignment in `on_page`, where that runs always, and knows what the call is handed.
fn into_on_page(
    source: &SourceFile,
    round: &ForOf,
    (save, argument): (ExprId, ExprId),
    (on_page, assigned): (PropId, TextRange),
) -> Option<Vec<TextEdit>> {
    let ast = source.ast();
    let stmt = statements::of_call(ast, save)?;
    let is_of_body = ast.parent(stmt) == Some(Node::Stmt(round.body));
    let function = ast.descendants(on_page).find_map(|node| match node {
        Node::Function(id) => Some(id),
        _ => None,
    })?;
    let Body::Block(block) = ast[function].body else {
        return None;
    };
    let StmtKind::Block(body) = ast[block].kind else {
        return None;
    };
    let kept = body
        .iter()
        .find(|stmt| matches!(ast[*stmt].kind, StmtKind::Expr(_)) && ast[*stmt].range.start() == assigned.start())?;
    // A name of the loop is not known in `on_page`.
    let own: Vec<&str> = ast
        .descendants(round.target)
        .chain(ast.descendants(round.body))
        .filter_map(|node| match node {
            Node::Pattern(id) if matches!(ast[id].kind, PatternKind::Ident) => Some(source.slice(ast[id].range)),
            _ => None,
        })
        .collect();
    let is_known = |node: Node| match node {
        Node::Expr(id) => source.ident_name(id).is_none_or(|name| !own.contains(&name)),
        _ => true,
    };
    if !is_of_body || !ast[function].is_async || !ast.descendants(argument).all(is_known) {
        return None;
    }
    let range = statements::with_comments(source, stmt);
    let indent = statements::indentation(source, ast[kept].range.start());
    let text = statements::indented(source, range, indent)?;
    let behind = statements::with_comments(source, kept).end();
    Some(vec![
        statements::line_behind(source, behind, indent, &text),
        statements::take_out(source, range),
    ])
}
