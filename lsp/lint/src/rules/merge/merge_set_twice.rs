//! A merging strategy that is set and set again.

use super::SET;
use crate::prelude::*;

declare_rule! {
    /// The merging strategy of a model is set a second time.
    ///
    /// ## Why
    ///
    /// A run takes the first call for a model. The second is skipped with a warning in the logs: `Merging strategy for model … is already
    /// set. Skipping`.
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
    ///         await nango.setMergingStrategy({ strategy: 'override' }, 'Deal');
    ///         await nango.setMergingStrategy({ strategy: 'ignore_if_modified_after' }, 'Deal');
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
    ///         await nango.setMergingStrategy({ strategy: 'ignore_if_modified_after' }, 'Deal');
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    "merge-set-twice" {
        levels: Levels::WARNING,
        reporters: [Runtime],
        since: "0.1.0",
        url: "guides/functions/syncs/realtime-syncs",
        source: "`setMergingStrategy` of the runner's `sdk/sdk.ts`",
        fix: None,
        reach: Bundled,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let calls: Vec<_> = ctx.items.calls.iter().filter(|call| &*call.method == SET).collect();
    let file = ctx.file;
    for (at, second) in calls.iter().enumerate() {
        let Some(model) = &second.model else { continue };
        // What is set in the block around a call is set before it.
        let first = calls[..at].iter().find(|first| {
            let is_around = first.block.is_some_and(|block| block.contains_range(second.span.0));
            is_around && first.model.as_ref().is_some_and(|other| other.text == model.text)
        });
        if let Some(first) = first {
            let message = format!(
                "this is skipped: the merging strategy of `{}` is already set",
                model.text
            );
            ctx.report(second.span.0, message)
                .related(file, first.span.0, "it is set here");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn only_what_is_surely_the_second() {
        let set = |model: &str| format!("await nango.setMergingStrategy({{ strategy: 'override' }}, '{model}');\n");
        check(&in_sync(&(set("Deal") + &set("Stage"))), "");
        check(
            &in_sync(&(set("Deal") + "if (a) {\n" + &set("Deal") + "}")),
            "merge-set-twice",
        );
        check(
            &in_sync(&("if (a) {\n".to_owned() + &set("Deal") + "} else {\n" + &set("Deal") + "}")),
            "",
        );
    }
}
