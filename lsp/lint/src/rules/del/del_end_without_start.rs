//! An end call without its start call.

use project::plugin;

use super::order::{Fault, Order};
use super::{END, START, at_top, literal};
use crate::prelude::*;

declare_rule! {
    /// `trackDeletesEnd` is called for a model, and `trackDeletesStart` is not.
    ///
    /// ## Why
    ///
    /// The compiler refuses the sync: it wants both calls in the text of `exec`, each with the name of the model as a string literal.
    /// A call in another function or file does not count. Without a start, the end call fails in the cloud: there is no window to
    /// close.
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
    ///         await nango.trackDeletesEnd('Deal');
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
    ///     exec: async (nango) => {
    ///         await nango.trackDeletesStart('Deal');
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
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
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Adds the start call at the top of `exec`.
    "del-end-without-start" {
        levels: Levels::ERROR,
        reporters: [Compile, Runtime],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`bundleFile` (`trackDeletesByModel`) of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Entry,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let file = ctx.file;
    for (model, fault) in Order::of(ctx).faults() {
        let Fault::EndAlone(end) = fault else { continue };
        let statement = literal(model).map(|model| format!("await {}.{START}({model});", plugin::SDK));
        let edit = statement.and_then(|statement| at_top(ctx, end.call, &statement));
        let message = format!("`{END}` of `{model}` has no `{START}` that the compiler sees in `exec`");
        let diagnostic = ctx.report(end.call.span.0, message);
        if let Some(edit) = edit {
            diagnostic.unsafe_fix(format!("Add `{START}` at the top of `exec`"), file, [edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn only_what_the_compiler_sees_is_a_start() {
        check(
            &in_sync("await nango?.trackDeletesStart('A');\nawait nango.trackDeletesEnd('A');"),
            "del-end-without-start",
        );
        check(
            &in_sync("await nango.trackDeletesStart(model);\nawait nango.trackDeletesEnd('A');"),
            "del-dynamic-model del-end-without-start",
        );
        check(
            &in_sync("await nango.trackDeletesStart('A' as const);\nawait nango.trackDeletesEnd('A');"),
            "del-dynamic-model del-end-without-start",
        );
        check(
            &in_sync("await nango.trackDeletesStart('B');\nawait nango.trackDeletesEnd('A');"),
            "del-start-without-end del-end-without-start",
        );
    }
}
