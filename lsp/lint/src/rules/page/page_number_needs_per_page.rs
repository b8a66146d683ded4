//! A page number that is advanced like a row offset.

use syntax::ast::Node;

use crate::findings::Doubt;
use crate::prelude::*;
use crate::rules::page::number::PageNumber;

declare_rule! {
    /// A parameter that is the number of a page is advanced by the number of rows of each page.
    ///
    /// ## Why
    ///
    /// Without `offset_calculation_method: 'per-page'` the parameter grows by as many as there were rows: behind a first page of
    /// 100 comes a request for page 101, which is empty, and the pagination ends. What stands on the pages in between is never
    /// seen, and `trackDeletesEnd` deletes it.
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
    ///             offset_name_in_request: 'page',
    ///             offset_start_value: 1
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
    ///             offset_name_in_request: 'page',
    ///             offset_calculation_method: 'per-page',
    ///             offset_start_value: 1
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
    ///
    /// ## Fix
    ///
    /// Advances it by one for each page.
    "page-number-needs-per-page" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#paginate-through-api-responses",
        source: "`PaginationService.offset` of `packages/runner-sdk/lib/paginate.service.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [10, 10, 10],
    }
}

const METHOD: &str = "offset_calculation_method";

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(PageNumber { name, range, edit }) = PageNumber::without(ctx, node, (METHOD, "'per-page'")) else {
        return;
    };
    ctx.report(
        range,
        format!("`{name}` is the number of a page, and advances by the number of rows of each page"),
    )
    .if_provider(Doubt::LacksPreset(&[METHOD]), Some(Severity::Warning))
    .fix("Advance it by one for each page", Applicability::Unsafe, vec![edit]);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn names() {
        for (options, expected) in [
            (
                "type: 'offset', offset_start_value: 1, offset_name_in_request: 'page'",
                "page-number-needs-per-page",
            ),
            (
                "type: 'offset', offset_start_value: 1, offset_name_in_request: 'page[number]'",
                "page-number-needs-per-page",
            ),
            (
                "type: 'offset', offset_start_value: 1, offset_name_in_request: 'page', offset_calculation_method: 'per-page'",
                "",
            ),
            (
                "type: 'offset', offset_start_value: 1, offset_name_in_request: 'page', offset_calculation_method: method",
                "",
            ),
            ("type: 'offset', offset_name_in_request: 'offset'", ""),
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
