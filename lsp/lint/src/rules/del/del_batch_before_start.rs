//! Records are saved above the start call.

use super::order::{Fault, Order};
use super::{START, model_of};
use crate::prelude::*;

declare_rule! {
    /// Records are saved above the `trackDeletesStart` of a model.
    ///
    /// ## Why
    ///
    /// What is saved before the window opens is not seen in it, and counts as deleted when it is closed. The compiler refuses the
    /// sync; but it compares line numbers, whatever the models are and whichever function the call stands in. A local function that
    /// saves records must stand below the start call, and all models must be started before the first record is saved.
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
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.trackDeletesStart('Deal');
    ///         await nango.trackDeletesEnd('Deal');
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
    ///         const save = async () => {
    ///             await nango.batchSave([{ id: '1' }], 'Deal');
    ///         };
    ///         await save();
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    "del-batch-before-start" {
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
        let Fault::BatchBeforeStart { start, batch } = fault else {
            continue;
        };
        let message = format!(
            "`{START}` of `{model}` stands below `{}` of {}: the compiler compares the line numbers of all models",
            batch.call.method,
            model_of(batch.call)
        );
        ctx.report(start.call.span.0, message)
            .related(file, batch.call.span.0, "records are saved here");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn the_compiler_compares_line_numbers() {
        check(
            &in_sync(
                "const save = async () => {\nawait nango.batchSave([], 'A');\n};\nawait nango.trackDeletesStart('A');\nawait save();\nawait nango.trackDeletesEnd('A');",
            ),
            "del-batch-before-start",
        );
        check(
            &in_sync(
                "await nango.batchDelete([], other);\nawait nango.trackDeletesStart('A');\nawait nango.trackDeletesEnd('A');",
            ),
            "del-batch-before-start",
        );
        check(
            &in_sync(
                "await nango.batchSend([], 'A');\nawait nango.trackDeletesStart('A');\nawait nango.trackDeletesEnd('A');",
            ),
            "rec-batchsend",
        );
        check(
            &in_sync(
                "await nango.batchSave([], 'A');\nawait nango.trackDeletesStart(model);\nawait nango.trackDeletesEnd(model);",
            ),
            "del-dynamic-model del-dynamic-model",
        );
    }
}
