//! A webhook handler that nothing reaches.

use super::{HANDLER, SUBSCRIPTIONS, definition};
use crate::prelude::*;

declare_rule! {
    /// A sync has `onWebhook` and no `webhookSubscriptions`.
    ///
    /// ## Why
    ///
    /// Nango runs the handlers of syncs that subscribe to something; without a subscription the handler is deployed and never runs.
    /// A handler that only logs, as in the project that `nango init` makes, misses nothing by that: it is a hint there.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {},
    ///     onWebhook: async (nango) => {
    ///         await nango.batchDelete([{ id: '1' }], 'Deal');
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
    ///     exec: async () => {},
    ///     webhookSubscriptions: ['*'],
    ///     onWebhook: async (nango) => {
    ///         await nango.batchDelete([{ id: '1' }], 'Deal');
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
    ///     exec: async () => {},
    ///     webhookSubscriptions: ['deal.deleted'],
    ///     onWebhook: async (nango) => {
    ///         await nango.batchDelete([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Subscribes to everything that the provider sends.
    "wh-handler-without-subscriptions" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/webhook-functions#create-the-function",
        source: "`getSyncConfigsByConfigIdForWebhook` of `packages/shared` (`array_length(webhook_subscriptions, 1) > 0`)",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

const ALL: &str = "['*']";

/// Whether a value may be a function.
fn is_there(value: &Value) -> bool {
    let is_undefined = matches!(value, Value::Identifier(name) if &**name == "undefined");
    !is_undefined && !matches!(value, Value::Null)
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(definition) = definition(ctx) else { return };
    let handler = definition.settled(HANDLER).filter(|handler| is_there(&handler.value));
    let Some(handler) = handler else { return };
    let property = definition.settled(SUBSCRIPTIONS);
    let subscriptions = property.map(|property| Settled::of(ctx.items, property));
    let edit = match &subscriptions {
        None if definition.is_closed() => {
            let start = handler.span.start();
            let gap = ctx.lines().map_or_else(
                || " ".to_owned(),
                |lines| places::separator(lines, definition.span.start(), start),
            );
            TextEdit::insert(start, format!("{SUBSCRIPTIONS}: {ALL},{gap}"))
        }
        Some(Settled {
            value: Value::Array { items, .. },
            property,
            ..
        }) if items.is_empty() => TextEdit::replace(property.value_span.0, ALL),
        _ => return,
    };
    let file = ctx.file;
    let message = format!("nothing reaches `{HANDLER}`: the sync has no `{SUBSCRIPTIONS}`");
    let is_stub = !does_something(ctx.items);
    let diagnostic = ctx.report(handler.name_span.0, message);
    diagnostic.unsafe_fix("Subscribe to everything", file, [edit]);
    if is_stub {
        diagnostic.merely(Severity::Hint, &[]);
    }
}

/// Whether a handler of the file asks Nango for something else than to log.
fn does_something(items: &project::Items) -> bool {
    let calls = items.calls.iter();
    calls
        .filter(|call| call.in_property.as_deref() == Some(HANDLER))
        .any(|call| &*call.method != "log")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Sandbox, check, sync};

    #[test]
    fn what_subscribes_to_nothing() {
        let handler = "onWebhook: async () => {}";
        let rule = "wh-handler-without-subscriptions";
        check(&sync(&[handler]), rule);
        check(&sync(&["webhookSubscriptions: []", handler]), rule);
        check(&sync(&["webhookSubscriptions: types", handler]), "");
        check(&sync(&["onWebhook: undefined"]), "");
        check(&sync(&["...webhooks", handler]), "");
        check(&sync(&["webhookSubscriptions: ['*']", handler]), "");
    }

    #[test]
    fn what_misses_nothing_by_it() {
        let severity = |body: &str| {
            let all = Sandbox::new(&sync(&[&format!("onWebhook: async (nango) => {{ {body} }}")])).all();
            let it = all
                .into_iter()
                .find(|(_, it)| it.rule.id == "wh-handler-without-subscriptions")?;
            Some(it.1.severity)
        };
        assert_eq!(severity("await nango.getMetadata();"), Some(Severity::Warning));
        assert_eq!(severity("await nango.log('came');"), Some(Severity::Hint));
        assert_eq!(severity("console.error('came');"), Some(Severity::Hint));
    }
}
