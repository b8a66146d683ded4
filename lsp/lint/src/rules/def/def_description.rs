//! A definition whose description is empty.

use crate::prelude::*;

declare_rule! {
    /// The description of a function is empty.
    ///
    /// ## Why
    ///
    /// It is what the dashboard shows, and what an agent reads to choose a tool. `nango create` leaves it empty.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: '',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists the deals of a pipeline',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    "def-description" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/tool-calling",
        source: "S0; templates of `nango create`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(property) = ctx.property("description") else {
        return;
    };
    if property.value.as_str().is_some_and(|text| text.trim().is_empty()) {
        ctx.report(property.value_span.0, "the description is empty");
    }
}
