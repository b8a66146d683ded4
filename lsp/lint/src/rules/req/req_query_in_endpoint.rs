//! A query in the path of a request.

use syntax::SourceFile;
use syntax::ast::{ExprId, ExprKind, Node};

use crate::prelude::*;
use crate::request::{self, Request, Shape};

declare_rule! {
    /// The endpoint of a request holds a query.
    ///
    /// ## Why
    ///
    /// What stands in `params` is encoded and can be overridden by `nango.paginate`; what stands in the path is sent as it is. Both at
    /// once, with `params` as a text, is refused when the request is made: `Can not set query params in endpoint and in params`.
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
    ///         const response = await nango.get({ endpoint: '/deals?limit=50&sort-by=name' });
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
    ///         const response = await nango.get({ endpoint: '/deals', params: { limit: '50', 'sort-by': 'name' } });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({ next: z.string() }),
    ///     output: z.unknown(),
    ///     exec: async (nango, input) => {
    ///         const response = await nango.get({ endpoint: input.next });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Offers to write `params`, where each key stands once and nothing is encoded. Recorded mocks know a request by its path: they
    /// have to be recorded again.
    "req-query-in-endpoint" {
        levels: Levels::ERROR,
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`buildProxyURL` of `services/proxy/utils.ts`; `query-params-in-params-object` of Nango's ESLint plugin",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [7, 7, 7],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node).filter(|request| request.method != "uncontrolledFetch") else {
        return;
    };
    let Some(configuration) = request.written() else {
        return;
    };
    let source = ctx.source;
    let Some(endpoint) = request::settled(source, configuration.object, "endpoint") else {
        return;
    };
    let endpoint = request::literal(source, endpoint);
    if !holds_query(source, endpoint) || !request.is_on_nango() {
        return;
    }
    let range = ctx.range(endpoint);
    let params = source.property_value(configuration.object, "params");
    if params.is_some_and(|params| request::shape(source, params) == Shape::Text) {
        ctx.report(
            range,
            "a request with a query in `endpoint` and a text in `params` fails",
        );
        return;
    }
    let written = source.string_value(endpoint);
    let most = match ctx.ast()[endpoint].kind {
        ExprKind::String => Severity::Warning,
        _ => Severity::Hint,
    };
    let is_alone = params.is_none() && source.has_only_plain_keys(configuration.object);
    let split = written.filter(|_| is_alone).and_then(|text| split(&text));
    let found = ctx.report(range, "the query belongs in `params`");
    found.merely(most, &[Reporter::Convention]);
    if let Some((path, params)) = split
        && let Some(addition) = request::addition(source, configuration.object, &params)
    {
        let edits = vec![TextEdit::replace(range, path), addition];
        found.fix("Move the query into `params`", Applicability::Unsafe, edits);
    }
}

/// Whether the text of a path has a `?` that begins a query; what is substituted into it does not count, and what is a query as a whole
/// was made elsewhere.
fn holds_query(source: &SourceFile, endpoint: ExprId) -> bool {
    let ast = source.ast();
    match ast[endpoint].kind {
        ExprKind::String => source.slice(ast.range(endpoint)).contains('?'),
        ExprKind::Template(parts) => {
            let mut texts = ast[parts].iter().filter(|part| part.value.is_none());
            texts.any(|text| source.slice(text.range).trim_end_matches('?').contains('?'))
        }
        _ => false,
    }
}

/// The path in quotes, and the `params` that hold its query; none if a key stands twice or anything is encoded.
fn split(endpoint: &str) -> Option<(String, String)> {
    let (path, query) = endpoint.split_once('?')?;
    let is_plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-~".contains(&byte))
    };
    let mut keys: Vec<&str> = Vec::new();
    let mut entries = Vec::new();
    for pair in query.split('&') {
        let (key, value) = pair.split_once('=')?;
        if key.is_empty() || !is_plain(key) || !is_plain(value) || keys.contains(&key) {
            return None;
        }
        keys.push(key);
        let is_name = !key.starts_with(|first: char| first.is_ascii_digit())
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let key = if is_name { key.to_owned() } else { format!("'{key}'") };
        entries.push(format!("{key}: '{value}'"));
    }
    let is_quotable = !path.contains(['\'', '\\', '\n']);
    is_quotable.then(|| (format!("'{path}'"), format!("params: {{ {} }}", entries.join(", "))))
}

#[cfg(test)]
mod tests {
    use crate::Severity;
    use crate::testing::{Sandbox, check, fixed, in_sync};

    #[track_caller]
    fn found(properties: &str) -> Option<Severity> {
        let text = in_sync(&format!("await nango.get({{ {properties} }});"));
        let found = Sandbox::new(&text).all();
        found.first().map(|(_, found)| found.severity)
    }

    #[test]
    fn how_sure_it_is() {
        assert_eq!(found("endpoint: '/a?b=1'"), Some(Severity::Warning));
        assert_eq!(found("endpoint: '/a?b=1', params: { c: '1' }"), Some(Severity::Warning));
        assert_eq!(found("endpoint: `/a?b=${b}`"), Some(Severity::Hint));
        assert_eq!(found("endpoint: '/a?b=1', params: 'c=1'"), Some(Severity::Error));
        assert_eq!(found("endpoint: '/a'"), None);
        assert_eq!(found("endpoint: `/a${b ? '?c' : ''}`"), None);
        assert_eq!(found("endpoint: `/a?${query.toString()}`"), None);
        assert_eq!(found("endpoint: next"), None);
    }

    #[test]
    fn where_the_fix_would_change_something() {
        for endpoint in ["/a?b=%20", "/a?b=1&b=2", "/a?b", "/a?$top=1", "/a?b=x+y"] {
            let text = in_sync(&format!("await nango.get({{ endpoint: '{endpoint}' }});"));
            check(&text, "req-query-in-endpoint");
            assert_eq!(fixed(&text), None, "{endpoint}");
        }
    }
}
