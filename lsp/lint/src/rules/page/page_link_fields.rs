//! A link that stands nowhere.

use syntax::ast::Node;

use crate::findings::Doubt;
use crate::pagination::Pagination;
use crate::prelude::*;

declare_rule! {
    /// A pagination by `link` does not say where the link to the next page stands.
    ///
    /// ## Why
    ///
    /// `nango.paginate` throws before its first request if it has neither `link_rel_in_response_header` nor
    /// `link_path_in_response_body`.
    ///
    /// The preset that Nango has for some providers fills in what is left out. Where the provider is not known by the name of the
    /// integration, it is a warning.
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
    ///             type: 'link'
    ///         } as const;
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', paginate })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         const paginate = {
    ///             type: 'link',
    ///             link_rel_in_response_header: 'next'
    ///         } as const;
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', paginate })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "page-link-fields" {
        levels: Levels::ERROR,
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#paginate-through-api-responses",
        source: "`PaginationService.validateConfiguration` of `packages/runner-sdk/lib/paginate.service.ts`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
    }
}

const PLACES: [&str; 2] = ["link_rel_in_response_header", "link_path_in_response_body"];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(pagination) = Pagination::of(ctx, node) else {
        return;
    };
    let Some(style) = pagination.is("link") else { return };
    if PLACES.iter().all(|place| pagination.lacks(place)) && pagination.is_typed() {
        let message = format!("a pagination by `link` needs {}", words::alternatives(PLACES));
        ctx.report(style, message)
            .if_provider(Doubt::LacksPreset(&PLACES), Some(Severity::Warning));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn where_links_stand() {
        for (options, expected) in [
            ("type: 'link', link_rel_in_response_header: 'next'", ""),
            ("type: 'link', link_path_in_response_body: 'next'", ""),
            ("type: 'link', response_path: 'next'", "page-link-fields"),
            ("response_path: 'next'", ""),
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
