//! A request that creates something, and is tried again.

use syntax::SourceFile;
use syntax::ast::{ExprKind, Node, PropKind};

use crate::prelude::*;
use crate::request::{self, Configuration, Request};

declare_rule! {
    /// A POST is tried again, and nothing tells the provider that it is the same one.
    ///
    /// ## Why
    ///
    /// A request that timed out may have done its work: tried again, it creates a second deal. A header with a key for idempotency
    /// prevents that, where the provider knows one. Left alone is what the path says to be harmless: a question (`/graphql`, `/search`), or
    /// what is the same twice (`/cancel`, `/archive`).
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Creates a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ name: z.string() }),
    ///     output: z.unknown(),
    ///     exec: async (nango, input) => {
    ///         const response = await nango.post({ endpoint: '/deals', data: input, retries: 3 });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Creates a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ name: z.string(), key: z.string() }),
    ///     output: z.unknown(),
    ///     exec: async (nango, input) => {
    ///         const found = await nango.post({ endpoint: '/deals/search', data: input, retries: 3 });
    ///         const response = await nango.post({
    ///             endpoint: '/deals',
    ///             headers: { 'Idempotency-Key': input.key },
    ///             data: found.data,
    ///             retries: 3
    ///         });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Offers `0`.
    "req-retries-on-write" {
        levels: Levels::OFF.strict(Severity::Hint).agent(Severity::Hint),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#http-request-retries",
        source: "S0: \"avoid retries for non-idempotent POST unless the API supports idempotency\"",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [1385, 11, 7],
    }
}

/// What the path of a POST says that may be sent twice: it asks, signs in, or sets what is set already.
const HARMLESS: [&str; 28] = [
    "activate",
    "archive",
    "auth",
    "authorize",
    "availability",
    "cancel",
    "check",
    "count",
    "deactivate",
    "export",
    "fetch",
    "filter",
    "find",
    "get",
    "graphql",
    "list",
    "login",
    "lookup",
    "preview",
    "query",
    "read",
    "report",
    "reports",
    "search",
    "set",
    "token",
    "validate",
    "verify",
];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node).filter(|request| matches!(request.method, "post" | "proxy")) else {
        return;
    };
    let source = ctx.source;
    let Some(configuration) = request.configuration() else {
        return;
    };
    let Some(value) = source.property_value(configuration.object, "retries") else {
        return;
    };
    let value = request::literal(source, value);
    let range = ctx.range(value);
    let is_repeated = matches!(ctx.ast()[value].kind, ExprKind::Number) && source.slice(range) != "0";
    if is_repeated
        && request.is_on_nango()
        && (request.method == "post" || is_post(source, configuration))
        && !is_harmless(source, configuration)
        && !is_idempotent(source, configuration)
    {
        ctx.report(range, "a POST that is tried again may do its work twice")
            .fix("Write `0`", Applicability::Unsafe, vec![TextEdit::replace(range, "0")]);
    }
}

fn is_post(source: &SourceFile, configuration: Configuration) -> bool {
    let method = source.property_value(configuration.object, "method");
    let verb = method.and_then(|method| source.string_value(request::literal(source, method)));
    verb.is_some_and(|verb| verb.eq_ignore_ascii_case("post"))
}

/// Whether the path says that a second request does no harm. One that is made elsewhere may say anything.
fn is_harmless(source: &SourceFile, configuration: Configuration) -> bool {
    let Some(endpoint) = source.property_value(configuration.object, "endpoint") else {
        return true;
    };
    let endpoint = request::literal(source, endpoint);
    if !matches!(source.ast()[endpoint].kind, ExprKind::String | ExprKind::Template(_)) {
        return true;
    }
    let path = source.slice(source.ast().range(endpoint));
    path.split(|char: char| !char.is_ascii_alphanumeric())
        .flat_map(humps)
        .any(|word| HARMLESS.contains(&&*word.to_ascii_lowercase()))
}

/// Whether a header, in lower case, names one request: `Idempotency-Key`, `PayPal-Request-Id`.
fn is_key(header: &str) -> bool {
    header.contains("idempoten") || header.ends_with("request-id")
}

/// The words of `searchStream`.
fn humps(word: &str) -> impl Iterator<Item = &str> {
    let ends = word
        .char_indices()
        .skip(1)
        .filter(|(_, char)| char.is_ascii_uppercase());
    let ends: Vec<usize> = ends.map(|(at, _)| at).chain([word.len()]).collect();
    let starts = [0].into_iter().chain(ends.clone());
    starts.zip(ends).map(|(start, end)| &word[start..end])
}

/// Whether a header makes the provider recognise the request. Headers that cannot be read may hold it.
fn is_idempotent(source: &SourceFile, configuration: Configuration) -> bool {
    let Some(headers) = source.property_value(configuration.object, "headers") else {
        return false;
    };
    let ExprKind::Object(props) = source.ast()[request::literal(source, headers)].kind else {
        return true;
    };
    props.iter().any(|prop| match source.prop_name(prop) {
        Some(name) => is_key(&name.to_ascii_lowercase()),
        None => !matches!(source.ast()[prop].kind, PropKind::Method { .. }),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[track_caller]
    fn post(properties: &str, expected: &str) {
        check(&in_sync(&format!("await nango.post({{ {properties} }});")), expected);
    }

    #[test]
    fn what_is_written_twice() {
        post("endpoint: '/deals', retries: 1", "req-retries-on-write");
        post("endpoint: `/deals/${id}/notes`, retries: 10", "req-retries-on-write");
        post("endpoint: '/deals', retries: 0", "");
        post("endpoint: '/deals', retries", "");
        check(
            &in_sync("await nango.proxy({ method: 'POST', endpoint: '/deals', retries: 3 });"),
            "req-retries-on-write",
        );
        check(&in_sync("await nango.proxy({ endpoint: '/deals', retries: 3 });"), "");
        check(&in_sync("await nango.put({ endpoint: '/deals', retries: 3 });"), "");
    }

    #[test]
    fn what_only_asks_or_is_recognised() {
        post("endpoint: '/v2/graphql', retries: 3", "");
        post("endpoint: `/databases/${id}/Query`, retries: 3", "");
        post("endpoint: 'conversations.setPurpose', retries: 3", "");
        post("endpoint: '/budgets', retries: 3", "req-retries-on-write");
        post("endpoint: path, retries: 3", "");
        post("endpoint: '/deals', headers, retries: 3", "");
        post("endpoint: '/deals', headers: { ...shared }, retries: 3", "");
        post(
            "endpoint: '/deals', headers: { 'idempotency-key': key }, retries: 3",
            "",
        );
        post(
            "endpoint: '/deals', headers: { accept: 'a' }, retries: 3",
            "req-retries-on-write",
        );
    }
}
