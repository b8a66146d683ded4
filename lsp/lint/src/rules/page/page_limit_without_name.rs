//! A limit that is sent under no name.

use syntax::ast::Node;

use crate::findings::Doubt;
use crate::pagination::Pagination;
use crate::prelude::*;

declare_rule! {
    /// A pagination has a `limit` and does not say what the parameter for it is called.
    ///
    /// ## Why
    ///
    /// By `offset` and `link` the parameter is then called `undefined`, and the provider answers with as many records as it sees
    /// fit. By `cursor` the first request is not even sent.
    ///
    /// The preset that Nango has for some providers names it. Where the provider is not known by the name of the integration, it is
    /// a hint.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         const paginate = {
    ///             type: 'offset',
    ///             offset_name_in_request: 'skip',
    ///             limit: 100
    ///         } as const;
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', paginate })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         const paginate = {
    ///             type: 'offset',
    ///             offset_name_in_request: 'skip',
    ///             limit: 100,
    ///             limit_name_in_request: 'limit'
    ///         } as const;
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', paginate })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// //- /node_modules/@nangohq/providers/providers.yaml
    /// crm:
    ///     proxy:
    ///         paginate:
    ///             type: link
    ///             link_path_in_response_body: next
    ///             limit_name_in_request: per_page
    /// //- /crm/syncs/deals.ts
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         const paginate = {
    ///             limit: 100
    ///         } as const;
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', paginate })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Calls it `limit`, as most providers do.
    "page-limit-without-name" {
        levels: Levels::WARNING,
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#paginate-through-api-responses",
        source: "`NangoActionBase.paginate` of `packages/runner-sdk/lib/action.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [1, 1, 1],
    }
}

const NAME: &str = "limit_name_in_request";

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(pagination) = Pagination::of(ctx, node) else {
        return;
    };
    let Some(limit) = pagination.option("limit") else {
        return;
    };
    if !pagination.lacks(NAME) || !pagination.is_typed() {
        return;
    }
    let edit = pagination.insertion(limit, &format!("{NAME}: 'limit'"));
    ctx.report(
        ctx.range(limit),
        format!("`limit` is sent as a parameter called `undefined`: `{NAME}` is missing"),
    )
    .if_provider(Doubt::LacksPreset(&[NAME]), Some(Severity::Hint))
    .fix("Call it `limit`", Applicability::Unsafe, vec![edit]);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn limits() {
        for (options, expected) in [
            (
                "type: 'offset', offset_name_in_request: 'skip', limit: 50",
                "page-limit-without-name",
            ),
            (
                "type: 'offset', offset_name_in_request: 'skip', limit: 50, limit_name_in_request: 'n'",
                "",
            ),
            ("limit: 50", "page-limit-without-name"),
            ("limit: 50, ...rest", ""),
        ] {
            check(
                &in_sync(&format!(
                    "for await (const a of nango.paginate({{ endpoint: '/a', paginate: {{ {options} }} }})) {{}}"
                )),
                expected,
            );
        }
    }
}
