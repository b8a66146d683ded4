//! An endpoint that is a whole address.

use syntax::ast::{ExprKind, Node};

use crate::findings::Doubt;
use crate::prelude::*;
use crate::request::{self, Request};

declare_rule! {
    /// The `endpoint` of a request is a whole address.
    ///
    /// ## Why
    ///
    /// It is put behind the address of the provider's API: `https://api.crm.test/https://files.crm.test/logo`. An address elsewhere goes
    /// into `baseUrlOverride`.
    ///
    /// Only one that begins with the address of the provider's API is understood. That address is known from the table of the CLI that the
    /// project has installed, if the integration is called as a provider is.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Reads a logo',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.string(),
    ///     exec: async (nango) => {
    ///         const response = await nango.get({ endpoint: 'https://files.crm.test/logo', retries: 3 });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Reads a logo',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.string(),
    ///     exec: async (nango) => {
    ///         const response = await nango.get({ baseUrlOverride: 'https://files.crm.test', endpoint: '/logo', retries: 3 });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// //- /node_modules/@nangohq/providers/providers.yaml
    /// crm:
    ///     proxy:
    ///         base_url: https://api.crm.test
    /// //- /crm/actions/deals.ts
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Reads a deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.string(),
    ///     exec: async (nango) => {
    ///         const response = await nango.get({ endpoint: 'https://api.crm.test/deals/1', retries: 3 });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Takes the address apart.
    "req-absolute-endpoint" {
        levels: Levels::WARNING,
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`buildProxyURL` of `packages/shared/lib/services/proxy/utils.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node).filter(|request| request.method != "uncontrolledFetch") else {
        return;
    };
    let Some(configuration) = request.configuration() else {
        return;
    };
    let (source, ast) = (ctx.source, ctx.ast());
    let Some(endpoint) = source.property_value(configuration.object, "endpoint") else {
        return;
    };
    let endpoint = request::literal(source, endpoint);
    if !matches!(ast[endpoint].kind, ExprKind::String | ExprKind::Template(_)) {
        return;
    }
    let range = ctx.range(endpoint);
    let written = source.slice(range);
    let address = written.trim_matches(['\'', '"', '`']);
    let Some((scheme, rest)) = address.split_once("://") else {
        return;
    };
    if !matches!(scheme, "http" | "https") || source.property(configuration.object, "baseUrlOverride").is_some() {
        return;
    }
    if !request.is_typed() {
        return;
    }
    // What is put in may be anything, the address of the API too.
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if host.contains("${") || host.is_empty() {
        return;
    }
    let (base, path) = address.split_at(address.len() - rest.len() + host.len());
    let found = ctx.report(
        range,
        "the endpoint is put behind the address of the provider's API".to_owned(),
    );
    found.if_provider(Doubt::IsElsewhere(address.into()), Some(Severity::Warning));
    let quote = &written[..1];
    // Of what follows the address itself only a path is an endpoint.
    if path.starts_with('/') && configuration.place == request::Place::Call {
        let text = format!("{quote}{base}{quote}, endpoint: {quote}{path}{quote}");
        let edits = vec![TextEdit::replace(range, text)];
        let key = source
            .property(configuration.object, "endpoint")
            .map(|prop| request::key(&ast[prop]));
        if let Some(key) = key {
            let edits = [TextEdit::replace(key, "baseUrlOverride")].into_iter().chain(edits);
            found.fix("Take the address apart", Applicability::Unsafe, edits.collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn addresses() {
        for (request, expected) in [
            (
                "endpoint: 'https://files.crm.test/logo', retries: 3",
                "req-absolute-endpoint",
            ),
            (
                "endpoint: `https://files.crm.test/${id}`, retries: 3",
                "req-absolute-endpoint",
            ),
            ("endpoint: `https://${host}/deals`, retries: 3", ""),
            ("endpoint: '/https://files.crm.test', retries: 3", ""),
            ("endpoint: 'https://crm.test', baseUrlOverride: base, retries: 3", ""),
        ] {
            check(&in_sync(&format!("await nango.get({{ {request} }});")), expected);
        }
    }
}
