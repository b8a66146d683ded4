//! A promise that is dropped, of a method that the compiler does not know.

use syntax::ast::Node;

use super::{SdkCall, add, offer};
use crate::prelude::*;

declare_rule! {
    /// A call on the SDK object returns a promise that is dropped, and the compiler does not know the method.
    ///
    /// ## Why
    ///
    /// The list of the compiler is not complete. A checkpoint that is saved without `await` loses the signal that interrupts the run,
    /// and races with the next one; a request or a lock without `await` may be cut off when the function ends, and what goes wrong in
    /// it is lost.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     checkpoint: z.object({ page: z.number() }),
    ///     exec: async (nango) => {
    ///         nango.saveCheckpoint({ page: 2 });
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     checkpoint: z.object({ page: z.number() }),
    ///     exec: async (nango) => {
    ///         await nango.saveCheckpoint({ page: 2 });
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     checkpoint: z.object({ page: z.number() }),
    ///     exec: async (nango) => {
    ///         await nango.saveCheckpoint({ page: 2 });
    ///         void nango.releaseAllLocks();
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Awaits the call, if the function is async; offers to make it async, if not.
    "await-not-in-cli-list" {
        levels: Levels::ERROR,
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`NangoActionBase` and `NangoSyncBase` of `@nangohq/runner-sdk`; `needsAwait` of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

/// The methods that return a promise, and are not in the compiler's list.
const UNLISTED: [&str; 16] = [
    "batchUpdate",
    "clearCheckpoint",
    "getCheckpoint",
    "getIntegration",
    "getRecordsByIds",
    "getToken",
    "getWebhookURL",
    "releaseAllLocks",
    "releaseLock",
    "saveCheckpoint",
    "startSync",
    "triggerSync",
    "tryAcquireLock",
    "uncontrolledFetch",
    "updateMetadata",
    "zodValidateInput",
];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(call) = SdkCall::of(ctx, node) else { return };
    if UNLISTED.binary_search(&call.method).is_err() || !call.is_statement(ctx) {
        return;
    }
    let message = format!(
        "`nango.{}()` must be awaited, although the compiler does not ask for it",
        call.method
    );
    let fixes = offer(ctx, call.id, Applicability::Safe);
    add(ctx.report(call.range, message), fixes);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};
    use project::plugin;

    #[test]
    fn every_form_of_call() {
        check(&in_sync("nango?.batchUpdate([], 'Deal');"), "await-not-in-cli-list");
        check(
            &in_sync("await run(() => { nango.triggerSync('crm', 'a', 'deals'); });"),
            "await-not-in-cli-list",
        );
    }

    #[test]
    fn what_is_no_promise_or_is_not_dropped() {
        check(
            &in_sync(
                "nango.setLogger(logger);\nrun(nango.paginate({}));\nconst lock = nango.tryAcquireLock({});\nnango.getToken().then(done);",
            ),
            "",
        );
        check(&in_sync("const nango = other;\nother.saveCheckpoint({});"), "");
    }

    #[test]
    fn the_lists_can_be_searched() {
        assert!(super::UNLISTED.is_sorted() && plugin::AWAITED.is_sorted());
    }
}
