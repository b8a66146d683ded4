//! A definition whose description is too long for the server.

use crate::prelude::*;

declare_rule! {
    /// The description of a function is longer than 2,000 characters.
    ///
    /// ## Why
    ///
    /// The CLI does not count; the server refuses the deployment.
    ///
    /// ## Example
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
    "def-description-length" {
        levels: Levels::ERROR,
        reporters: [Deploy],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`flowConfig` of the server's deploy validation (`z.string().max(2000)`)",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

/// In UTF-16 units, as JavaScript counts.
const LIMIT: usize = 2000;

fn check(ctx: &mut FileContext<'_>) {
    let Some(property) = ctx.property("description") else {
        return;
    };
    let length = property.value.as_str().map_or(0, |text| text.encode_utf16().count());
    if length > LIMIT {
        let message = format!("the server refuses a description of {length} characters: the limit is {LIMIT}");
        ctx.report(property.value_span.0, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn characters_are_counted_as_javascript_does() {
        check(&action(&format!("description: '{}'", "a".repeat(2000))), "");
        check(
            &action(&format!("description: '{}'", "😀".repeat(1001))),
            "def-description-length",
        );
    }
}
