//! A webhook subscription that is too long for the server.

use crate::prelude::*;

declare_rule! {
    /// A webhook subscription is longer than 255 characters.
    ///
    /// ## Why
    ///
    /// The CLI does not count; the server refuses the deployment.
    ///
    /// ## Example
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     webhookSubscriptions: ['deal.created', 'deal.closed'],
    ///     exec: async () => {},
    ///     onWebhook: async () => {}
    /// });
    /// ```
    "wh-subscription-too-long" {
        levels: Levels::ERROR,
        reporters: [Deploy],
        since: "0.1.0",
        url: "guides/functions/webhook-functions#create-the-function",
        source: "`flowConfig` of the server's deploy validation (`z.array(z.string().max(255))`)",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

/// In UTF-16 units, as JavaScript counts.
const LIMIT: usize = 255;

fn check(ctx: &mut FileContext<'_>) {
    if ctx.create_call().is_none_or(|call| call.kind != FunctionKind::Sync) {
        return;
    }
    let Some(Value::Array { items, .. }) = ctx.settled("webhookSubscriptions").map(|settled| settled.value) else {
        return;
    };
    for (item, span) in items {
        let (value, _) = ctx.items.resolve(item, *span);
        let length = value.as_str().map_or(0, |text| text.encode_utf16().count());
        if length > LIMIT {
            let message = format!("the server refuses a subscription of {length} characters: the limit is {LIMIT}");
            ctx.report(span.0, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{self, check};

    fn sync(subscriptions: &str) -> String {
        testing::sync(&[
            &format!("webhookSubscriptions: {subscriptions}"),
            "onWebhook: async () => {}",
        ])
    }

    #[test]
    fn each_is_counted_as_javascript_does() {
        let (long, longer) = ("a".repeat(255), "a".repeat(256));
        check(&sync(&format!("['{long}', '*']")), "");
        check(&sync(&format!("['*', '{longer}']")), "wh-subscription-too-long");
        check(&sync(&format!("['{}']", "😀".repeat(128))), "wh-subscription-too-long");
        check(
            &format!("const types = ['{longer}'];\n{}", sync("types")),
            "wh-subscription-too-long",
        );
        check(
            &format!("const type = '{longer}';\n{}", sync("[type]")),
            "wh-subscription-too-long",
        );
    }
}
