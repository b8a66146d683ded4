//! An end call that runs after a failure.

use flow::FaultKind;
use syntax::ast::Node;

use super::END;
use super::behind_try::behind_try;
use crate::prelude::*;
use crate::sdk_call::SdkCall;

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
    /// ```ts fixed
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
    ///
    /// ## Fix
    ///
    /// Moves the call behind the `try`, where it runs after a success alone. A `try` that is left with nothing to catch goes.
    "del-end-in-finally-or-catch" {
        levels: Levels::ERROR,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`trackDeletesEnd` and `saveCheckpoint` of `packages/runner/lib/sdk/sdk.ts`; `deleteOutdatedRecords` of `packages/records/lib/stores/postgres/postgres.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check), Visit::Syntax(&[NodeKind::Call], offer)],
        measured: [39, 37, 37],
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

/// Moves the end call behind the `try`, if nothing in between could keep it from being reached, or let a failure through.
fn offer(ctx: &mut SyntaxContext<'_>, node: Node) {
    let source = ctx.source;
    if let Some(end) = SdkCall::of(source, node, &[END])
        && let Some(edits) = behind_try(source, end.id)
    {
        let title = format!("Move `{END}` behind the `try`");
        ctx.offer(end.method_range, title, Applicability::Unsafe, edits);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, in_sync};

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

    /// What stands in `exec` after the fix, without its indentation; none if nothing is offered.
    #[track_caller]
    fn moved(body: &str) -> Option<String> {
        let text = fixed(&in_sync(body))?;
        let start = text.find(START)? + START.len();
        let end = text.rfind("\n} }")?;
        Some(text[start..end].trim().to_owned())
    }

    #[test]
    fn the_call_goes_behind_the_try() {
        let with_catch = "{S}\n        try {\n            {P}\n        } catch (error) {\n            throw error;\n        } finally {\n            {E}\n        }";
        let after =
            "try {\n            {P}\n        } catch (error) {\n            throw error;\n        }\n        {E}";
        let written = |text: &str| {
            text.replace("{S}", START)
                .replace("{P}", "await nango.batchSave([], 'Deal');")
                .replace("{E}", END)
        };
        assert_eq!(moved(&written(with_catch)), Some(written(after)));
        let more = "{S}\n        try {\n            {P}\n        } finally {\n            // What is gone is deleted.\n            {E} // all of it\n            await nango.log('done');\n        }";
        let after = "try {\n            {P}\n        } finally {\n            await nango.log('done');\n        }\n        // What is gone is deleted.\n        {E} // all of it";
        assert_eq!(moved(&written(more)), Some(written(after)));
        let guarded = "let on = true;\n        {S}\n        try {\n            // All of them.\n            {P}\n        } finally {\n            if (on) {\n                {E}\n            }\n        }";
        let after = "// All of them.\n        {P}\n        if (on) {\n            {E}\n        }";
        assert_eq!(moved(&written(guarded)), Some(written(after)));
    }

    #[test]
    fn what_would_be_passed_by_stays() {
        let returns = format!("{START}\ntry {{\n{PAGES}\nreturn;\n}} finally {{\n{END}\n}}");
        check(&in_sync(&returns), ID);
        assert_eq!(fixed(&in_sync(&returns)), None);
        for jump in ["continue", "break", "continue outer"] {
            let body = format!(
                "{START}\nouter: for (const id of ids) {{\ntry {{\nconst r = await nango.get({{ endpoint: id }});\nif (!r) {jump};\nawait nango.batchSave([r.data], 'Deal');\n}} finally {{\n{END}\n}}\n}}"
            );
            assert_eq!(fixed(&in_sync(&body)), None, "in {body}");
        }
    }

    #[test]
    fn a_jump_inside_of_the_try_leaves_it_not() {
        let body = format!(
            "{START}\ntry {{\nfor (const id of ids) {{\nif (!id) continue;\n{PAGES}\n}}\n}} finally {{\n{END}\n}}"
        );
        assert!(fixed(&in_sync(&body)).is_some());
    }

    #[test]
    fn what_has_no_place_behind_the_try_stays() {
        let alone = format!("{START}\nif (ids)\ntry {{\n{PAGES}\n}} finally {{\n{END}\n}}");
        assert_eq!(fixed(&in_sync(&alone)), None);
        let read = "const r = await nango.get({ endpoint: '/deals' });";
        let save = "await nango.batchSave(r.data, 'Deal');";
        let attempt = format!("try {{\n{read}\n{save}\n}} finally {{\n{END}\n}}");
        assert_eq!(fixed(&in_sync(&format!("{read}\n{START}\n{attempt}"))), None);
        assert!(fixed(&in_sync(&format!("{START}\n{attempt}"))).is_some());
    }
}
