//! Records are saved below the end call.

use super::order::{Fault, Order};
use super::{END, model_of};
use crate::prelude::*;

declare_rule! {
    /// Records are saved below the `trackDeletesEnd` of a model.
    ///
    /// ## Why
    ///
    /// What is saved after the window is closed is not seen in it, and counts as deleted. The compiler refuses the sync; but it
    /// compares line numbers, whatever the models are. Two models one after the other are refused, although nothing is wrong with
    /// them: start both at the top, and end both at the bottom.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=del-batch-before-start
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.trackDeletesStart('Deal');
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.trackDeletesEnd('Deal');
    ///         await nango.trackDeletesStart('Stage');
    ///         await nango.batchSave([{ id: '1' }], 'Stage');
    ///         await nango.trackDeletesEnd('Stage');
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
    ///         await nango.batchSave([{ id: '1' }], 'Stage');
    ///         await nango.trackDeletesEnd('Deal');
    ///         await nango.trackDeletesEnd('Stage');
    ///     }
    /// });
    /// ```
    "del-batch-after-end" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`bundleFile` (`trackDeletesByModel`) of `zeroYaml/compile.ts`",
        fix: None,
        reach: Entry,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let file = ctx.file;
    for (model, fault) in Order::of(ctx).faults() {
        let Fault::BatchAfterEnd { end, batch } = fault else {
            continue;
        };
        let message = format!(
            "`{END}` of `{model}` stands above `{}` of {}: the compiler compares the line numbers of all models",
            batch.call.method,
            model_of(batch.call)
        );
        ctx.report(end.call.span.0, message)
            .related(file, batch.call.span.0, "records are saved here");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn one_line_is_not_below_itself() {
        check(
            &in_sync(
                "await nango.trackDeletesStart('A');\nawait nango.trackDeletesEnd('A'); await other.batchSave([], 'A');",
            ),
            "",
        );
        check(
            &in_sync(
                "await nango.trackDeletesStart('A');\nawait all(nango.trackDeletesEnd('A'),\nnango.batchDelete([], 'A'));",
            ),
            "del-batch-after-end",
        );
        check(
            &in_sync(
                "await nango.trackDeletesStart('A');\nawait nango.trackDeletesEnd('A');\nawait nango?.batchSave([], 'B');",
            ),
            "",
        );
    }
}
