//! A kind of pagination that does not exist.

use syntax::ast::Node;

use crate::prelude::*;
use crate::request::{self, Request, Shape};
use crate::settings::nearest;

declare_rule! {
    /// The `type` of a pagination is neither `cursor`, `link` nor `offset`.
    ///
    /// ## Why
    ///
    /// The type check refuses every other word, in upper case too. Page numbers are `offset` with `offset_calculation_method:
    /// 'per-page'`.
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
    ///         const config = {
    ///             endpoint: '/deals',
    ///             paginate: { type: 'Cursor', cursor_name_in_request: 'after', cursor_path_in_response: 'next' }
    ///         };
    ///         for await (const deals of nango.paginate(config)) {
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
    ///         const config = {
    ///             endpoint: '/deals',
    ///             paginate: { type: 'cursor', cursor_name_in_request: 'after', cursor_path_in_response: 'next' }
    ///         };
    ///         for await (const deals of nango.paginate(config)) {
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
    ///         const paginate = { type: 'offset', offset_name_in_request: 'page', offset_calculation_method: 'per-page' } as const;
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', paginate })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the word that differs in case only, or the nearest one if you say so.
    "page-type-invalid" {
        levels: Levels::ERROR,
        reporters: [Tsc, Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#paginate-through-api-responses",
        source: "`Pagination` of `@nangohq/types` (`proxy/api.ts`), `paginate.service.ts` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Request], check)],
    }
}

const TYPES: [&str; 3] = ["cursor", "link", "offset"];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(request) = Request::of(ctx, node) else { return };
    let Some(configuration) = request.configuration() else {
        return;
    };
    let source = ctx.source;
    let Some(paginate) = source.property_value(configuration.object, "paginate") else {
        return;
    };
    let paginate = request::literal(source, paginate);
    if !source.has_only_plain_keys(paginate) {
        return;
    }
    let Some(value) = source
        .property_value(paginate, "type")
        .map(|value| request::literal(source, value))
    else {
        return;
    };
    let text = source.string_value(value);
    let is_type = match (&text, request::shape(source, value)) {
        (Some(text), _) => TYPES.contains(&&**text),
        (None, shape) => shape == Shape::Unknown,
    };
    if is_type || !request.is_typed() {
        return;
    }
    let range = ctx.range(value);
    let found = ctx.report(
        range,
        format!("the type of a pagination is {}", words::alternatives(TYPES)),
    );
    let Some(text) = text else { return };
    let lower = text.to_lowercase();
    let (meant, applicability) = match TYPES.into_iter().find(|name| *name == lower) {
        Some(same) => (Some(same), Applicability::Safe),
        None => (nearest(&lower, TYPES), Applicability::Unsafe),
    };
    if let Some(meant) = meant {
        let edit = TextEdit::replace(range, format!("'{meant}'"));
        found.fix(format!("Write `{meant}`"), applicability, vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[track_caller]
    fn ty(ty: &str, expected: &str) {
        check(
            &in_sync(&format!(
                "for await (const a of nango.paginate({{ endpoint: '/a', paginate: {{ type: {ty}, offset_name_in_request: 'a', cursor_name_in_request: 'a', cursor_path_in_response: 'b', link_rel_in_response_header: 'c' }} }})) {{}}"
            )),
            expected,
        );
    }

    #[test]
    fn words() {
        for word in ["'page'", "'CURSOR'", "1", "`ofset`", "''"] {
            ty(word, "page-type-invalid");
        }
        for word in ["'cursor'", "\"link\"", "`offset`", "kind", "'page' as any"] {
            ty(word, "");
        }
    }

    #[test]
    fn wherever_it_stands() {
        check(
            &in_sync("await nango.get({ endpoint: '/a', paginate: { type: 'page' } });"),
            "req-paginate-on-single-call page-type-invalid",
        );
        check(
            &in_sync(
                "const a: ProxyConfiguration = { endpoint: '/a', paginate: { type: 'page' } };\nfor await (const b of nango.paginate(a)) {}",
            ),
            "page-type-invalid",
        );
        check(
            &in_sync(
                "const a: any = { endpoint: '/a', paginate: { type: 'page' } };\nfor await (const b of nango.paginate(a)) {}",
            ),
            "",
        );
        check(
            &in_sync(
                "for await (const b of nango.paginate({ endpoint: '/a', paginate: { ...base, type: 'page' } })) {}",
            ),
            "",
        );
    }
}
