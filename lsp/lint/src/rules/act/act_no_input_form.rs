//! How an action says that it takes nothing.

use project::schema::SchemaKind;

use super::is_action;
use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// An action that takes nothing has `z.void()` as its input.
    ///
    /// ## Why
    ///
    /// The guides write both `z.void()` and `z.object({})`. With the second every action is called in one way: `--input '{}'` in a dry run,
    /// an object from whoever triggers it; `z.void()` accepts `null` alone. So the rule is off by default.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.void(),
    ///     output: z.object({ deals: z.array(z.string()) }),
    ///     exec: async () => ({ deals: [] })
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({ deals: z.array(z.string()) }),
    ///     exec: async () => ({ deals: [] })
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({ deals: z.array(z.string()) }),
    ///     exec: async () => ({ deals: [] })
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Offers `z.object({})`: whoever calls the action with `null` has to change too.
    "act-no-input-form" {
        levels: Levels::OFF.strict(Severity::Hint),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/action-functions",
        source: "S0: \"For no-input actions (`input: z.object({})`)\"; S4 writes `z.void()`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [15, 15, 15],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    if !is_action(ctx) {
        return;
    }
    let Some(input) = ctx.property("input") else { return };
    let schema = schemas::schema(ctx, input);
    if !matches!(schema.kind, SchemaKind::Void) {
        return;
    }
    let (file, zod) = (ctx.file, schemas::zod_name(ctx));
    let place = schema.place.clone();
    let message = "an action that takes nothing has the input `z.object({})`".to_owned();
    let diagnostic = schemas::report(ctx, input.name_span.0, &place, message);
    // Only what is written here, and so: the text is not at hand.
    let is_written = |zod: &&str| place.file == *file && place.span.len() == TextSize::of(&*format!("{zod}.void()"));
    if let Some(zod) = zod.filter(is_written) {
        let edit = TextEdit::replace(place.span.0, format!("{zod}.object({{}})"));
        diagnostic.unsafe_fix(format!("Write `{zod}.object({{}})`"), file, [edit]);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, fixed};

    #[test]
    fn only_the_input() {
        check(&action("input: z.void()"), "act-no-input-form");
        check(&action("input: z.null()"), "");
        check(&action("output: z.object({})"), "");
        assert_eq!(fixed(&action("input: z.void().describe('None')")), None);
    }
}
