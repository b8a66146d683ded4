//! `retryOn` with a status that is tried again anyway.

use syntax::ast::{ExprKind, Node};

use crate::prelude::*;
use crate::request::{self, Request};

declare_rule! {
    /// `retryOn` names a status after which a request is tried again anyway.
    ///
    /// ## Why
    ///
    /// 401, 429 and everything from 500 are tried again as long as `retries` allows, and `retryOn` adds to them. Only where the
    /// provider's own entry at Nango lists its statuses do these count instead, so the rule is off.
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
    ///         const response = await nango.get({ endpoint: '/deals', retries: 3, retryOn: [404, 503] });
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
    ///         const response = await nango.get({ endpoint: '/deals', retries: 3, retryOn: [404] });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    "req-redundant-retry-on" {
        levels: Levels::OFF,
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#http-request-retries",
        source: "`getProxyRetryFromErr` of `services/proxy/retry.ts`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [7, 7, 7],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node) else { return };
    let source = ctx.source;
    let Some(value) = request
        .configuration()
        .and_then(|configuration| source.property_value(configuration.object, "retryOn"))
    else {
        return;
    };
    let ExprKind::Array(statuses) = ctx.ast()[request::literal(source, value)].kind else {
        return;
    };
    if !request.is_on_nango() {
        return;
    }
    for status in statuses {
        let range = ctx.range(status);
        let is_usual = |status: u32| status == 401 || status == 429 || status >= 500;
        if source.slice(range).parse().is_ok_and(is_usual) {
            let message = format!("a request is tried again after {} in any case", source.slice(range));
            ctx.report(range, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn each_status() {
        let on = |statuses: &str| {
            in_sync(&format!(
                "await nango.get({{ endpoint: '/a', retries: 3, retryOn: {statuses} }});"
            ))
        };
        check(&on("[401, 404, 500]"), "req-redundant-retry-on req-redundant-retry-on");
        check(&on("[400, 409, 423]"), "");
        check(&on("statuses"), "");
        check(&on("['429']"), "");
    }
}
