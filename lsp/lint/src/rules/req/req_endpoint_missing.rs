//! A request that goes nowhere.

use syntax::ast::Node;

use crate::prelude::*;
use crate::request::Request;

declare_rule! {
    /// A request has no `endpoint`.
    ///
    /// ## Why
    ///
    /// The type check wants it always, beside `baseUrlOverride` too; what would be sent without it goes nowhere.
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
    ///         const response = await nango.get({ params: { limit: 100 } });
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
    ///         const response = await nango.get({ endpoint: '/deals', params: { limit: 100 } });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    "req-endpoint-missing" {
        levels: Levels::ERROR,
        reporters: [Tsc, Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`BaseProxyConfiguration` of `@nangohq/types` (`proxy/api.ts`), `UncontrolledFetchOptions` of `@nangohq/runner-sdk`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node) else { return };
    let Some(configuration) = request.configuration() else {
        return;
    };
    let wanted = match request.method {
        "uncontrolledFetch" => "url",
        _ => "endpoint",
    };
    if ctx.source.property(configuration.object, wanted).is_some() || !request.is_typed() {
        return;
    }
    let message = format!("`{}` has no `{wanted}`", request.method);
    ctx.report(request.method_range, message);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[track_caller]
    fn refused(statement: &str) {
        check(&in_sync(statement), "req-endpoint-missing");
    }

    #[track_caller]
    fn accepted(statement: &str) {
        check(&in_sync(statement), "");
    }

    #[test]
    fn nothing_says_where_to() {
        refused("await nango.get({});");
        refused("await nango.get({ baseUrlOverride: 'https://crm.example.com' });");
        refused("await nango.get({ retries: 3 } satisfies Config);");
        refused("const config = { retries: 3 };\nawait nango.get(config);");
        refused("const config: ProxyConfiguration = { retries: 3 };\nawait nango.get(config);");
        check(
            &in_sync("await nango.uncontrolledFetch({});"),
            "req-endpoint-missing req-uncontrolled-fetch",
        );
    }

    #[test]
    fn something_may_say_it() {
        accepted("await nango.get({ 'endpoint': '/a' });");
        accepted("await nango.get({ ['endpoint']: '/a' });");
        accepted("await nango.get({ ...config });");
        accepted("await nango.get({ retries: 3 } as any);");
        accepted("const config: any = { retries: 3 };\nawait nango.get(config);");
        accepted("const config = { retries: 3 };\n{ const config = load(); await nango.get(config); }");
        accepted("await map.get({});");
        accepted("const cache = new Map();\nawait cache.get({});");
    }
}
