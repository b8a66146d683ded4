//! Records are saved below `deleteRecordsFromPreviousExecutions`.

use super::order::Order;
use super::{PREVIOUS, model_of};
use crate::prelude::*;

declare_rule! {
    /// Records are saved below `deleteRecordsFromPreviousExecutions`.
    ///
    /// ## Why
    ///
    /// It deletes what this run has not saved so far. The compiler refuses the sync; it compares line numbers, whatever the models
    /// are.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=del-previous-executions-deprecated
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.deleteRecordsFromPreviousExecutions('Deal');
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
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
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.deleteRecordsFromPreviousExecutions('Deal');
    ///     }
    /// });
    /// ```
    "del-previous-executions-order" {
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
    // With several calls, which of them stays is not known: `del-previous-executions-once`.
    let [call] = order.previous[..] else { return };
    if let Some(batch) = order.batch_below(call) {
        let message = format!(
            "`{PREVIOUS}` stands above `{}` of {}: the compiler compares the line numbers of all models",
            batch.call.method,
            model_of(batch.call)
        );
        ctx.report(call.call.span.0, message)
            .related(file, batch.call.span.0, "records are saved here");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn one_line_is_not_below_itself() {
        check(
            &in_sync("await nango.deleteRecordsFromPreviousExecutions('A'); await nango.batchSave([], 'A');"),
            "del-previous-executions-deprecated",
        );
        check(
            &in_sync("await nango.deleteRecordsFromPreviousExecutions(model);\nawait nango.batchSave([], 'A');"),
            "del-previous-executions-order del-previous-executions-deprecated",
        );
    }
}
