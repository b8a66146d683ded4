//! Several start or end calls for one model.

use super::order::{Fault, Order};
use crate::prelude::*;

declare_rule! {
    /// `trackDeletesStart` or `trackDeletesEnd` is called several times for one model.
    ///
    /// ## Why
    ///
    /// The compiler counts the calls in the text of `exec`, and refuses a second one even if only one of them is ever made, as in the
    /// two branches of an `if`. A window is opened once and closed once.
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
    ///         await nango.trackDeletesStart('Deal');
    ///         const deals = [{ id: '1' }];
    ///         if (deals.length > 0) {
    ///             await nango.batchSave(deals, 'Deal');
    ///             await nango.trackDeletesEnd('Deal');
    ///         } else {
    ///             await nango.trackDeletesEnd('Deal');
    ///         }
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
    ///         const deals = [{ id: '1' }];
    ///         if (deals.length > 0) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    "del-multiple-calls" {
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
        let Fault::Multiple(calls) = fault else { continue };
        let [first, others @ ..] = &calls[..] else { continue };
        for other in others {
            let method = &other.call.method;
            let message = format!("`{method}` may be called only once for `{model}`, in different branches too");
            ctx.report(other.call.span.0, message)
                .related(file, first.call.span.0, "the first call");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn what_the_compiler_does_not_read_does_not_count() {
        check(
            &in_sync(
                "await nango.trackDeletesStart('A'); await nango.trackDeletesEnd('A');\nawait nango?.trackDeletesEnd('A'); await nango.trackDeletesEnd(`A`);",
            ),
            "del-dynamic-model",
        );
        check(
            &in_sync(
                "await nango.trackDeletesStart('A'); await nango.trackDeletesEnd('A');\nawait nango.trackDeletesStart('B'); await nango.trackDeletesEnd('B');",
            ),
            "",
        );
    }

    #[test]
    fn consequences_are_not_told() {
        check(
            &in_sync("await nango.trackDeletesStart('A');\nawait nango.trackDeletesStart('A');"),
            "del-multiple-calls",
        );
        check(
            &in_sync(
                "await nango.trackDeletesEnd('A');\nawait nango.trackDeletesEnd(('A'));\nawait nango.batchSave([], 'A');",
            ),
            "del-multiple-calls",
        );
    }
}
