//! One endpoint for two.

use crate::prelude::*;

declare_rule! {
    /// Two endpoints of an integration have the same method and path.
    ///
    /// ## Why
    ///
    /// An endpoint leads to one model or action. `nango compile` compares method and path, letter by letter, over the syncs
    /// and then the actions of an integration, and refuses the project. Another group makes no difference; another
    /// integration does.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/syncs/deals.ts
    /// import { createSync } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     endpoints: [{ method: 'GET', path: '/crm/deals' }],
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// //- /crm/actions/list-deals.ts
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     endpoint: { method: 'GET', path: '/crm/deals', group: 'Deals' },
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/syncs/deals.ts createSync
    /// //- /crm/actions/list-deals.ts
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     endpoint: { method: 'POST', path: '/crm/deals/list' },
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async () => ({})
    /// });
    /// ```
    "ep-duplicate" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#createsync",
        source: "`parseSync` and `postValidation` of `zeroYaml/definitions.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let (file, claims) = (ctx.file, ctx.claims());
    for (claim, place) in &claims {
        let Claim::Endpoint(key) = claim else { continue };
        let own: Vec<TextRange> = claims
            .iter()
            .filter(|(other, other_place)| other == claim && other_place != place)
            .map(|(_, place)| *place)
            .collect();
        let rivals = ctx.rivals(claim);
        let message = match (own.is_empty(), rivals.is_empty()) {
            (true, true) => continue,
            (false, _) => format!("`{key}` is an endpoint of this sync already"),
            (true, false) => format!(
                "`{key}` is an endpoint of {} too: an integration may have it once",
                rivals.names()
            ),
        };
        let diagnostic = ctx.report(*place, message);
        for place in own {
            diagnostic.related(file, place, "the other endpoint");
        }
        rivals.relate(diagnostic, "the other endpoint");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{self, check};

    fn sync(endpoints: &str) -> String {
        let models = "models: { Deal: z.object({ id: z.string() }), Stage: z.object({ id: z.string() }) }";
        testing::sync(&[models, &format!("endpoints: [{endpoints}]")])
    }

    #[test]
    fn within_a_sync_both_are_reported() {
        check(
            &sync("{ method: 'GET', path: '/a' }, { path: `/a`, 'method': 'GET' as const, group: 'b' }"),
            "ep-duplicate ep-duplicate",
        );
        check(
            &sync("{ method: 'GET', path: '/a' }, { method: 'GET', path: '/a/' }"),
            "",
        );
        check(
            &sync("{ method: 'GET', path: '/a' }, { method: 'POST', path: '/a' }"),
            "",
        );
        check(
            &sync("{ method: 'GET', path: '/a' }, { method: 'GET', path: `/${a}` }"),
            "",
        );
        check(&sync("{ method: 'GET', path: '/a' }, { ...base, path: '/a' }"), "");
    }
}
