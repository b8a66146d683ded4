//! Mocks that no test can read.

use project::mock::{self, RecordedRequest};
use syntax::json::{Json, JsonKind};

use crate::prelude::*;

declare_rule! {
    /// A file with mocks holds something that the test does not look for.
    ///
    /// ## Why
    ///
    /// The test looks for what the recorder writes: `input`, `output`, `nango` and `api`, in `api` the methods in lower case. What
    /// is called otherwise is not found, and the test fails for want of a mock.
    ///
    /// Mocks are recorded, and never written by hand: record them again with `nango dryrun --save` (the command `nango.record`).
    ///
    /// ## Example
    ///
    /// ```json invalid
    /// //- /crm/tests/deals.test.json
    /// {
    ///   "api": {
    ///     "GET": {
    ///       "/deals": { "response": [], "status": 200, "hash": "179059cc42c68b97a4c2c6737b6c5faf6731def4", "request": {} }
    ///     }
    ///   }
    /// }
    /// //- /crm/syncs/deals.ts
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         const deals = await nango.get({ endpoint: '/deals', retries: 3 });
    ///         await nango.batchSave(deals.data, 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ```json valid
    /// //- /crm/tests/deals.test.json
    /// {
    ///   "api": {
    ///     "get": {
    ///       "/deals": { "response": [], "status": 200, "hash": "179059cc42c68b97a4c2c6737b6c5faf6731def4", "request": {} }
    ///     }
    ///   }
    /// }
    /// //- /crm/syncs/deals.ts
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         const deals = await nango.get({ endpoint: '/deals', retries: 3 });
    ///         await nango.batchSave(deals.data, 'Deal');
    ///     }
    /// });
    /// ```
    "test-json-shape" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`ResponseCollector.saveUnifiedMock` of the CLI's `services/response-collector.service.ts`, `UnifiedFixtureProvider` of its `testMocks/utils.ts`",
        fix: None,
        reach: Project,
        visits: [Visit::Mock(check)],
    }
}

/// What the recorder writes, and the migration of older mocks.
const TOP: [&str; 5] = ["input", "output", "nango", "api", "_migrated"];

/// What of the SDK is recorded.
const SDK: [&str; 8] = [
    "batchDelete",
    "batchSave",
    "deleteRecordsFromPreviousExecutions",
    "getConnection",
    "getMetadata",
    "trackDeletesEnd",
    "trackDeletesStart",
    "updateMetadata",
];

fn check(ctx: &mut MockContext<'_>) {
    let mock = ctx.mock;
    let json = match &*mock.json {
        Ok(json) => json,
        Err(error) if error.is_limit => return,
        Err(error) => {
            ctx.report(error.range, error.message);
            return;
        }
    };
    if !matches!(json.kind, JsonKind::Object(_)) {
        ctx.report(json.spot(&[]).unwrap_or_default(), "mocks are an object");
        return;
    }
    let unknown = |of: &Json, known: &[&str]| -> Vec<TextRange> {
        let all = mock::members(of).iter();
        all.filter(|member| !known.contains(&&*member.key))
            .map(|member| member.key_range)
            .collect()
    };
    for place in unknown(json, &TOP) {
        ctx.report(
            place,
            "no test looks for this: mocks have `input`, `output`, `nango` and `api`",
        );
    }
    if let Some(sdk) = mock::member(json, "nango") {
        for place in unknown(&sdk.value, &SDK) {
            ctx.report(
                place,
                "no test looks for this: nothing of that name is recorded of the SDK",
            );
        }
    }
    if let Some(api) = mock::member(json, "api") {
        for method in mock::members(&api.value) {
            if method.key.chars().any(char::is_uppercase) {
                ctx.report(
                    method.key_range,
                    format!(
                        "no test finds this: methods are in lower case, `{}`",
                        method.key.to_lowercase()
                    ),
                );
            }
        }
    }
    for request in RecordedRequest::all(json) {
        if !matches!(request.entry.kind, JsonKind::Object(_)) {
            ctx.report(
                request.endpoint.key_range,
                "a recorded request is an object with its `response`",
            );
        }
    }
}
