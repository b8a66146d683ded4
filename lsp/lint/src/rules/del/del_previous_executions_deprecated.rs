//! `deleteRecordsFromPreviousExecutions`, which is deprecated.

use super::{END, PREVIOUS, START, at_top, literal};
use crate::diagnostic::Tag;
use crate::prelude::*;

declare_rule! {
    /// `deleteRecordsFromPreviousExecutions` is called.
    ///
    /// ## Why
    ///
    /// It is deprecated. It compares the records of two runs, so it cannot work together with checkpoints, where a run continues
    /// another one. `trackDeletesStart` and `trackDeletesEnd` can.
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
    ///         await nango.deleteRecordsFromPreviousExecutions('Deal');
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
    /// Opens the window at the top of `exec`, and closes it where the call stands.
    "del-previous-executions-deprecated" {
        levels: Levels::WARNING,
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "documentation of the functions SDK; guide to checkpoints; S0",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let file = ctx.file;
    for call in ctx.items.calls.iter().filter(|call| &*call.method == PREVIOUS) {
        let is_literal = call.seen.is_some_and(|seen| seen.names_model);
        let model = call.model.as_ref().filter(|_| is_literal);
        let statement = model
            .and_then(|model| literal(&model.text))
            .map(|model| format!("await {}.{START}({model});", call.receiver));
        let top = statement.and_then(|statement| at_top(ctx, call, &statement));
        let message = format!("`{PREVIOUS}` is deprecated: `{START}` and `{END}` work with checkpoints too");
        let diagnostic = ctx.report(call.method_span.0, message);
        diagnostic.tagged(Tag::Deprecated);
        if let Some(top) = top {
            let end = TextEdit::replace(call.method_span.0, END);
            diagnostic.unsafe_fix(format!("Use `{START}` and `{END}`"), file, [top, end]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn any_form_of_call() {
        let head = "export default createSync({ description: 'd', version: '1.0.0', frequency: 'every hour', models: { ...models },";
        let text = format!(
            "{head} exec: async (nango) => {{ await nango?.deleteRecordsFromPreviousExecutions(model); }} }});"
        );
        check(&text, "del-previous-executions-deprecated");
        assert_eq!(fixed(&text), None);
    }
}
