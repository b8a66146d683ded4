//! Pages of which nobody says how they are asked for.

use syntax::ast::Node;

use crate::findings::Doubt;
use crate::pagination::Pagination;
use crate::prelude::*;

declare_rule! {
    /// `nango.paginate` is called without a `type`, and Nango has no preset for the provider.
    ///
    /// ## Why
    ///
    /// It throws before its first request: `There was no pagination configuration for this integration or configuration passed in.`
    /// Whether there is a preset is known from the table of the CLI that the project has installed, if the integration is called as
    /// a provider is.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /node_modules/@nangohq/providers/providers.yaml
    /// crm:
    ///     display_name: A CRM
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
    ///         for await (const deals of nango.paginate({ endpoint: '/deals' })) {
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
    ///         for await (const deals of nango.paginate({ endpoint: '/deals' })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "page-not-configured" {
        levels: Levels::WARNING,
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#paginate-through-api-responses",
        source: "`NangoActionBase.paginate` of `packages/runner-sdk/lib/action.ts`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(pagination) = Pagination::of(ctx, node) else {
        return;
    };
    if pagination.lacks("type") && pagination.is_typed() {
        let place = pagination.options().unwrap_or(pagination.method_range());
        ctx.report(place, "the provider has no preset for its pages: `type` is missing")
            .if_provider(Doubt::LacksPreset(&["type"]), None);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn without_a_table_nothing_is_known() {
        check(
            &in_sync("for await (const a of nango.paginate({ endpoint: '/a' })) {}"),
            "",
        );
    }
}
