//! Mocks under a name that no test reads.

use crate::prelude::*;

declare_rule! {
    /// A file with mocks is called nearly as a function is.
    ///
    /// ## Why
    ///
    /// The test of a function reads `<function>.test.json`, and no other file beside it. Write a test with mocks of its own in
    /// TypeScript, in a file of another name than the generated one.
    ///
    /// ## Example
    ///
    /// ```json invalid
    /// //- /crm/tests/deals-mock.test.json
    /// {}
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```json valid
    /// //- /crm/tests/deals.test.json
    /// {}
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    "test-json-name" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`mockCandidates` of the CLI's `services/test.service.ts`",
        fix: None,
        reach: Project,
        visits: [Visit::Mock(check)],
        measured: [1, 1, 0],
    }
}

fn check(ctx: &mut MockContext<'_>) {
    if super::is_stray(ctx)
        && let Some(function) = super::nearly(ctx)
    {
        ctx.report(
            super::top(),
            format!("the test of `{function}` reads `{function}.test.json`"),
        );
    }
}
