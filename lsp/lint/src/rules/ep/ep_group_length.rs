//! A group that the server refuses.

use crate::places::without;
use crate::prelude::*;

declare_rule! {
    /// The group of an endpoint is empty, `null`, or longer than 64 characters.
    ///
    /// ## Why
    ///
    /// It compiles; the server refuses the deployment. `nango create` leaves an empty group.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Creates a deal',
    ///     version: '1.0.0',
    ///     endpoint: { method: 'POST', path: '/crm/deals', group: '' },
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Creates a deal',
    ///     version: '1.0.0',
    ///     endpoint: { method: 'POST', path: '/crm/deals' },
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Creates a deal',
    ///     version: '1.0.0',
    ///     endpoint: { method: 'POST', path: '/crm/deals', group: 'Deals' },
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Leaves an empty group out.
    "ep-group-length" {
        levels: Levels::ERROR,
        reporters: [Deploy],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#createsync",
        source: "`flowConfig` of the server's deploy validation (`z.string().min(1).max(64).optional()`)",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

/// In UTF-16 units, as JavaScript counts.
const LIMIT: usize = 64;

fn check(ctx: &mut FileContext<'_>) {
    for endpoint in ctx.items.endpoints() {
        let object = endpoint.definition;
        let Some(property) = object.settled("group") else {
            continue;
        };
        let settled = Settled::of(ctx.items, property);
        let (message, is_empty) = match settled.value {
            Value::Null => ("the server refuses `null` for a group".to_owned(), true),
            Value::String(text) if text.is_empty() => ("the server refuses an empty group".to_owned(), true),
            Value::String(text) => match text.encode_utf16().count() {
                length if length > LIMIT => (
                    format!("the server refuses a group of {length} characters: the limit is {LIMIT}"),
                    false,
                ),
                _ => continue,
            },
            _ => continue,
        };
        let file = ctx.file;
        let diagnostic = ctx.report(property.value_span.0, message);
        if is_empty {
            diagnostic.safe_fix("Leave the group out", file, [without(object, property)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, fixed};

    #[test]
    fn characters_are_counted_as_javascript_does() {
        let endpoint = |group: &str| action(&format!("endpoint: {{ method: 'GET', path: '/a', group: {group} }}"));
        check(&endpoint(&format!("'{}'", "a".repeat(64))), "");
        check(&endpoint(&format!("'{}'", "😀".repeat(33))), "ep-group-length");
        check(&endpoint("null"), "ep-group-length");
        check(&endpoint("undefined"), "");
    }

    #[test]
    fn a_group_in_front_goes_with_its_comma() {
        let text = fixed(&action("endpoint: { group: '', method: 'GET', path: '/a' }")).unwrap();
        assert!(text.contains("endpoint: { method: 'GET', path: '/a' }"), "{text}");
    }
}
