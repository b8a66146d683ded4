//! A cursor that comes from nowhere, or goes nowhere.

use syntax::ast::Node;

use crate::findings::Doubt;
use crate::pagination::Pagination;
use crate::prelude::*;

declare_rule! {
    /// A pagination by `cursor` does not say where the cursor comes from and goes to.
    ///
    /// ## Why
    ///
    /// `nango.paginate` throws before its first request if `cursor_name_in_request` or `cursor_path_in_response` is missing.
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
    ///             type: 'cursor',
    ///             cursor_name_in_request: 'after'
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
    ///             type: 'cursor',
    ///             cursor_name_in_request: 'after',
    ///             cursor_path_in_response: 'paging.next'
    ///         } as const;
    ///         for await (const deals of nango.paginate({ endpoint: '/deals', paginate })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///     }
    /// });
    /// ```
    "page-cursor-fields" {
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

const NEEDED: [[&str; 1]; 2] = [["cursor_name_in_request"], ["cursor_path_in_response"]];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(pagination) = Pagination::of(ctx, node) else {
        return;
    };
    let Some(style) = pagination.is("cursor") else { return };
    for needed in &NEEDED {
        let [name] = needed;
        if pagination.lacks(name) && pagination.is_typed() {
            ctx.report(style, format!("a pagination by `cursor` needs `{name}`"))
                .if_provider(Doubt::LacksPreset(needed), Some(Severity::Warning));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;
    use crate::testing::{Sandbox, check, in_sync};

    #[test]
    fn what_is_needed() {
        for (options, expected) in [
            (
                "type: 'cursor', cursor_name_in_request: 'a', cursor_path_in_response: 'b'",
                "",
            ),
            ("type: 'cursor', cursor_name_in_request: 'a'", "page-cursor-fields"),
            ("type: 'cursor'", "page-cursor-fields page-cursor-fields"),
            ("type: 'cursor', ...rest", ""),
            ("type: kind", ""),
        ] {
            check(
                &in_sync(&format!(
                    "for await (const a of nango.paginate({{ endpoint: '/a', paginate: {{ {options} }} }})) {{}}"
                )),
                expected,
            );
        }
    }

    #[test]
    fn what_is_put_in_later() {
        check(
            &in_sync(
                "const paginate: any = { type: 'cursor', cursor_name_in_request: 'a' };\npaginate.cursor_path_in_response = 'b';\nfor await (const a of nango.paginate({ endpoint: '/a', paginate })) {}",
            ),
            "",
        );
    }

    #[test]
    fn what_the_provider_brings_along() {
        const TABLE: &str = "crm:\n    proxy:\n        paginate:\n            cursor_path_in_response: next\ntasks:\n";
        for (integration, expected) in [
            ("crm", vec![]),
            ("tasks", vec![Severity::Error]),
            ("mine", vec![Severity::Warning]),
        ] {
            let text = in_sync(
                "for await (const a of nango.paginate({ endpoint: '/a', paginate: { type: 'cursor', cursor_name_in_request: 'a' } })) {}",
            );
            let sandbox = Sandbox::new(&format!(
                "//- /node_modules/@nangohq/providers/providers.yaml\n{TABLE}//- /{integration}/syncs/deals.ts\n{IMPORT}{text}"
            ));
            let found: Vec<Severity> = sandbox.all().iter().map(|(_, it)| it.severity).collect();
            assert_eq!(found, expected, "{integration}");
        }
    }

    const IMPORT: &str = "import { createSync } from 'nango';\n";
}
