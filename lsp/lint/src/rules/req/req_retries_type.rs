//! `retries` that is no number.

use syntax::SourceFile;
use syntax::ast::{ExprId, ExprKind, Node, UnaryOp};

use crate::prelude::*;
use crate::request::{self, Request, Shape};

declare_rule! {
    /// `retries` of a request is not a number.
    ///
    /// ## Why
    ///
    /// The type check refuses everything else, `undefined` too: leave the property out. `0` is the default and means that nothing is
    /// tried again. A fraction or a number below zero passes the type check and counts no attempts: that is a warning.
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
    ///         const response = await nango.get({ endpoint: '/deals', retries: '3' });
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
    ///         const response = await nango.get({ endpoint: '/deals', retries: 0 });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the number that the text says.
    "req-retries-type" {
        levels: Levels::ERROR,
        reporters: [Tsc, Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#http-request-retries",
        source: "`BaseProxyConfiguration` of `@nangohq/types` (`proxy/api.ts`)",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node) else { return };
    if request.method == "uncontrolledFetch" {
        return;
    }
    let Some(configuration) = request.configuration() else {
        return;
    };
    let source = ctx.source;
    let Some(value) = source.property_value(configuration.object, "retries") else {
        return;
    };
    let branches = request::branches(source, value);
    let is_number = |value: &ExprId| matches!(request::shape(source, *value), Shape::Number | Shape::Unknown);
    if branches.iter().all(is_number) {
        if branches.into_iter().any(|value| counts_nothing(source, value)) && request.is_typed() {
            ctx.report(ctx.range(value), "`retries` counts: it is a whole number, 0 or more")
                .merely(Severity::Warning, &[Reporter::Convention]);
        }
        return;
    }
    if !request.is_typed() {
        return;
    }
    let number = source.string_value(value).filter(|text| text.parse::<u32>().is_ok());
    let range = ctx.range(value);
    let found = ctx.report(range, "`retries` is a number");
    if let Some(number) = number {
        let edit = TextEdit::replace(range, number.trim_start_matches('+'));
        found.fix("Write the number", Applicability::Safe, vec![edit]);
    }
}

/// Whether a value is a number that no attempts can have: `2.5`, `-1`.
fn counts_nothing(source: &SourceFile, value: ExprId) -> bool {
    let ast = source.ast();
    let value = request::literal(source, value);
    let is_minus = matches!(ast[value].kind, ExprKind::Unary(unary) if unary.op == UnaryOp::Minus);
    let is_number = is_minus || matches!(ast[value].kind, ExprKind::Number);
    let number = source.slice(ast.range(value)).replace('_', "").parse::<f64>();
    is_number && number.is_ok_and(|number| number < 0.0 || number.fract() != 0.0)
}

#[cfg(test)]
mod tests {
    use crate::Severity;
    use crate::testing::{Sandbox, check, in_sync};

    #[track_caller]
    fn refused(statement: &str) {
        check(&in_sync(statement), "req-retries-type");
    }

    #[track_caller]
    fn accepted(statement: &str) {
        check(&in_sync(statement), "");
    }

    #[test]
    fn what_is_no_number() {
        for value in [
            "undefined",
            "null",
            "true",
            "!x",
            "3n",
            "[3]",
            "{}",
            "`3`",
            "x ? '1' : 2",
            "('3')",
        ] {
            refused(&format!("await nango.get({{ endpoint: '/a', retries: {value} }});"));
        }
        for value in ["1_0", "0x3", "-x", "Number('3')", "'3' as never", "x", "x ?? '3'"] {
            accepted(&format!("await nango.get({{ endpoint: '/a', retries: {value} }});"));
        }
    }

    #[test]
    fn what_counts_nothing() {
        for (value, expected) in [
            ("1.5", Some(Severity::Warning)),
            ("-1", Some(Severity::Warning)),
            ("0", None),
            ("3", None),
        ] {
            let text = in_sync(&format!("await nango.get({{ endpoint: '/a', retries: {value} }});"));
            let found = Sandbox::new(&text).all();
            assert_eq!(found.first().map(|(_, found)| found.severity), expected, "{value}");
        }
    }

    #[test]
    fn wherever_the_configuration_stands() {
        refused("await nango.proxy({ endpoint: '/a', 'retries': '3' });");
        refused("for await (const page of nango.paginate({ endpoint: '/a', retries: '3' })) { use(page); }");
        refused("const config = { endpoint: '/a', retries: '3' };\nawait nango.get(config);\nawait nango.get(config);");
        refused("const config: ProxyConfiguration = { endpoint: '/a', retries: '3' };\nawait nango.get(config);");
        accepted("const config: any = { endpoint: '/a', retries: '3' };\nawait nango.get(config);");
        accepted("await nango.get({ endpoint: '/a', retries: '3' } as any);");
        accepted("await nango.get({ ...base, endpoint: '/a', retries: '3' });");
        accepted("await (nango as any).get({ endpoint: '/a', retries: '3' });");
        accepted("await client.get({ endpoint: '/a', retries: '3' });");
    }
}
