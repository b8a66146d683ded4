//! `params` that cannot be sent.

use syntax::ast::{ExprId, ExprKind, Node, PropKind};

use crate::prelude::*;
use crate::request::{self, Request, Shape};

declare_rule! {
    /// A query parameter is neither a text, a number nor a list of one of them.
    ///
    /// ## Why
    ///
    /// The type check refuses truth values, `null`, `undefined`, objects and lists of mixed elements. Say how the provider wants
    /// them: `'true'`, a text with commas, or no parameter at all (`...(cursor && { cursor })`).
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
    ///         const response = await nango.get({ endpoint: '/deals', params: { archived: true, limit: 100 } });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.get({ endpoint: '/deals', params: { archived: 'true', limit: 100 } });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({ cursor: z.string().optional() }),
    ///     output: z.unknown(),
    ///     exec: async (nango, input) => {
    ///         const response = await nango.get({
    ///             endpoint: '/deals',
    ///             params: { stages: ['won', 'lost'], limit: 100, ...(input.cursor && { cursor: input.cursor }) }
    ///         });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes a truth value as a text, as which it is sent.
    "req-params-type" {
        levels: Levels::ERROR,
        reporters: [Tsc, Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`BaseProxyConfiguration` of `@nangohq/types` (`proxy/api.ts`)",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node) else { return };
    let Some(configuration) = request.configuration() else {
        return;
    };
    let (ast, source) = (ctx.ast(), ctx.source);
    let Some(params) = source.property_value(configuration.object, "params") else {
        return;
    };
    let params = request::literal(source, params);
    let faults: Vec<ExprId> = match (ast[params].kind, request::shape(source, params)) {
        // What is spread into it may be anything, and then nothing is checked.
        (ExprKind::Object(props), _) if source.has_only_plain_keys(params) => {
            let values = ast[props].iter().filter_map(|prop| match prop.kind {
                PropKind::Pair { value, .. } => Some(value),
                _ => None,
            });
            values.filter(|value| is_refused(source, *value)).collect()
        }
        (_, Shape::Text | Shape::Unknown | Shape::Object) => return,
        _ => vec![params],
    };
    if faults.is_empty() || !request.is_typed() {
        return;
    }
    for fault in faults {
        let range = ctx.range(fault);
        let is_truth = matches!(ast[fault].kind, ExprKind::Boolean(_)) && fault != params;
        let message = if fault == params {
            "`params` is a text or an object"
        } else {
            "a query parameter is a text, a number or a list of one of them"
        };
        let found = ctx.report(range, message);
        if is_truth {
            let text = format!("'{}'", source.slice(range));
            found.fix(
                format!("Write `{text}`"),
                Applicability::Safe,
                vec![TextEdit::replace(range, text)],
            );
        }
    }
}

/// Whether one of the values that it may have is no value of a parameter.
fn is_refused(source: &syntax::SourceFile, value: ExprId) -> bool {
    request::branches(source, value)
        .into_iter()
        .any(|value| match request::shape(source, value) {
            Shape::Text | Shape::Number | Shape::Unknown => false,
            Shape::Array => is_refused_list(source, value),
            _ => true,
        })
}

/// Whether a list has an element that no list may have, or texts and numbers side by side.
fn is_refused_list(source: &syntax::SourceFile, list: ExprId) -> bool {
    let ExprKind::Array(elements) = source.ast()[list].kind else {
        return false;
    };
    let shapes: Vec<Shape> = elements.iter().map(|element| request::shape(source, element)).collect();
    let is_mixed = shapes.contains(&Shape::Text) && shapes.contains(&Shape::Number);
    is_mixed
        || shapes
            .iter()
            .any(|shape| !matches!(shape, Shape::Text | Shape::Number | Shape::Unknown))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn values() {
        for value in [
            "true",
            "!x",
            "null",
            "undefined",
            "1n",
            "{}",
            "{ b: 1 }",
            "() => 1",
            "/a/",
            "['a', 1]",
            "[true]",
            "x ? false : '1'",
        ] {
            check(
                &in_sync(&format!(
                    "await nango.get({{ endpoint: '/a', params: {{ a: {value} }} }});"
                )),
                "req-params-type",
            );
        }
        for value in [
            "'a'",
            "1",
            "`a`",
            "['a']",
            "[1, x]",
            "[]",
            "x",
            "x && true",
            "true as any",
            "x()",
        ] {
            check(
                &in_sync(&format!(
                    "await nango.get({{ endpoint: '/a', params: {{ a: {value} }} }});"
                )),
                "",
            );
        }
    }

    #[test]
    fn the_whole() {
        for value in ["null", "undefined", "1", "[['a', 'b']]"] {
            check(
                &in_sync(&format!("await nango.get({{ endpoint: '/a', params: {value} }});")),
                "req-params-type",
            );
        }
        for value in [
            "'a=1'",
            "params",
            "new URLSearchParams().toString()",
            "{ ...rest, a: true }",
        ] {
            check(
                &in_sync(&format!("await nango.get({{ endpoint: '/a', params: {value} }});")),
                "",
            );
        }
        check(
            &in_sync("const a = { endpoint: '/a', params: { a: true } };\nawait nango.get(a);"),
            "req-params-type",
        );
    }
}
