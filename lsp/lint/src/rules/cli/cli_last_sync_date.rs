//! Dry runs from a date on.

use super::invocation::invocations;
use crate::diagnostic::Tag;
use crate::prelude::*;

declare_rule! {
    /// A dry run hands over a last sync date.
    ///
    /// ## Why
    ///
    /// `--lastSyncDate` fills `nango.lastSyncDate`, which checkpoints have replaced. A sync that reads a checkpoint does not see
    /// it and starts from the beginning; `--checkpoint` hands it what it reads.
    ///
    /// ## Example
    ///
    /// ```sh invalid
    /// //- /scripts.sh
    /// nango dryrun deals deals-test -e dev --lastSyncDate 2026-01-01
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```sh valid
    /// //- /scripts.sh
    /// nango dryrun deals deals-test -e dev --checkpoint '{ "since": "2026-01-01" }'
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    "cli-last-sync-date" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`--lastSyncDate` in `index.ts` of the CLI; S3",
        fix: None,
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

fn check(ctx: &mut ProjectContext<'_>) {
    for invocation in invocations(ctx) {
        if invocation.command() != Some("dryrun") {
            continue;
        }
        let Some(given) = invocation.option("--lastSyncDate") else {
            continue;
        };
        let message = "`--lastSyncDate` is for syncs without checkpoints: `--checkpoint` hands over where to go on";
        if let Some(diagnostic) = ctx.report(ctx.file, given.word.span.0, message) {
            diagnostic.tagged(Tag::Deprecated);
        }
    }
}
