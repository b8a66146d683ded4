//! A response of which nothing is known.

use syntax::SourceFile;
use syntax::ast::{ExprKind, Node, PatternKind, StmtKind, TypeId};

use crate::prelude::*;
use crate::request::{Request, VERBS};

declare_rule! {
    /// What a request answers is used as `any`.
    ///
    /// ## Why
    ///
    /// `nango.get(…)` without a type argument gives a response whose `data` is `any`: a misspelt field is `undefined` in production.
    /// A type argument lets TypeScript compare; better still, a schema checks what really came (`Deal.parse(response.data)`). The rule is
    /// silent where something is parsed below the request, and where nobody looks at the data.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Gets the name of a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({ name: z.string() }),
    ///     exec: async (nango, input) => {
    ///         const response = await nango.get({ endpoint: `/deals/${input.id}`, retries: 3 });
    ///         return { name: response.data.name };
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// const Deal = z.object({ name: z.string() });
    /// export default createAction({
    ///     description: 'Gets the name of a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: Deal,
    ///     exec: async (nango, input) => {
    ///         await nango.post({ endpoint: `/deals/${input.id}/touch`, retries: 0 });
    ///         const response = await nango.get({ endpoint: `/deals/${input.id}`, retries: 3 });
    ///         return Deal.parse(response.data);
    ///     }
    /// });
    /// ```
    "req-untyped-response" {
        levels: Levels::OFF.strict(Severity::Hint),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`get<T = any>` of `NangoActionBase`; `type-external-api-responses` of Nango's ESLint plugin",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [320, 10, 9],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) =
        Request::of(ctx, node).filter(|request| VERBS.contains(&request.method) || request.method == "proxy")
    else {
        return;
    };
    let Node::Expr(id) = node else { return };
    let (ast, source) = (ctx.ast(), ctx.source);
    let ExprKind::Call(call) = ast[id].kind else { return };
    let is_any = |ty: TypeId| source.slice(ast[ty].range) == "any";
    let is_untyped = call.type_args.first().is_none_or(is_any);
    if !is_untyped
        || !request.is_on_nango()
        || is_parsed_below(source, ctx.range(id).end())
        || !is_looked_at(source, node)
    {
        return;
    }
    let message = format!(
        "the response of `nango.{}` is `any`: give it a type, or parse it",
        request.method
    );
    ctx.report(request.method_range, message);
}

/// Whether a schema checks anything from here on: `Deal.safeParse(…)`. It may be an element of what came.
fn is_parsed_below(source: &SourceFile, end: TextSize) -> bool {
    let text = &source.text()[usize::from(end)..];
    text.match_indices("arse(").any(|(at, _)| {
        let before = text[..at].trim_end_matches(|char: char| char.is_alphanumeric() || char == '_');
        !before.ends_with("JSON.")
    })
}

/// Whether the data of a response is used, and not given a type on the way.
fn is_looked_at(source: &SourceFile, request: Node) -> bool {
    let ast = source.ast();
    let reads = |name: TextRange| {
        let name = source.slice(name);
        [".data", "?.data"]
            .iter()
            .any(|data| source.text().contains(&format!("{name}{data}")))
    };
    for node in ast.path_to(request).into_iter().rev() {
        match node {
            Node::Expr(id) => match ast[id].kind {
                ExprKind::Await(_) | ExprKind::Paren(_) | ExprKind::Member(_) => {}
                ExprKind::Call(call) => return !source.slice(ast.range(call.callee)).ends_with("arse"),
                ExprKind::Assign(assign) => return reads(ast.range(assign.target)),
                ExprKind::As(..) | ExprKind::Satisfies(..) | ExprKind::AngleCast(..) => return false,
                _ => return true,
            },
            Node::Stmt(id) => return !matches!(ast[id].kind, StmtKind::Expr(_)),
            Node::Declarator(id) => {
                let declarator = ast[id];
                let is_name = matches!(ast[declarator.pattern].kind, PatternKind::Ident);
                return declarator.ty.is_none() && (!is_name || reads(ast.range(declarator.pattern)));
            }
            _ => return true,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[track_caller]
    fn untyped(statement: &str) {
        check(&in_sync(statement), "req-untyped-response");
    }

    #[track_caller]
    fn known(statement: &str) {
        check(&in_sync(statement), "");
    }

    #[test]
    fn what_is_used_as_any() {
        untyped("const a = await nango.get({ endpoint: '/a' });\nuse(a.data);");
        untyped("const { data } = await nango.get({ endpoint: '/a' });\nuse(data);");
        untyped("return (await nango.proxy({ endpoint: '/a' })).data;");
        untyped("use(await nango.post({ endpoint: '/a' }));");
        untyped("const a = await nango.get<any>({ endpoint: '/a' });\nuse(a.data);");
    }

    #[test]
    fn what_is_typed_or_parsed() {
        known("const a = await nango.get<Deal>({ endpoint: '/a' });\nuse(a.data);");
        known("const a: Response<Deal> = await nango.get({ endpoint: '/a' });\nuse(a.data);");
        known("const a = await nango.get({ endpoint: '/a' });\nuse(z.array(Deal).safeParse(a.data));");
        known("const a = await nango.get({ endpoint: '/a' });\nuse(Deal.parse(\n  a.data.deals\n));");
        known("const { data } = await nango.get({ endpoint: '/a' });\nuse(Deal.parse(data));");
        known("use(Deal.parse((await nango.get({ endpoint: '/a' })).data));");
        known("const a = await nango.get({ endpoint: '/a' });\nconst b = a.data;\nuse(Deal.safeParse(b));");
        known("const a = await nango.get({ endpoint: '/a' });\nuse(a.status);");
        untyped("const a = await nango.get({ endpoint: '/a' });\nuse(JSON.parse(a.data));");
        known("const a = await nango.get({ endpoint: '/a' });\nfor (const b of a.data) { use(Deal.safeParse(b)); }");
        known("let a;\na = await nango.get({ endpoint: '/a' });\nuse(Deal.parse(a.data));");
        known("await nango.delete({ endpoint: '/a' });");
        known("const a = await client.get({ endpoint: '/a' });");
    }
}
