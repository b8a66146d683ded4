//! A list that pages in the provider's own words.

use project::schema::SchemaKind;

use super::{is_action, plain};
use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// The input of an action pages by another word than `cursor`.
    ///
    /// ## Why
    ///
    /// Whoever calls the actions of ten providers wants to page in one way: `cursor` goes in, `next_cursor` comes out, whatever the provider
    /// calls it (`page`, `offset`, `pageToken`, `after`). The action translates.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({ pageToken: z.string().optional() }),
    ///     output: z.object({ deals: z.array(z.string()), nextPageToken: z.string().optional() }),
    ///     exec: async () => ({ deals: [] })
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({ cursor: z.string().optional() }),
    ///     output: z.object({ deals: z.array(z.string()), next_cursor: z.string().optional() }),
    ///     exec: async () => ({ deals: [] })
    /// });
    /// ```
    "act-list-cursor" {
        levels: Levels::HINT.strict(Severity::Warning).agent(Severity::Error),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/action-functions",
        source: "S0: \"All list actions must use cursor/next_cursor regardless of provider naming\"",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [202, 12, 12],
    }
}

/// How providers call a position in a list, in [plain] words.
const PAGERS: [&str; 19] = [
    "after",
    "continuationtoken",
    "currentpage",
    "nextpage",
    "nextpagetoken",
    "nexttoken",
    "offset",
    "page",
    "pageindex",
    "pagenumber",
    "pagetoken",
    "paginationtoken",
    "skip",
    "startafter",
    "startat",
    "startcursor",
    "startindex",
    "startingafter",
    "startposition",
];

fn check(ctx: &mut FileContext<'_>) {
    if !is_action(ctx) {
        return;
    }
    let Some(input) = ctx.property("input") else { return };
    let schema = schemas::schema(ctx, input);
    let SchemaKind::Object(shape, _) = &schema.input().kind else {
        return;
    };
    let has_cursor = shape.fields.iter().any(|field| plain(&field.name).ends_with("cursor"));
    let pager = shape.fields.iter().find(|field| PAGERS.contains(&&*plain(&field.name)));
    if let Some(pager) = pager.filter(|_| !has_cursor && !shape.is_open) {
        let message = format!(
            "a list pages by `cursor`, whatever the provider calls it: `{}`",
            pager.name
        );
        schemas::report(ctx, input.name_span.0, &pager.key, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, sync};

    #[test]
    fn what_pages() {
        for (input, expected) in [
            ("z.object({ page: z.number() })", "act-list-cursor"),
            (
                "z.object({ team: z.string(), starting_after: z.string() }).partial()",
                "act-list-cursor",
            ),
            ("z.object({ page: z.number(), cursor: z.string() })", ""),
            ("z.object({ next_cursor: z.string(), offset: z.number() })", ""),
            ("z.object({ ...paging, page: z.number() })", ""),
            ("z.object({ per_page: z.number() })", ""),
        ] {
            check(&action(&format!("input: {input}")), expected);
        }
        check(&sync(&["metadata: z.object({ page: z.number() })"]), "");
    }

    #[test]
    fn a_schema_from_elsewhere() {
        check(
            &("const Paging = z.object({ skip: z.number() });\n".to_owned() + &action("input: Paging")),
            "act-list-cursor",
        );
    }
}
