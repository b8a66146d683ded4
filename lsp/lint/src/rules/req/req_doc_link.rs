//! A request without a link to what it does.

use syntax::SourceFile;
use syntax::ast::{ExprKind, Node};

use crate::prelude::*;
use crate::request::{self, Request};

declare_rule! {
    /// No comment links to the documentation of the endpoint that is asked.
    ///
    /// ## Why
    ///
    /// Who reads the function next looks it up: which fields there are, which limits. A comment with a URL above the endpoint saves the
    /// search. One link further up in the file is enough: functions often ask several endpoints of one page.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.get({ endpoint: '/deals', retries: 3 });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.get({
    ///             // https://developers.crm.test/deals#list
    ///             endpoint: '/deals',
    ///             retries: 3
    ///         });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    "req-doc-link" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "S0: \"API doc link comment above endpoint\"; `include-docs-for-endpoints` of Nango's ESLint plugin",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [37, 12, 12],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node).filter(|request| request.method != "uncontrolledFetch") else {
        return;
    };
    if !request.is_on_nango() || is_linked(ctx.source, ctx.range(request.argument).end()) {
        return;
    }
    let Some(configuration) = request.written() else {
        return;
    };
    let source = ctx.source;
    let Some(endpoint) = request::settled(source, configuration.object, "endpoint") else {
        return;
    };
    // A helper that is handed its path cannot know what it asks.
    let endpoint = request::literal(source, endpoint);
    let is_own = matches!(ctx.ast()[endpoint].kind, ExprKind::String | ExprKind::Template(_));
    // The configuration may stand below the call, in a variable of the file.
    if is_own && !is_linked(source, ctx.range(configuration.object).end()) {
        ctx.report(
            ctx.range(endpoint),
            "no comment links to the documentation of this endpoint",
        );
    }
}

/// Whether a comment before `end` holds a URL.
fn is_linked(source: &SourceFile, end: TextSize) -> bool {
    let comments = source.ast().comments().iter();
    comments
        .take_while(|comment| comment.range.start() < end)
        .map(|comment| source.slice(comment.range))
        .any(|comment| comment.contains("https://") || comment.contains("http://"))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn where_a_link_may_stand() {
        let get = "await nango.get({ endpoint: '/a' });";
        check(&in_sync(get), "req-doc-link");
        check(&in_sync(&format!("// lists deals\n{get}")), "req-doc-link");
        check(&in_sync(&format!("// https://crm.test\n{get}")), "");
        check(&in_sync(&format!("/* see http://crm.test/a */ {get}\n{get}")), "");
        check(&in_sync(&format!("{get} // https://crm.test")), "req-doc-link");
        check(&format!("// https://crm.test\n{}", in_sync(get)), "");
        check(
            &(in_sync("await nango.get(config);") + "const config = {\n// https://crm.test\nendpoint: '/a' };\n"),
            "",
        );
    }

    #[test]
    fn a_path_from_elsewhere() {
        check(&in_sync("await nango.get({ endpoint });"), "");
        check(&in_sync("await nango.get({ endpoint: links.next });"), "");
        check(
            &in_sync("await nango.get({ endpoint: `/deals/${id}` });"),
            "req-doc-link",
        );
    }
}
