//! A frequency of more than a month.

use project::frequency::{LONGEST, read_by_cli};

use super::{frequency, named};
use crate::prelude::*;

declare_rule! {
    /// The frequency of a sync is longer than 31 days.
    ///
    /// ## Why
    ///
    /// 31 days are the longest that the SDK's documentation allows. Nothing refuses more, and nothing promises that it runs.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every 60d',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every 31d',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    "freq-long" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#createsync",
        source: "`CreateSyncProps.frequency` of `@nangohq/runner-sdk` (`@maximum 31 days`)",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some((settled, text)) = frequency(ctx) else { return };
    if read_by_cli(text).is_ok_and(|interval| interval > LONGEST) {
        let message = format!(
            "{} is longer than the 31 days that the documentation allows",
            named(text)
        );
        ctx.report(settled.property.value_span.0, message);
    }
}
