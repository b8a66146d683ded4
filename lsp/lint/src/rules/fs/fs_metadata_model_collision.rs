//! Two syncs whose metadata gets one model name.

use crate::prelude::*;

declare_rule! {
    /// Two syncs of one integration have metadata, and names that differ in punctuation only.
    ///
    /// ## Why
    ///
    /// The compiler makes a model of the metadata and names it after the sync, letters and digits only: `line-items` and
    /// `lineitems` give the same name, and a model may be defined only once in an integration.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/syncs/line-items.ts
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createSync({
    ///     description: 'Syncs line items',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { LineItem: z.object({ id: z.string() }) },
    ///     metadata: z.object({ region: z.string() }),
    ///     exec: async () => {}
    /// });
    /// //- /crm/syncs/lineitems.ts
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createSync({
    ///     description: 'Syncs old line items',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { OldLineItem: z.object({ id: z.string() }) },
    ///     metadata: z.object({ region: z.string() }),
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/syncs/line-items.ts createSync
    /// //- /crm/syncs/lineitems.ts createSync
    /// ```
    "fs-metadata-model-collision" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/storage",
        source: "`parseSync` and `postValidation` of `zeroYaml/definitions.ts`",
        fix: None,
        reach: Entry,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    for (claim, place) in ctx.claims() {
        let Claim::Metadata(name) = &claim else { continue };
        let rivals = ctx.rivals(&claim);
        if !rivals.is_empty() {
            let others = rivals.names();
            let message = format!("its model gets the name of that of {others}: without punctuation both are `{name}`");
            rivals.relate(ctx.report(place, message), "the other metadata");
        }
    }
}
