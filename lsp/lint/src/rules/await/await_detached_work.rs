//! Asynchronous work of the function's own that nobody waits for.

use syntax::ast::{Ast, Body, Call, ExprId, ExprKind, FunctionId, Node, PatternKind, StmtKind, UnaryOp};

use crate::prelude::*;
use crate::sdk_call::{REQUESTS, SAVES, SdkCall};

declare_rule! {
    /// An asynchronous function that fetches or saves is called, and nobody waits for it.
    ///
    /// ## Why
    ///
    /// `forEach` drops the promise of an asynchronous callback, and so do a `map` whose result nobody takes, and a call that is neither awaited nor
    /// returned. The function goes on, and may end, before the work is done: requests and batches are cut off, their failures are lost, and
    /// `trackDeletesEnd` deletes what they would have saved. Use `for … of` or `Promise.all`.
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
    ///         ['1', '2'].forEach(async (id) => {
    ///             const response = await nango.get({ endpoint: `/deals/${id}`, retries: 3 });
    ///             await nango.batchSave([response.data], 'Deal');
    ///         });
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
    ///         for (const id of ['1', '2']) {
    ///             const response = await nango.get({ endpoint: `/deals/${id}`, retries: 3 });
    ///             await nango.batchSave([response.data], 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "await-detached-work" {
        levels: Levels::WARNING,
        reporters: [Runtime],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`Array.prototype.forEach` of ECMAScript; `exec` of `packages/runner/lib/exec.ts`, which awaits what the function returns",
        fix: None,
        reach: Bundled,
        visits: [
            Visit::Syntax(&[NodeKind::Call], check_callback),
            Visit::Syntax(&[NodeKind::ExprStmt], check_statement),
        ],
    }
}

/// A callback of `forEach`, or of a `map` whose promises nobody takes.
fn check_callback(ctx: &mut SyntaxContext<'_>, node: Node) {
    let ast = ctx.ast();
    let Node::Expr(id) = node else { return };
    let ExprKind::Call(call) = ast[id].kind else { return };
    let ExprKind::Member(member) = ast[ast.skip_parens(call.callee)].kind else {
        return;
    };
    let method = ctx.source.slice(member.property);
    let drops = match method {
        "forEach" => true,
        "map" | "flatMap" | "filter" => is_dropped(ast, id),
        _ => false,
    };
    if !drops {
        return;
    }
    let callback = call.args.first().map(|it| ast.skip_parens(it));
    if let Some(ExprKind::Function(callback)) = callback.map(|it| ast[it].kind)
        && works(ctx, callback)
    {
        ctx.report(
            member.property,
            format!("`{method}` does not wait for what its callback fetches or saves"),
        );
    }
}

/// Whether nobody takes the result of a call. To wait for a list of promises is to wait for none of them.
fn is_dropped(ast: &Ast, call: ExprId) -> bool {
    let is_around = |node: &Node| match node {
        Node::Expr(id) => match ast[*id].kind {
            ExprKind::Paren(_) | ExprKind::Await(_) => true,
            ExprKind::Unary(unary) => unary.op == UnaryOp::Void,
            _ => false,
        },
        _ => false,
    };
    match ast.ancestors(call).find(|node| !is_around(node)) {
        Some(Node::Stmt(stmt)) => matches!(ast[stmt].kind, StmtKind::Expr(_)),
        _ => false,
    }
}

/// A call that is a statement of its own, with or without `void`: nobody gets its promise.
fn check_statement(ctx: &mut SyntaxContext<'_>, node: Node) {
    let ast = ctx.ast();
    let Node::Stmt(id) = node else { return };
    let StmtKind::Expr(expr) = ast[id].kind else { return };
    let mut dropped = ast.skip_parens(expr);
    if let ExprKind::Unary(unary) = ast[dropped].kind
        && unary.op == UnaryOp::Void
    {
        dropped = ast.skip_parens(unary.operand);
    }
    let ExprKind::Call(call) = ast[dropped].kind else {
        return;
    };
    let callee = ast.skip_parens(call.callee);
    let Some(name) = ctx.source.ident_name(callee) else {
        return;
    };
    if declared(ctx, name).is_some_and(|function| works(ctx, function)) && hands_sdk(ctx, &call, name) {
        ctx.report(
            ast[callee].range,
            format!("nobody waits for what `{name}` fetches or saves"),
        );
    }
}

/// The function of this name, as far as there is one in the file.
fn declared(ctx: &SyntaxContext<'_>, name: &str) -> Option<FunctionId> {
    let (source, ast) = (ctx.source, ctx.ast());
    let mut found = ast.nodes().filter_map(|node| match node {
        Node::Function(id) => ast[id].name.filter(|it| source.slice(*it) == name).map(|_| id),
        Node::Declarator(id) => {
            let is_name = matches!(ast[ast[id].pattern].kind, PatternKind::Ident)
                && source.slice(ast[ast[id].pattern].range) == name;
            match ast[ast.skip_casts(ast[id].init.filter(|_| is_name)?)].kind {
                ExprKind::Function(function) => Some(function),
                _ => None,
            }
        }
        _ => None,
    });
    // Of several it is not known which.
    found.next().filter(|_| found.next().is_none())
}

/// Whether a function is asynchronous, and fetches or saves by itself.
fn works(ctx: &SyntaxContext<'_>, function: FunctionId) -> bool {
    let ast = ctx.ast();
    let is_async = ast[function].is_async && !ast[function].is_generator && ast[function].body != Body::None;
    let calls = |methods| SdkCall::below(ctx.source, function, methods).next().is_some();
    is_async && (calls(&REQUESTS) || calls(&SAVES))
}

/// Whether a call hands the SDK object over, or its function sees it where it stands.
fn hands_sdk(ctx: &SyntaxContext<'_>, call: &Call, name: &str) -> bool {
    let ast = ctx.ast();
    call.args
        .iter()
        .any(|arg| project::scope::sdk(ctx.source, ast.skip_casts(arg)).is_some())
        || declared(ctx, name).is_some_and(|function| ast.enclosing_function(function).is_some())
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    const ID: &str = "await-detached-work";

    #[test]
    fn what_nobody_waits_for() {
        let read = "const read = async (id) => { await nango.batchSave([{ id }], 'Deal'); };";
        for body in [
            "ids.forEach(async (id) => { await nango.get({ endpoint: id }); });".to_owned(),
            "ids.map(async (id) => { await nango.get({ endpoint: id }); });".to_owned(),
            "void ids.flatMap(async (id) => { await nango.batchSave([{ id }], 'Deal'); });".to_owned(),
            "await ids.map(async (id) => { await nango.get({ endpoint: id }); });".to_owned(),
            format!("{read} read('1');"),
            format!("{read} if (ids) void read('1');"),
        ] {
            check(&in_sync(&body), ID);
        }
    }

    #[test]
    fn what_somebody_waits_for_or_does_nothing() {
        let read = "const read = async (id) => { await nango.batchSave([{ id }], 'Deal'); };";
        for body in [
            "await Promise.all(ids.map(async (id) => { await nango.get({ endpoint: id }); }));".to_owned(),
            "const work = ids.map(async (id) => { await nango.get({ endpoint: id }); }); await Promise.all(work);"
                .to_owned(),
            "ids.map((id) => { seen.add(id); });".to_owned(),
            "ids.forEach((id) => { seen.add(id); });".to_owned(),
            format!("{read} await read('1');"),
            format!("{read} const work = read('1'); await work;"),
            format!("{read} await Promise.all([read('1')]);"),
        ] {
            check(&in_sync(&body), "");
        }
    }
}
