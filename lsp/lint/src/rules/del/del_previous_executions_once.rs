//! Several calls of `deleteRecordsFromPreviousExecutions`.

use super::PREVIOUS;
use super::order::Order;
use crate::prelude::*;

declare_rule! {
    /// `deleteRecordsFromPreviousExecutions` is called several times.
    ///
    /// ## Why
    ///
    /// The compiler allows one call in a sync, even if the models differ. `trackDeletesStart` and `trackDeletesEnd` are allowed once
    /// for each model.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=del-previous-executions-deprecated
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.deleteRecordsFromPreviousExecutions('Deal');
    ///         await nango.deleteRecordsFromPreviousExecutions('Stage');
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.trackDeletesStart('Deal');
    ///         await nango.trackDeletesStart('Stage');
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.trackDeletesEnd('Deal');
    ///         await nango.trackDeletesEnd('Stage');
    ///     }
    /// });
    /// ```
    "del-previous-executions-once" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`bundleFile` (`deleteRecordsFromPreviousExecutionsLines`) of `zeroYaml/compile.ts`",
        fix: None,
        reach: Entry,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let file = ctx.file;
    let order = Order::of(ctx);
    let [first, others @ ..] = &order.previous[..] else {
        return;
    };
    for other in others {
        let message = format!("`{PREVIOUS}` may be called only once in a sync, whatever the models are");
        ctx.report(other.call.span.0, message)
            .related(file, first.call.span.0, "the first call");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn the_order_is_not_told_as_well() {
        let calls = "await nango.deleteRecordsFromPreviousExecutions('A');\nawait nango.batchSave([], 'A');\nawait nango.deleteRecordsFromPreviousExecutions('B');";
        check(
            &in_sync(calls),
            "del-previous-executions-deprecated del-previous-executions-once del-previous-executions-deprecated",
        );
    }
}
