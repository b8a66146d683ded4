//! A registered function that is not exported.

use crate::prelude::*;

declare_rule! {
    /// A registered file creates a function and does not export it.
    ///
    /// ## Why
    ///
    /// The compiler takes the default export of every entry. TypeScript has nothing against a file without one, so that the
    /// fault is found only when the definitions are read: "Script should have a default export".
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// const list = createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// const list = createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    ///
    /// export default list;
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Exports the one create call that is bound to a variable at the top level.
    "def-missing-default-export" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`parseIntegrationDefinitions` of `zeroYaml/definitions.ts`",
        fix: Some(Applicability::Safe),
        reach: Entry,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    // A file without any create call is a helper that `index.ts` should not name: `index-entry-not-function`.
    let Some(first) = ctx.items.create_calls.first() else {
        return;
    };
    if ctx.items.default_export.is_some() {
        return;
    }
    let mut candidates = ctx.items.create_calls.iter().filter(|call| call.top_level);
    let binding = match (
        candidates.next().and_then(|call| call.binding.as_ref()),
        candidates.next(),
    ) {
        (Some(binding), None) => Some(binding),
        _ => None,
    };
    let (file, eol) = (ctx.file, ctx.items.eol.as_str());
    let end = ctx.lines().map_or(first.span.end(), LineIndex::len);
    let diagnostic = ctx.report(
        first.callee_span.0,
        "the function is not exported: the compiler needs a default export",
    );
    if let Some(binding) = binding {
        let text = format!("{eol}export default {};{eol}", binding.text);
        diagnostic.safe_fix(
            format!("Export `{}`", binding.text),
            file,
            [TextEdit::insert(end, text)],
        );
    }
}
