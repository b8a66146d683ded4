//! Two functions of one integration with the same name.

use crate::prelude::*;

declare_rule! {
    /// Two registered functions of one integration have the same name.
    ///
    /// ## Why
    ///
    /// It compiles. `nango dryrun` looks for a name, finds two functions and asks for an integration id, which cannot
    /// tell them apart.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/actions/settings.ts createAction
    /// //- /crm/syncs/settings.ts createSync
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/actions/get-settings.ts createAction
    /// //- /crm/syncs/settings.ts createSync
    /// ```
    "fs-duplicate-name" {
        levels: Levels::WARNING,
        reporters: [Dryrun],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`run` of `services/dryrun.service.ts`",
        fix: None,
        reach: Entry,
        visits: [Visit::File(check)],
        measured: [2, 2, 2],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    for (claim, place) in ctx.claims() {
        let Claim::Name(name) = &claim else { continue };
        let rivals = ctx.rivals(&claim);
        let Some(other) = rivals.first() else { continue };
        let message = format!(
            "`{name}` is the name of another {} too: a dry run cannot tell them apart",
            other.kind
        );
        rivals.relate(ctx.report(place, message), "the other one");
    }
}
