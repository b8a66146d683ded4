//! Dry runs of on-event functions, which the CLI cannot do.

use crate::prelude::*;
use crate::rules::cli::functions::{self, Known};
use crate::rules::cli::invocation::invocations;

declare_rule! {
    /// A command line asks for a dry run of an on-event function.
    ///
    /// ## Why
    ///
    /// `nango dryrun` knows the name, takes the function for a sync, and looks for its build among those of the syncs: `Unable to
    /// find script file`. What it does has to be tried in a test.
    ///
    /// ## Example
    ///
    /// ```sh invalid
    /// //- /scripts.sh
    /// nango dryrun greet deals-test -e dev
    /// //- /crm/on-events/greet.ts
    /// import { createOnEvent } from 'nango';
    ///
    /// export default createOnEvent({
    ///     description: 'Greets who connected',
    ///     version: '1.0.0',
    ///     event: 'post-connection-creation',
    ///     exec: async (nango) => {
    ///         await nango.log('hello');
    ///     }
    /// });
    /// ```
    ///
    /// ```sh valid
    /// //- /scripts.sh
    /// nango dryrun deals deals-test -e dev
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    "evt-dryrun" {
        levels: Levels::HINT,
        reporters: [Dryrun],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`scriptType` of `run` and `getIntegrationFile` of `services/dryrun.service.ts`",
        fix: None,
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

fn check(ctx: &mut ProjectContext<'_>) {
    for invocation in invocations(ctx) {
        let name = invocation.operands.first().and_then(|word| Some((word, word.known()?)));
        let (Some("dryrun"), Some((word, name))) = (invocation.command(), name) else {
            continue;
        };
        let Some(projects) = invocation.projects(&ctx.scope) else {
            continue;
        };
        let functions = functions::all(&projects);
        let is_meant = |known: &&Known<'_>| known.is_registered && *known.name == *name;
        let mut meant = functions.iter().filter(is_meant).peekable();
        if meant.peek().is_none() || meant.any(|known| known.kind != FunctionKind::OnEvent) {
            continue;
        }
        let message = format!("`nango dryrun` cannot run `{name}`: it looks for an on-event function among the syncs");
        ctx.report(ctx.file, word.span.0, message);
    }
}
