//! A frequency that the CLI accepts and the server refuses.

use project::frequency::{is_accepted_by_server, read_by_cli};

use super::{frequency, named, refuse};
use crate::prelude::*;

declare_rule! {
    /// The frequency of a sync compiles, and the server refuses it.
    ///
    /// ## Why
    ///
    /// The server has a pattern of its own: whole numbers of seconds, minutes, hours and days, in lower case. It knows
    /// `every week` and `every month`, and no number of weeks, though Nango's reference shows one. The deployment fails.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every 2 weeks',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every 14d',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every week',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the same interval as the server wants it; where it has none, proposes the nearest.
    "freq-deploy-rejected" {
        levels: Levels::ERROR,
        reporters: [Deploy],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#createsync",
        source: "`frequencySchema` of the server's `helpers/validation.ts`; the SDK's reference shows `every 3 week`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some((settled, text)) = frequency(ctx) else { return };
    if read_by_cli(text).is_ok() && !is_accepted_by_server(text) {
        let refusal = format!("the server refuses {}", named(text));
        refuse(ctx, settled, &refusal, text);
    }
}
