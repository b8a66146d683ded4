//! A start call below its end call.

use super::order::{Fault, Order};
use super::{END, START};
use crate::prelude::*;

declare_rule! {
    /// `trackDeletesStart` of a model stands below its `trackDeletesEnd`.
    ///
    /// ## Why
    ///
    /// The compiler compares line numbers and refuses the sync. Which of the two is called first is another question: one line is
    /// never below itself, and a function may be declared above the call of it.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.trackDeletesEnd('Deal');
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.trackDeletesStart('Deal');
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
    ///         await nango.trackDeletesStart('Deal');
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    "del-start-after-end" {
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
        let Fault::StartAfterEnd { start, end } = fault else {
            continue;
        };
        let message = format!("`{START}` of `{model}` stands below its `{END}`: the compiler compares line numbers");
        ctx.report(start.call.span.0, message)
            .related(file, end.call.span.0, "the end");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn the_line_that_a_call_begins_on_counts() {
        check(
            &in_sync("await nango.trackDeletesEnd('A'); await nango\n.trackDeletesStart('A');"),
            "",
        );
        check(
            &in_sync("await nango.trackDeletesEnd('A'); await\nnango.trackDeletesStart('A');"),
            "del-start-after-end",
        );
    }
}
