//! A start call without its end call.

use project::plugin;

use super::order::{Fault, Order};
use super::{END, START, at_bottom, literal};
use crate::prelude::*;

declare_rule! {
    /// `trackDeletesStart` is called for a model, and `trackDeletesEnd` is not.
    ///
    /// ## Why
    ///
    /// The compiler refuses the sync: it wants both calls in the text of `exec`, each with the name of the model as a string literal.
    /// A call in another function or file does not count. Without an end nothing is ever found to be deleted.
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
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
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
    /// Adds the end call at the bottom of `exec`.
    "del-start-without-end" {
        levels: Levels::ERROR,
        reporters: [Compile],
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
        let Fault::StartAlone(start) = fault else { continue };
        let statement = literal(model).map(|model| format!("await {}.{END}({model});", plugin::SDK));
        let edit = statement.and_then(|statement| at_bottom(ctx, start.call, &statement));
        let message = format!("`{START}` of `{model}` has no `{END}` that the compiler sees in `exec`");
        let diagnostic = ctx.report(start.call.span.0, message);
        if let Some(edit) = edit {
            diagnostic.unsafe_fix(format!("Add `{END}` at the bottom of `exec`"), file, [edit]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    const HEAD: &str = "description: 'd', version: '1.0.0', frequency: 'every hour', models: { ...models }";

    #[test]
    fn any_exec_of_the_entry_is_read() {
        check(
            "const job = { exec: async (nango) => nango.trackDeletesStart('A').then(done) };\nexport default createOnEvent({ event: 'post-connection-creation', description: 'd', version: '1.0.0', exec: job.exec });",
            "del-start-without-end",
        );
        check(
            &format!(
                "export default createSync({{ {HEAD}, exec: async () => {{}}, onWebhook: async (nango) => {{ await nango.trackDeletesStart('A'); }} }});"
            ),
            "wh-handler-without-subscriptions del-in-webhook",
        );
        check(
            &format!(
                "export default createSync({{ {HEAD}, async exec(nango) {{ await nango.trackDeletesStart('A'); }} }});"
            ),
            "def-exec-not-inline",
        );
    }

    #[test]
    fn a_helper_is_not_read() {
        check(
            "//- /index.ts\nimport './crm/actions/deals.js';\n//- /crm/actions/deals.ts\nimport { createAction } from 'nango';\nimport { job } from '../job.js';\nexport default createAction({ description: 'd', version: '1.0.0', input: job.i, output: job.o, exec: async () => ({}) });\n//- /crm/job.ts\nexport const job = { i: 1, o: 2, exec: async (nango) => { await nango.trackDeletesStart('A'); } };\n",
            "",
        );
    }

    #[test]
    fn on_one_line() {
        let text = fixed(&format!(
            "export default createSync({{ {HEAD}, exec: async (nango) => {{ await nango.trackDeletesStart('A'); }} }});"
        ));
        let text = text.expect("a fix");
        assert!(
            text.contains("{ await nango.trackDeletesStart('A'); await nango.trackDeletesEnd('A'); }"),
            "{text}"
        );
    }
}
