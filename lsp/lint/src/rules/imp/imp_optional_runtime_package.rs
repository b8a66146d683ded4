//! A package that a dry run does not bring along.

use super::Link;
use crate::prelude::*;
use crate::tables;

declare_rule! {
    /// `soap` or `botbuilder` is imported, and `package.json` does not name it.
    ///
    /// ## Why
    ///
    /// The cloud has both. On your machine neither comes with the CLI: a dry run ends with ``Module 'soap' needs to be installed on
    /// your side``, and the compiler finds no types for it.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /package.json
    /// { "type": "module", "devDependencies": { "nango": "0.71.10", "zod": "4.3.6" } }
    /// //- /crm/actions/deals.ts
    /// import { createAction } from 'nango';
    /// import * as soap from 'soap';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async () => soap.createClientAsync('https://crm.example.com/deals?wsdl')
    /// });
    /// ```
    ///
    /// ```ts valid
    /// //- /package.json
    /// { "type": "module", "devDependencies": { "nango": "0.71.10", "soap": "1.1.5", "zod": "4.3.6" } }
    /// //- /crm/actions/deals.ts
    /// import { createAction } from 'nango';
    /// import * as soap from 'soap';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async () => soap.createClientAsync('https://crm.example.com/deals?wsdl')
    /// });
    /// ```
    ///
    /// ```ts valid
    /// //- /../package.json
    /// { "devDependencies": { "soap": "1.1.5" } }
    /// //- /package.json
    /// { "type": "module", "devDependencies": { "nango": "0.71.10", "zod": "4.3.6" } }
    /// //- /crm/actions/deals.ts
    /// import { createAction } from 'nango';
    /// import * as soap from 'soap';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async () => soap.createClientAsync('https://crm.example.com/deals?wsdl')
    /// });
    /// ```
    "imp-optional-runtime-package" {
        levels: Levels::HINT,
        reporters: [Dryrun],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`require` of `services/dryrun.service.ts`",
        fix: None,
        reach: Bundled,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let manifest = ctx.scope.project.manifest();
    if manifest.package.is_none() {
        return;
    }
    for link in Link::of(ctx) {
        let name = link.source();
        if tables::INSTALLED_BY_THE_PROJECT.contains(&name) && link.is_loaded() && !manifest.asks_for(name) {
            ctx.report(
                link.span(),
                format!("a dry run needs `{name}` in `package.json`; only the cloud has it"),
            );
        }
    }
}
