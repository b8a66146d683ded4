//! An end call that runs after a failure.

use flow::FaultKind;

use crate::prelude::*;

declare_rule! {
    /// `trackDeletesEnd` stands where it also runs after a failure.
    ///
    /// ## Why
    ///
    /// `trackDeletesEnd` deletes every record that was not saved since `trackDeletesStart`; it does not ask whether the run succeeded. In a
    /// `finally` or a catch clause it runs after a request or a `batchSave` that failed, and also when the run is stopped at `saveCheckpoint`,
    /// which writes first and throws then. What the run had not come to is deleted, although the provider still has it.
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
    ///         try {
    ///             for await (const deals of nango.paginate({ endpoint: '/deals' })) {
    ///                 await nango.batchSave(deals, 'Deal');
    ///             }
    ///         } finally {
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
    ///         for await (const deals of nango.paginate({ endpoint: '/deals' })) {
    ///             await nango.batchSave(deals, 'Deal');
    ///         }
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    "del-end-in-finally-or-catch" {
        levels: Levels::ERROR,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`trackDeletesEnd` and `saveCheckpoint` of `packages/runner/lib/sdk/sdk.ts`; `deleteOutdatedRecords` of `packages/records/lib/stores/postgres/postgres.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    for fault in ctx.faults() {
        if let (FaultKind::EndAfterFailure, Some(model)) = (fault.kind, &fault.model) {
            let message = format!(
                "this also runs after a failure, and then deletes every `{model}` that was not saved before it"
            );
            ctx.report_fault(fault, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    const ID: &str = "del-end-in-finally-or-catch";
    const PAGES: &str =
        "for await (const deals of nango.paginate({ endpoint: '/deals' })) {\nawait nango.batchSave(deals, 'Deal');\n}";
    const START: &str = "await nango.trackDeletesStart('Deal');";
    const END: &str = "await nango.trackDeletesEnd('Deal');";

    #[test]
    fn a_failure_comes_to_the_end() {
        for body in [
            format!("{START}\ntry {{\n{PAGES}\n}} finally {{\n{END}\n}}"),
            format!("{START}\ntry {{\n{PAGES}\n}} catch (error) {{\n{END}\nthrow error;\n}}"),
            format!(
                "let started = false;\ntry {{\n{START}\nstarted = true;\n{PAGES}\n}} finally {{\nif (started) {{\n{END}\n}}\n}}"
            ),
            format!("{START}\ntry {{\nawait nango.batchSave([], 'Deal');\n}} finally {{\n{END}\n}}"),
            format!(
                "{START}\ntry {{\ntry {{\n{PAGES}\n}} finally {{\nawait nango.log('a');\n}}\n}} finally {{\n{END}\n}}"
            ),
        ] {
            check(&in_sync(&body), ID);
        }
    }

    #[test]
    fn a_flag_that_is_set_at_the_end_keeps_it_away() {
        for body in [
            format!(
                "{START}\nlet done = false;\ntry {{\n{PAGES}\ndone = true;\n}} finally {{\nif (done) {{\n{END}\n}}\n}}"
            ),
            format!(
                "{START}\nlet failed = false;\ntry {{\n{PAGES}\n}} catch (error) {{\nfailed = true;\nthrow error;\n}} finally {{\nif (!failed) {{\n{END}\n}}\n}}"
            ),
            format!("{START}\n{PAGES}\ntry {{\nawait nango.log('done');\n}} finally {{\n{END}\n}}"),
        ] {
            check(&in_sync(&body), "");
        }
    }
}
