//! A GET with a body.

use syntax::ast::Node;

use crate::prelude::*;
use crate::request::{self, Place, Request};

declare_rule! {
    /// A GET has `data`, a body.
    ///
    /// ## Why
    ///
    /// Most providers do not read the body of a GET, and some refuse it: the filter in it does nothing. What a GET asks for stands in
    /// `params`. A few providers want the body all the same.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({ stage: z.string() }),
    ///     output: z.unknown(),
    ///     exec: async (nango, input) => {
    ///         const response = await nango.get({ endpoint: '/deals', data: { stage: input.stage } });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({ stage: z.string() }),
    ///     output: z.unknown(),
    ///     exec: async (nango, input) => {
    ///         const response = await nango.get({ endpoint: '/deals', params: { stage: input.stage } });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Creates a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ stage: z.string() }),
    ///     output: z.unknown(),
    ///     exec: async (nango, input) => {
    ///         const response = await nango.post({ endpoint: '/deals', data: { stage: input.stage } });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Offers to call it `params`, in a call that has none.
    "req-get-with-data" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`getProxyConfiguration` of `services/proxy/utils.ts`, which sends `data` with every method",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node).filter(|request| request.method == "get") else {
        return;
    };
    let Some(configuration) = request.written() else {
        return;
    };
    let source = ctx.source;
    let Some(prop) = source.property(configuration.object, "data") else {
        return;
    };
    if !request.is_on_nango() || request.is_shared(ctx, |method| method != "get") {
        return;
    }
    let key = request::key(&ctx.ast()[prop]);
    let is_renamable = configuration.place == Place::Call
        && source.slice(key) == "data"
        && ctx.range(prop) != key
        && source.property(configuration.object, "params").is_none();
    let found = ctx.report(
        key,
        "most providers do not read the body of a GET: `params` is its query",
    );
    if is_renamable {
        found.fix(
            "Call it `params`",
            Applicability::Unsafe,
            vec![TextEdit::replace(key, "params")],
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, in_sync};

    #[test]
    fn a_body_of_a_get() {
        check(
            &in_sync("await nango.get({ endpoint: '/a', data });"),
            "req-get-with-data",
        );
        check(&in_sync("await nango.delete({ endpoint: '/a', data });"), "");
        check(
            &in_sync("const a = { endpoint: '/a', data: b };\nawait nango.get(a);"),
            "req-get-with-data",
        );
        check(
            &in_sync("const a = { endpoint: '/a', data: b };\nawait (x ? nango.get(a) : nango.post(a));"),
            "",
        );
        assert_eq!(fixed(&in_sync("await nango.get({ endpoint: '/a', data });")), None);
        assert_eq!(
            fixed(&in_sync("await nango.get({ endpoint: '/a', params: c, data: b });")),
            None
        );
    }
}
