//! A wrong order of calls where the compiler cannot see it.

use project::items::NangoCall;
use project::plugin;

use super::{END, START};
use crate::prelude::*;

declare_rule! {
    /// Records are saved outside of the window between `trackDeletesStart` and `trackDeletesEnd`, where the compiler does not notice.
    ///
    /// ## Why
    ///
    /// What is saved before the window opens, or after it is closed, is not seen in it and counts as deleted: records that exist
    /// disappear, and come back with the next run. The compiler looks for this in a property `exec: …` of the entry alone, for models
    /// that are string literals, and compares line numbers: a method `exec`, a function elsewhere, a model in a constant or several
    /// calls on one line escape it.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=del-dynamic-model
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         const model = 'Deal';
    ///         await nango.trackDeletesStart(model);
    ///         await nango.trackDeletesEnd(model);
    ///         await nango.batchSave([{ id: '1' }], model);
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
    "del-order-hidden" {
        levels: Levels::WARNING,
        reporters: [Runtime],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`trackDeletesStart` and `trackDeletesEnd` of the runner's `sdk/sdk.ts`; `deleteOutdatedRecords` of `persist`",
        fix: None,
        reach: Bundled,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let calls = &ctx.items.calls;
    if !calls.iter().any(|call| matches!(&*call.method, START | END)) {
        return;
    }
    let file = ctx.file;
    for (at, batch) in calls.iter().enumerate() {
        let (Some(model), true) = (&batch.model, plugin::BATCHES.contains(&&*batch.method)) else {
            continue;
        };
        // Calls of one block are made in the order of the text, so of these it is certain.
        let same = |other: &NangoCall, method: &str| {
            &*other.method == method
                && other.block.is_some()
                && other.block.map(|block| block.0) == batch.block.map(|block| block.0)
                && other.model.as_ref().is_some_and(|other| other.text == model.text)
        };
        let (before, after) = (&calls[..at], &calls[at + 1..]);
        let opened = before.iter().any(|call| &*call.method == START);
        let start = after.iter().find(|call| same(call, START)).filter(|_| !opened);
        let end = before.iter().rfind(|call| same(call, END));
        let reopened = end.is_some_and(|end| {
            before
                .iter()
                .any(|call| &*call.method == START && call.span.start() > end.span.start())
        });
        let (window, word) = match (start, end) {
            (Some(start), _) => (start, "before"),
            (None, Some(end)) if !reopened => (end, "after"),
            _ => continue,
        };
        if is_compared(ctx, window, batch) {
            continue;
        }
        let message = format!(
            "records of `{}` are saved {word} `{}`, and count as deleted",
            model.text, window.method
        );
        ctx.report(batch.span.0, message)
            .related(file, window.span.0, format!("`{}`", window.method));
    }
}

/// Whether the compiler compares the two calls, which stand in the wrong order, and finds that they do.
fn is_compared(ctx: &FileContext<'_>, window: &NangoCall, batch: &NangoCall) -> bool {
    let in_exec = |call: &NangoCall| call.seen.is_some_and(|seen| seen.in_exec);
    let line = |call: &NangoCall| Some(places::number(ctx.lines()?, call.span.start()));
    ctx.is_entry()
        && in_exec(window)
        && in_exec(batch)
        && window.seen.is_some_and(|seen| seen.names_model)
        && line(window) != line(batch)
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    const HEAD: &str = "export default createSync({ description: 'd', version: '1.0.0', frequency: 'every hour', models: { ...models },";

    #[test]
    fn where_the_compiler_does_not_look() {
        check(
            &in_sync(
                "await nango.trackDeletesStart('A'); await nango.trackDeletesEnd('A'); await nango.batchSave([], 'A');",
            ),
            "del-order-hidden",
        );
        check(
            &in_sync(
                "const MODEL = 'A';\nawait nango.batchSave([], MODEL);\nawait nango.trackDeletesStart(MODEL);\nawait nango.trackDeletesEnd(MODEL);",
            ),
            "del-order-hidden del-dynamic-model del-dynamic-model",
        );
        check(
            &format!(
                "{HEAD} 'exec': async (nango) => {{\nawait nango.trackDeletesStart('A');\nawait nango.trackDeletesEnd('A');\nawait nango.batchSave([], 'A');\n}} }});"
            ),
            "def-exec-not-inline del-order-hidden",
        );
        check(
            &format!(
                "async function run(sdk) {{\nawait sdk.batchSave([], 'A');\nawait sdk.trackDeletesStart('A');\n}}\n{HEAD} exec: run }});"
            ),
            "del-order-hidden def-exec-not-inline",
        );
    }

    #[test]
    fn what_the_compiler_says_is_not_said_again() {
        check(
            &in_sync(
                "await nango.trackDeletesStart('A');\nawait nango.trackDeletesEnd('A');\nawait nango.batchSave([], 'A');",
            ),
            "del-batch-after-end",
        );
    }

    #[test]
    fn in_doubt_it_is_silent() {
        let method = |statements: &str| {
            check(
                &format!("{HEAD} async exec(nango) {{\n{statements}\n}} }});"),
                "def-exec-not-inline",
            )
        };
        method(
            "await nango.trackDeletesStart('A');\nif (x) {\nawait nango.trackDeletesEnd('A');\n}\nawait nango.batchSave([], 'A');",
        );
        method(
            "await nango.trackDeletesStart('A');\nawait nango.trackDeletesEnd('A');\nawait nango.batchSave([], 'B');",
        );
        method(
            "await nango.trackDeletesEnd('A');\nawait nango.trackDeletesStart('A');\nawait nango.batchSave([], 'A');",
        );
        method(
            "if (x) {\nawait nango.trackDeletesStart('A');\n}\nawait nango.batchSave([], 'A');\nawait nango.trackDeletesStart('A');",
        );
        method("await nango.trackDeletesEnd(model);\nawait nango.batchSave([], model);");
    }
}
