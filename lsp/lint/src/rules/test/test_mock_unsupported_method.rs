//! A method that the mock of a test does not have.

use crate::prelude::*;

declare_rule! {
    /// A function that has a test calls a method that the mock of the SDK does not have.
    ///
    /// ## Why
    ///
    /// The generated test runs the function with `NangoActionMock` or `NangoSyncMock`, which have only some of the SDK's methods:
    /// it fails with `nango.triggerAction is not a function`. Give the mock that method, `nangoMock.triggerAction = vi.fn()`, in a
    /// test of your own: a generated one is written anew.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/tests/close-deal.test.json
    /// {}
    /// //- /crm/actions/close-deal.ts
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Closes a deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         await nango.triggerAction('crm', 'connection', 'notify', {});
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/tests/close-deal.test.json
    /// {}
    /// //- /crm/actions/close-deal.ts
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Closes a deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         await nango.log('closing a deal');
    ///         return {};
    ///     }
    /// });
    /// ```
    "test-mock-unsupported-method" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`NangoActionMock` and `NangoSyncMock` of the CLI's `testMocks/utils.ts`, 0.70.4 and 0.71.10",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [10, 10, 6],
    }
}

/// What the mock of an action has.
const ACTION: [&str; 17] = [
    "ActionError",
    "delete",
    "deleteRecordsFromPreviousExecutions",
    "get",
    "getConnection",
    "getMetadata",
    "getWebhookURL",
    "log",
    "paginate",
    "patch",
    "post",
    "proxy",
    "put",
    "trackDeletesEnd",
    "trackDeletesStart",
    "updateMetadata",
    "zodValidateInput",
];

/// What that of a sync has besides.
const SYNC: [&str; 6] = [
    "batchDelete",
    "batchSave",
    "clearCheckpoint",
    "getCheckpoint",
    "listRecords",
    "saveCheckpoint",
];

fn check(ctx: &mut FileContext<'_>) {
    let Some(function) = ctx.function else { return };
    let of_sync: &[&str] = match function.kind {
        FunctionKind::Action => &[],
        FunctionKind::Sync => &SYNC,
        FunctionKind::OnEvent | FunctionKind::Function => return,
    };
    // Only `exec` is tested.
    let missing = ctx.items.calls.iter().filter(|call| {
        let method = &*call.method;
        call.in_property.as_deref() == Some("exec") && !ACTION.contains(&method) && !of_sync.contains(&method)
    });
    let missing: Vec<_> = missing.collect();
    if missing.is_empty() || !super::has_test(ctx, function) {
        return;
    }
    for call in missing {
        ctx.report(
            call.method_span.0,
            format!("the mock of a test has no `{}`", call.method),
        );
    }
}
