//! A first page that is called zero.

use syntax::ast::Node;

use crate::findings::Doubt;
use crate::prelude::*;
use crate::rules::page::number::PageNumber;

declare_rule! {
    /// The number of the first page is not given, so it is 0.
    ///
    /// ## Why
    ///
    /// Most providers call their first page 1. Of these some answer to a page 0 with the first page, which is then read twice, and
    /// others with an error. If it is called 0 here, write `offset_start_value: 0`, so that a reader sees it.
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
    ///             offset_calculation_method: 'per-page'
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
    ///             offset_start_value: 1,
    ///             offset_calculation_method: 'per-page'
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
    ///             offset_name_in_request: 'page',
    ///             offset_start_value: 0,
    ///             offset_calculation_method: 'per-page'
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
    /// Begins with page 1.
    "page-start-value" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#paginate-through-api-responses",
        source: "`PaginationService.offset` of `packages/runner-sdk/lib/paginate.service.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
        measured: [6, 6, 4],
    }
}

const START: &str = "offset_start_value";

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(PageNumber { name, range, edit }) = PageNumber::without(ctx, node, (START, "1")) else {
        return;
    };
    ctx.report(range, format!("the first `{name}` is 0: `{START}` is missing"))
        .if_provider(Doubt::LacksPreset(&[START]), Some(Severity::Hint))
        .fix("Begin with page 1", Applicability::Unsafe, vec![edit]);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn starts() {
        for (options, expected) in [
            (
                "type: 'offset', offset_calculation_method: 'per-page', offset_name_in_request: 'page'",
                "page-start-value",
            ),
            (
                "type: 'offset', offset_calculation_method: 'per-page', offset_name_in_request: 'page', offset_start_value: 0",
                "",
            ),
            ("type: 'offset', offset_name_in_request: 'skip'", ""),
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
