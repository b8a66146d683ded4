//! `uncontrolledFetch`.

use syntax::ast::Node;

use crate::prelude::*;
use crate::request::Request;

declare_rule! {
    /// `uncontrolledFetch` is called.
    ///
    /// ## Why
    ///
    /// It sends no credentials of the connection, tries nothing again and is not among the requests of the logs. It is right for what
    /// has nothing to do with the provider; for all else there are `nango.get` and `baseUrlOverride`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Reads the exchange rates',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.uncontrolledFetch({ url: new URL('https://rates.example.com/latest') });
    ///         return response.json();
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Reads the exchange rates',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.get({ endpoint: '/latest', baseUrlOverride: 'https://rates.example.com', retries: 3 });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    "req-uncontrolled-fetch" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`NangoActionBase.uncontrolledFetch` of `@nangohq/runner-sdk`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [7, 7, 7],
    }
}

const METHOD: &str = "uncontrolledFetch";

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    if let Some(request) = Request::of(ctx, node).filter(|request| request.method == METHOD) {
        let message = format!("`{METHOD}` sends no credentials of the connection and tries nothing again");
        ctx.report(request.method_range, message);
    }
}
