//! The `url` of `uncontrolledFetch`.

use syntax::ast::{BinaryOp, ExprId, ExprKind, Node};

use crate::prelude::*;
use crate::request::{self, Request, Shape};

declare_rule! {
    /// The `url` of `uncontrolledFetch` is a text.
    ///
    /// ## Why
    ///
    /// It is a `URL`, and the type check refuses everything else. Every function has the class `URL`.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=req-uncontrolled-fetch
    /// export default createAction({
    ///     description: 'Reads the exchange rates',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.uncontrolledFetch({ url: 'https://rates.example.com/latest' });
    ///         return response.json();
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
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
    ///         const response = await nango.uncontrolledFetch({ url: new URL('https://rates.example.com/latest') });
    ///         return response.json();
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Makes a `URL` of the text.
    "req-fetch-url" {
        levels: Levels::ERROR,
        reporters: [Tsc, Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`UncontrolledFetchOptions` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
    }
}

const METHOD: &str = "uncontrolledFetch";

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node).filter(|request| request.method == METHOD) else {
        return;
    };
    let source = ctx.source;
    let url = request
        .configuration()
        .and_then(|configuration| source.property_value(configuration.object, "url"));
    let argument = Some(request.argument).filter(|argument| is_text(source, *argument));
    let Some(text) = url.filter(|url| is_text(source, *url)).or(argument) else {
        return;
    };
    if !request.is_typed() {
        return;
    }
    let range = ctx.range(text);
    let found = ctx.report(range, format!("`{METHOD}` wants a `URL`, not a text"));
    if Some(text) == url {
        let text = format!("new URL({})", source.slice(range));
        found.fix(
            "Make a `URL` of it",
            Applicability::Safe,
            vec![TextEdit::replace(range, text)],
        );
    }
}

/// A text, or texts and other things joined.
fn is_text(source: &syntax::SourceFile, id: ExprId) -> bool {
    let id = request::literal(source, id);
    match source.ast()[id].kind {
        ExprKind::Binary(binary) if binary.op == BinaryOp::Add => {
            is_text(source, binary.left) || is_text(source, binary.right)
        }
        _ => request::shape(source, id) == Shape::Text,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, in_sync};

    #[test]
    fn a_text_is_refused() {
        for argument in [
            "{ url: 'https://a.b' }",
            "{ url: `https://${a}` }",
            "{ url: 'https://' + host }",
            "'https://a.b'",
        ] {
            check(
                &in_sync(&format!("await nango.uncontrolledFetch({argument});")),
                "req-uncontrolled-fetch req-fetch-url",
            );
        }
        for argument in [
            "{ url: new URL('https://a.b') }",
            "{ url }",
            "{ url: 'https://a.b' as any }",
            "{ ...options, url: 'https://a.b' }",
        ] {
            check(
                &in_sync(&format!("await nango.uncontrolledFetch({argument});")),
                "req-uncontrolled-fetch",
            );
        }
    }

    #[test]
    fn the_fix_makes_a_url() {
        let text = fixed(&in_sync("await nango.uncontrolledFetch({ url: 'https://' + host });")).expect("a fix");
        assert!(text.contains("{ url: new URL('https://' + host) }"), "{text}");
    }
}
