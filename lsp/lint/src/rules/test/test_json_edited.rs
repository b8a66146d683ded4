//! A request that is not the one that was recorded.

use project::mock::{self, RecordedRequest};

use crate::prelude::*;

declare_rule! {
    /// The hash of a recorded request is that of another request.
    ///
    /// ## Why
    ///
    /// The recorder writes the SHA-1 of the request beside it. Where they do not belong together, the request, its method or its
    /// path was changed by hand. A test finds a response by the hash first: it may be that of a request that the function does not
    /// send.
    ///
    /// Names and tokens that were taken out of a recording look the same, so that it is a hint. Mocks are recorded, and never
    /// written by hand: record them again with `nango dryrun --save` (the command `nango.record`).
    ///
    /// ## Example
    ///
    /// ```json invalid
    /// //- /crm/tests/deals.test.json
    /// {
    ///   "api": {
    ///     "get": {
    ///       "/deals": { "response": [], "status": 200, "hash": "179059cc42c68b97a4c2c6737b6c5faf6731def4", "request": { "params": { "page": "1" } } }
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
    ///       "/deals": { "response": [], "status": 200, "hash": "4c43469180566d6eba69752959f7e6ea127871de", "request": { "params": { "page": "1" } } }
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
    "test-json-edited" {
        levels: Levels::HINT.strict(Severity::Warning).agent(Severity::Error),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`computeRequestIdentity` of the CLI's `services/response-collector.service.ts`; S0",
        fix: None,
        reach: Project,
        visits: [Visit::Mock(check)],
        measured: [296, 57, 57],
    }
}

fn check(ctx: &mut MockContext<'_>) {
    let Some(json) = ctx.json() else { return };
    // The migration of older mocks kept hashes that were computed in another way.
    if mock::member(json, "_migrated").is_some() {
        return;
    }
    for request in RecordedRequest::all(json) {
        if let Some(hash) = request
            .property("hash")
            .filter(|_| request.has_its_hash() == Some(false))
        {
            ctx.report(
                hash.value.range,
                "this is the hash of another request: what was recorded has been edited",
            );
        }
    }
}
