//! Merging strategies: they must be set before anything is fetched or saved.

use project::plugin;
use syntax::ast::{Ast, Body, Call, ExprId, ExprKind, Function, Node, PropKind, Stmt, StmtKind};

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod merge_after_batch;
pub(crate) mod merge_after_request;
pub(crate) mod merge_recommended_with_webhook;
pub(crate) mod merge_set_twice;

pub(super) static RULES: &[&Rule] = &[
    &merge_after_batch::RULE,
    &merge_after_request::RULE,
    &merge_set_twice::RULE,
    &merge_recommended_with_webhook::RULE,
];

const SET: &str = "setMergingStrategy";

/// A call of `setMergingStrategy` that the compiler compares with others.
fn set(ctx: &SyntaxContext<'_>, node: Node) -> Option<ExprId> {
    let (Node::Expr(id), ast) = (node, ctx.ast()) else {
        return None;
    };
    let ExprKind::Call(call) = ast[id].kind else {
        return None;
    };
    (method(ctx, &call)? == SET && is_in_exec(ctx, id)).then_some(id)
}

/// The first call of one of these methods that stands on a line above `set`: the compiler compares line numbers, below any
/// property `exec`.
fn above(ctx: &SyntaxContext<'_>, set: ExprId, methods: &[&str]) -> Option<ExprId> {
    let ast = ctx.ast();
    let line = |id: ExprId| places::number(ctx.source.line_index(), ast[id].range.start());
    ast.nodes().find_map(|node| {
        let Node::Expr(id) = node else { return None };
        let ExprKind::Call(call) = ast[id].kind else {
            return None;
        };
        let is_compared = methods.contains(&method(ctx, &call)?) && is_in_exec(ctx, id);
        (is_compared && line(id) < line(set)).then_some(id)
    })
}

/// The name of the method, if the compiler sees the call.
fn method<'a>(ctx: &SyntaxContext<'a>, call: &Call) -> Option<&'a str> {
    Some(ctx.source.slice(plugin::sees(ctx.source, call)?))
}

fn is_in_exec(ctx: &SyntaxContext<'_>, id: ExprId) -> bool {
    ctx.ast().ancestors(id).any(|node| plugin::is_exec(ctx.source, node))
}

/// Reports a call of `setMergingStrategy` that stands below another call.
fn report(ctx: &mut SyntaxContext<'_>, set: ExprId, above: ExprId) {
    let ExprKind::Call(call) = ctx.ast()[above].kind else {
        return;
    };
    let Some(method) = method(ctx, &call) else { return };
    let message = format!("`{SET}` must stand above `{method}`: the compiler compares line numbers");
    let (range, other) = (ctx.range(set), ctx.range(above));
    let edits = to_top(ctx, set, above);
    let found = ctx.report(range, message);
    found.related(other, format!("`{method}`"));
    if let Some(edits) = edits {
        found.fix("Move it to the top of the function", Applicability::Safe, edits);
    }
}

/// The edits that make `await nango.setMergingStrategy(…)` the first statement of the function that it stands in. None if
/// it is made under a condition or needs anything that is declared before it, or if the call above stands elsewhere.
fn to_top(ctx: &SyntaxContext<'_>, set: ExprId, above: ExprId) -> Option<Vec<TextEdit>> {
    let (source, ast) = (ctx.source, ctx.ast());
    let function = ast[ast.enclosing_function(set)?];
    let first = statements(ast, &function)?.first()?;
    let stmt = statements(ast, &function)?
        .iter()
        .find(|stmt| stmt.range.contains_range(ast[set].range))?;
    let is_movable = function.range.contains_range(ast[above].range)
        && is_awaited_statement(ast, stmt, set)
        && binds_sdk(ctx, &function)
        && is_literal_call(ast, set);
    if !is_movable {
        return None;
    }
    let lines = source.line_index();
    let (line, text) = (places::whole_line(lines, stmt.range.start()), source.slice(stmt.range));
    // With nothing else on its lines, they go altogether.
    let last = places::whole_line(lines, stmt.range.end());
    let lines_of_stmt = TextRange::new(line.start(), last.end());
    let is_alone = source.slice(lines_of_stmt).trim() == text;
    let removed = if is_alone { lines_of_stmt } else { stmt.range };
    let head = source.slice(TextRange::new(
        places::line(lines, first.range.start()).start(),
        first.range.start(),
    ));
    let insertion = if head.trim().is_empty() {
        let end = if source.text().contains("\r\n") { "\r\n" } else { "\n" };
        TextEdit::insert(first.range.start(), format!("{text}{end}{head}"))
    } else {
        TextEdit::insert(first.range.start(), format!("{text} "))
    };
    Some(vec![insertion, TextEdit::delete(removed)])
}

fn statements<'a>(ast: &'a Ast, function: &Function) -> Option<&'a [Stmt]> {
    let Body::Block(block) = function.body else { return None };
    match ast[block].kind {
        StmtKind::Block(body) => Some(&ast[body]),
        _ => None,
    }
}

/// Whether a statement is `await set(…);`.
fn is_awaited_statement(ast: &Ast, stmt: &Stmt, set: ExprId) -> bool {
    let StmtKind::Expr(value) = stmt.kind else { return false };
    match ast[value].kind {
        ExprKind::Await(call) => ast.skip_parens(call) == set,
        _ => false,
    }
}

/// Whether a function's first parameter is `nango`, so that the call means the same anywhere in it.
fn binds_sdk(ctx: &SyntaxContext<'_>, function: &Function) -> bool {
    let ast = ctx.ast();
    let first = ast[function.params].first();
    first.is_some_and(|param| ctx.source.slice(ast[param.pattern].range) == plugin::SDK)
}

/// Whether all arguments are strings, or objects of strings.
fn is_literal_call(ast: &Ast, call: ExprId) -> bool {
    let ExprKind::Call(call) = ast[call].kind else {
        return false;
    };
    call.args.iter().all(|argument| match ast[argument].kind {
        ExprKind::String => true,
        ExprKind::Object(props) => ast[props].iter().all(
            |prop| matches!(prop.kind, PropKind::Pair { value, .. } if matches!(ast[value].kind, ExprKind::String)),
        ),
        _ => false,
    })
}
