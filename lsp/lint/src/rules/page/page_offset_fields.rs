//! An offset that is sent under no name.

use syntax::ast::Node;

use crate::findings::Doubt;
use crate::pagination::Pagination;
use crate::prelude::*;

declare_rule! {
    /// A pagination by `offset` does not say what the offset is called.
    ///
    /// ## Why
    ///
    /// `nango.paginate` throws before its first request if `offset_name_in_request` is missing.
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
    ///             type: 'offset',
    ///             response_path: 'deals'
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
    ///             type: 'offset',
    ///             offset_name_in_request: 'skip'
    ///         } as const;
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', paginate })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "page-offset-fields" {
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

const NAME: &str = "offset_name_in_request";

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(pagination) = Pagination::of(ctx, node) else {
        return;
    };
    let Some(style) = pagination.is("offset") else { return };
    if pagination.lacks(NAME) && pagination.is_typed() {
        ctx.report(style, format!("a pagination by `offset` needs `{NAME}`"))
            .if_provider(Doubt::LacksPreset(&[NAME]), Some(Severity::Warning));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn names() {
        for (options, expected) in [
            ("type: 'offset', offset_name_in_request: 'skip'", ""),
            ("type: 'offset'", "page-offset-fields"),
            ("type: 'offset', [name]: 'skip'", ""),
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
