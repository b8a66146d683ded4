//! An error among the recorded responses.

use project::mock::RecordedRequest;
use syntax::json::JsonKind;

use crate::prelude::*;

declare_rule! {
    /// A recorded response is an error, or a web page.
    ///
    /// ## Why
    ///
    /// A function that fails is recorded as it failed, and its test then passes when it fails. If that is what is tested, let the
    /// mock throw: `vi.spyOn(nangoMock, 'get').mockRejectedValueOnce(…)`. Some functions expect a 404, so it is a hint.
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
    ///       "/deals": { "response": [], "status": 401, "hash": "179059cc42c68b97a4c2c6737b6c5faf6731def4", "request": {} }
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
    "test-json-error-payload" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`ResponseCollector.onAxiosRequestRejected` of the CLI's `services/response-collector.service.ts`; S0",
        fix: None,
        reach: Project,
        visits: [Visit::Mock(check)],
        measured: [85, 12, 12],
    }
}

/// The first status that is an error.
const FIRST_ERROR: u32 = 400;

fn check(ctx: &mut MockContext<'_>) {
    let Some(json) = ctx.json() else { return };
    for request in RecordedRequest::all(json) {
        let status = request.property("status");
        let code = status.and_then(|status| match &status.value.kind {
            JsonKind::Number(number) => number.parse::<u32>().ok(),
            _ => None,
        });
        let page = request
            .property("response")
            .filter(|response| matches!(&response.value.kind, JsonKind::String(text) if is_web_page(text)));
        match (status, code, page) {
            (Some(status), Some(code), _) if code >= FIRST_ERROR => {
                ctx.report(status.value.range, format!("an error was recorded: {code}"));
            }
            (_, _, Some(page)) => {
                ctx.report(page.key_range, "a web page was recorded");
            }
            _ => {}
        }
    }
}

fn is_web_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(14).collect();
    let start = start.to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}
