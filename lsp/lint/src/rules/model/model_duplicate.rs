//! Two syncs of one integration with the same model.

use crate::prelude::*;

declare_rule! {
    /// Two registered syncs of one integration have a model of the same name.
    ///
    /// ## Why
    ///
    /// Records are kept by model. `nango compile` refuses the project, and names the one that comes later in `index.ts`.
    /// Two integrations may have the same model.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/syncs/deals.ts createSync
    /// //- /crm/syncs/lost-deals.ts createSync
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/syncs/deals.ts createSync
    /// //- /shop/syncs/deals.ts createSync
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/syncs/deals.js';
    /// //- /crm/syncs/deals.ts createSync
    /// //- /crm/syncs/draft.ts createSync
    /// ```
    "model-duplicate" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#createsync",
        source: "`postValidation` of `zeroYaml/definitions.ts`",
        fix: None,
        reach: Entry,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    for (claim, place) in ctx.claims() {
        let Claim::Model(name) = &claim else { continue };
        let rivals = ctx.rivals(&claim);
        if !rivals.is_empty() {
            let message = format!(
                "`{name}` is a model of {} too: an integration may have it once",
                rivals.names()
            );
            rivals.relate(ctx.report(place, message), "the other model");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Sandbox, check};

    /// Three syncs; the name of the second one's model is written in another way.
    fn three(second: &str) -> String {
        let sync = |models: &str| {
            format!(
                "import {{ createSync }} from 'nango';\nimport * as z from 'zod';\nconst Deal = z.object({{ id: z.string() }});\n\
                 export default createSync({{ description: 'a', version: '1.0.0', frequency: 'every hour', models: {models}, \
                 exec: async () => {{}} }});\n"
            )
        };
        format!(
            "//- /crm/syncs/a.ts\n{}//- /crm/syncs/b.ts\n{}//- /crm/syncs/c.ts\n{}",
            sync("{ Deal }"),
            sync(second),
            sync("{ Stage: Deal }")
        )
    }

    #[test]
    fn all_places_are_reported_and_point_to_each_other() {
        let sandbox = Sandbox::new(&three("{ 'Deal': Deal, Stage: Deal }"));
        let found: Vec<String> = sandbox
            .all()
            .iter()
            .map(|(file, it)| {
                let others: Vec<&str> = it.related.iter().map(|it| it.file.name()).collect();
                format!(
                    "{} {} {}",
                    file.name(),
                    it.message.split(':').next().unwrap(),
                    others.join(" ")
                )
            })
            .collect();
        let expected = [
            "a.ts `Deal` is a model of `b` too b.ts",
            "b.ts `Deal` is a model of `a` too a.ts",
            "b.ts `Stage` is a model of `c` too c.ts",
            "c.ts `Stage` is a model of `b` too b.ts",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_cannot_be_read_is_no_duplicate() {
        check(&three("{ [name]: Deal }"), "");
        check(&three("{ Deal }, ...other"), "");
    }
}
