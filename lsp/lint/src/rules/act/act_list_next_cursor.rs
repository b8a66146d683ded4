//! A list that says in the provider's own words where it goes on.

use project::schema::SchemaKind;

use super::{is_action, plain};
use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// An action takes a `cursor`, and returns the next one under another name than `next_cursor`.
    ///
    /// ## Why
    ///
    /// Whoever calls the actions of ten providers wants to page in one way: what comes out as `next_cursor` goes in as `cursor`, whatever
    /// the provider calls it. `nextCursor` is the same word.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({ cursor: z.string().optional() }),
    ///     output: z.object({ deals: z.array(z.string()), next_page_token: z.string().optional() }),
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
    "act-list-next-cursor" {
        levels: Levels::OFF.strict(Severity::Warning).agent(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/action-functions",
        source: "S0: \"All list actions must use cursor/next_cursor regardless of provider naming\"",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [106, 14, 14],
    }
}

/// How providers call the place where a list goes on, in [plain] words.
const NEXT: [&str; 14] = [
    "next",
    "nextbookmark",
    "nextlink",
    "nextoffset",
    "nextpage",
    "nextpagetoken",
    "nextpageuri",
    "nextpageurl",
    "nextstart",
    "nexttoken",
    "nexturi",
    "nexturl",
    "pagetoken",
    "paginationtoken",
];

fn check(ctx: &mut FileContext<'_>) {
    if !is_action(ctx) {
        return;
    }
    let (Some(input), Some(output)) = (ctx.property("input"), ctx.property("output")) else {
        return;
    };
    let schema = schemas::schema(ctx, input);
    let SchemaKind::Object(taken, _) = &schema.input().kind else {
        return;
    };
    if !taken.fields.iter().any(|field| plain(&field.name) == "cursor") {
        return;
    }
    let schema = schemas::schema(ctx, output);
    let SchemaKind::Object(given, _) = &schema.unwrapped().kind else {
        return;
    };
    let has_cursor = given.fields.iter().any(|field| plain(&field.name).ends_with("cursor"));
    let next = given.fields.iter().find(|field| NEXT.contains(&&*plain(&field.name)));
    if let Some(next) = next.filter(|_| !has_cursor && !given.is_open) {
        let message = format!(
            "what goes in as `cursor` comes out as `next_cursor`, whatever the provider calls it: `{}`",
            next.name
        );
        schemas::report(ctx, output.name_span.0, &next.key, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn what_comes_out() {
        for (input, output, expected) in [
            ("cursor: z.string()", "nextPage: z.string()", "act-list-next-cursor"),
            ("cursor: z.string()", "next: z.string(), nextCursor: z.string()", ""),
            ("cursor: z.string()", "deals: z.array(z.string())", ""),
            ("cursor: z.string()", "next: z.string(), ...paging", ""),
            ("team: z.string()", "next_page_token: z.string()", ""),
        ] {
            check(
                &format!(
                    "export default createAction({{ description: 'Lists deals', version: '1.0.0', input: z.object({{ {input} }}), \
                     output: z.object({{ {output} }}), exec: async () => result }});\n"
                ),
                expected,
            );
        }
    }
}
