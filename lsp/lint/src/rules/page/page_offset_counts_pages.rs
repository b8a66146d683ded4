//! A row offset that is advanced like a page number.

use syntax::ast::Node;

use crate::prelude::*;

declare_rule! {
    /// A parameter that counts rows is advanced by one for each page.
    ///
    /// ## Why
    ///
    /// With `offset_calculation_method: 'per-page'` the parameter grows by one from request to request. One that counts rows (`offset`, `skip`,
    /// `startAt`) then asks for nearly the same page again and again: there are as many requests as rows. Without the setting it grows by the
    /// number of rows that came.
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
    ///         const paginate = { type: 'offset', offset_name_in_request: 'skip', offset_calculation_method: 'per-page' } as const;
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
    ///         const paginate = { type: 'offset', offset_name_in_request: 'skip', offset_calculation_method: 'by-response-size' } as const;
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
    ///         const paginate = { type: 'offset', offset_name_in_request: 'skip' } as const;
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', paginate })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Counts the rows of each answer: `by-response-size`.
    "page-offset-counts-pages" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#paginate-through-api-responses",
        source: "`PaginationService.offset` of `packages/runner-sdk/lib/paginate.service.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Object], check)],
        measured: [36, 36, 36],
    }
}

/// What a parameter that counts rows is called.
const ROWS: [&str; 12] = [
    "$skip",
    "_skip",
    "firstresult",
    "from",
    "offset",
    "skip",
    "start",
    "start_position",
    "start_at",
    "startat",
    "startindex",
    "start_index",
];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Expr(object) = node else { return };
    let source = ctx.source;
    let Some(method) = source.property_value(object, "offset_calculation_method") else {
        return;
    };
    let name = source.property_value(object, "offset_name_in_request");
    let text = |value| source.string_value(source.ast().skip_casts(value));
    let Some(name) = name
        .and_then(text)
        .filter(|_| text(method).as_deref() == Some("per-page"))
    else {
        return;
    };
    let last = name
        .rsplit(['.', '['])
        .next()
        .unwrap_or(&name)
        .trim_end_matches(']')
        .to_ascii_lowercase();
    if ROWS.contains(&&*last) {
        let message = format!("`{name}` counts rows, and `per-page` advances it by one for each page");
        let counted = TextEdit::replace(ctx.range(method), "'by-response-size'");
        ctx.report(ctx.range(method), message)
            .fix("Write `'by-response-size'`", Applicability::Unsafe, vec![counted]);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn names() {
        for (name, expected) in [
            ("offset", "page-offset-counts-pages"),
            ("page.offset", "page-offset-counts-pages"),
            ("page", ""),
            ("pageOffset", ""),
            ("start", "page-offset-counts-pages"),
        ] {
            check(
                &in_sync(&format!(
                    "const paginate = {{ type: 'offset', offset_name_in_request: '{name}', offset_start_value: 1, offset_calculation_method: 'per-page' }};\nfor await (const a of nango.paginate({{ endpoint: '/a', paginate }})) {{}}"
                )),
                expected,
            );
        }
    }
}
