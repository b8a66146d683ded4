//! More retries than a run has time for.

use syntax::ast::{ExprKind, Node};

use crate::prelude::*;
use crate::request::{self, Request};

declare_rule! {
    /// A request is tried again more than three times.
    ///
    /// ## Why
    ///
    /// The waits double: 3 seconds, 6, 12 and so on, up to ten minutes each. Ten retries come to more than half an hour, and an action
    /// is stopped after a quarter of one. Three retries take the usual 429 and 502.
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
    ///         const response = await nango.get({ endpoint: '/deals', retries: 10 });
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
    ///         const response = await nango.get({ endpoint: '/deals', retries: 3 });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Offers `3`.
    "req-retries-too-high" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#http-request-retries",
        source: "`retryFlexible` of `@nangohq/utils`; S0: \"often 3\"",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [503, 12, 12],
    }
}

/// What the guides take for many.
const MOST: f64 = 3.0;

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node).filter(|request| request.method != "uncontrolledFetch") else {
        return;
    };
    let source = ctx.source;
    let Some(value) = request
        .written()
        .and_then(|configuration| request::settled(source, configuration.object, "retries"))
    else {
        return;
    };
    let value = request::literal(source, value);
    let range = ctx.range(value);
    let is_many = matches!(ctx.ast()[value].kind, ExprKind::Number)
        && source.slice(range).parse::<f64>().is_ok_and(|number| number > MOST);
    if is_many && request.is_on_nango() {
        let message = format!(
            "{} retries may take longer than a run: the waits between them double",
            source.slice(range)
        );
        ctx.report(range, message)
            .fix("Write `3`", Applicability::Unsafe, vec![TextEdit::replace(range, "3")]);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, in_sync};

    #[test]
    fn numbers_as_they_are_written() {
        for (value, expected) in [
            ("4", "req-retries-too-high"),
            ("10", "req-retries-too-high"),
            ("3", ""),
            ("0", ""),
            ("attempts", ""),
            ("isTest ? 1 : 10", ""),
        ] {
            check(
                &in_sync(&format!("await nango.get({{ endpoint: '/a', retries: {value} }});")),
                expected,
            );
        }
        let text = fixed(&in_sync(
            "const config = { endpoint: '/a', retries: 10 };\nawait nango.get(config);",
        ));
        assert!(text.expect("a fix").contains("retries: 3 }"));
    }
}
