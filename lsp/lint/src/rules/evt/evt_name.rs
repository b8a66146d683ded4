//! An event that Nango does not know.

use crate::prelude::*;
use crate::settings::nearest;

declare_rule! {
    /// The event of an on-event function is none of those that Nango has.
    ///
    /// ## Why
    ///
    /// TypeScript refuses it, and so does `nango compile`. Behind a cast it compiles, and the compiler drops the function
    /// without a word. `nango create` leaves an empty event.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createOnEvent({
    ///     description: 'Registers a webhook',
    ///     version: '1.0.0',
    ///     event: 'post-connection-create',
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createOnEvent({
    ///     description: 'Registers a webhook',
    ///     version: '1.0.0',
    ///     event: 'post-connection-creation',
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createOnEvent({
    ///     description: 'Removes the webhook',
    ///     version: '1.0.0',
    ///     event: 'pre-connection-deletion',
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the nearest event; if none is near, each of them is proposed.
    "evt-name" {
        levels: Levels::ERROR,
        reporters: [Compile, Tsc],
        since: "0.1.0",
        url: "guides/functions/event-functions#choose-the-lifecycle-event",
        source: "`CreateOnEventProps` of `@nangohq/runner-sdk`; `parseIntegrationDefinitions` of `zeroYaml/definitions.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

const EVENTS: [&str; 3] = [
    "post-connection-creation",
    "pre-connection-deletion",
    "validate-connection",
];

fn check(ctx: &mut FileContext<'_>) {
    if ctx.create_call().is_none_or(|call| call.kind != FunctionKind::OnEvent) {
        return;
    }
    let Some(Settled { property, .. }) = ctx.settled("event") else {
        return;
    };
    let Some(event) = property.value.as_str().filter(|event| !EVENTS.contains(event)) else {
        return;
    };
    let file = ctx.file;
    let what = if event.is_empty() {
        "an empty text".to_owned()
    } else {
        format!("`{event}`")
    };
    let message = if property.is_cast {
        format!("{what} is no event: the compiler drops the function")
    } else {
        format!("{what} is no event: there are {}", words::list(EVENTS))
    };
    let diagnostic = ctx.report(property.value_span.0, message);
    if property.is_cast {
        diagnostic.reported_by(&[]);
    }
    let near = nearest(event, EVENTS);
    for event in EVENTS
        .into_iter()
        .filter(|event| near.is_none_or(|near| near == *event))
    {
        let edit = TextEdit::replace(property.value_span.0, format!("'{event}'"));
        diagnostic.unsafe_fix(format!("Write `{event}`"), file, [edit]);
    }
}

#[cfg(test)]
mod tests {
    use crate::Reporter;
    use crate::testing::Sandbox;

    fn reporters(event: &str) -> Option<Vec<Reporter>> {
        let text = format!(
            "export default createOnEvent({{ description: 'a', version: '1.0.0', {event}, exec: async () => {{}} }});\n"
        );
        let (_, diagnostic) = Sandbox::new(&text)
            .all()
            .into_iter()
            .find(|(_, it)| it.rule.id == "evt-name")?;
        Some(diagnostic.reporters.into_owned())
    }

    #[test]
    fn behind_a_cast_nobody_finds_it() {
        assert_eq!(reporters("event: ''"), Some(vec![Reporter::Compile, Reporter::Tsc]));
        assert_eq!(reporters("event: 'deleted' as any"), Some(vec![]));
        assert_eq!(reporters("event: 'validate-connection' as any"), None);
        assert_eq!(reporters("event: chosen"), None);
        assert_eq!(reporters("event: 'deleted', ...rest"), None);
    }
}
