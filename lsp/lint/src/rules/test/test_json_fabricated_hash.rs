//! A hash that nobody computed.

use project::mock::RecordedRequest;

use crate::prelude::*;

declare_rule! {
    /// The hash of a recorded request is none.
    ///
    /// ## Why
    ///
    /// The recorder writes the SHA-1 of the request: 40 hexadecimal digits. Anything else was made up, and with it perhaps the
    /// response.
    ///
    /// Mocks are recorded, and never written by hand: record them again with `nango dryrun --save` (the command `nango.record`).
    ///
    /// ## Example
    ///
    /// ```json invalid
    /// //- /crm/tests/deals.test.json
    /// {
    ///   "api": {
    ///     "get": {
    ///       "/deals": { "response": [], "status": 200, "hash": "mock-hash", "request": {} }
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
    "test-json-fabricated-hash" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`computeRequestIdentity` of the CLI's `services/response-collector.service.ts`; S0",
        fix: None,
        reach: Project,
        visits: [Visit::Mock(check)],
        measured: [27, 27, 27],
    }
}

fn check(ctx: &mut MockContext<'_>) {
    let Some(json) = ctx.json() else { return };
    for request in RecordedRequest::all(json) {
        if let Some(hash) = request.property("hash").filter(|_| request.hash().is_none()) {
            ctx.report(hash.value.range, "this is no hash of a request: it was not recorded");
        }
    }
}
