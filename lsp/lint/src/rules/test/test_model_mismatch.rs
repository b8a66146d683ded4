//! Records of a model that the sync does not have.

use project::mock;

use crate::prelude::*;
use crate::rules::rec::rec_unknown_model::models;

declare_rule! {
    /// Mocks hold records of a model that the sync does not have.
    ///
    /// ## Why
    ///
    /// The test saves what the sync saves now, and compares it with the records under this name: there are none of the one and too
    /// many of the other. Mocks are recorded, and never written by hand: record them again with `nango dryrun --save` (the command
    /// `nango.record`).
    ///
    /// ## Example
    ///
    /// ```json invalid
    /// //- /crm/tests/deals.test.json
    /// { "nango": { "batchSave": { "Deals": [] } } }
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```json valid
    /// //- /crm/tests/deals.test.json
    /// { "nango": { "batchSave": { "Deal": [] } } }
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    "test-model-mismatch" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`UnifiedFixtureProvider.getBatchSaveData` of the CLI's `testMocks/utils.ts`",
        fix: None,
        reach: Project,
        visits: [Visit::Mock(check)],
    }
}

/// Under what records are kept, by model.
const BY_MODEL: [&str; 2] = ["batchSave", "batchDelete"];

fn check(ctx: &mut MockContext<'_>) {
    let (Some(json), Some(function)) = (ctx.json(), ctx.function()) else {
        return;
    };
    let models = ctx.scope.items(&function.file).and_then(models);
    let (Some(models), Some(sdk)) = (models, mock::member(json, "nango")) else {
        return;
    };
    for kept in BY_MODEL.iter().filter_map(|method| mock::member(&sdk.value, method)) {
        for model in mock::members(&kept.value) {
            if !models.contains(&&*model.key) {
                ctx.report(
                    model.key_range,
                    format!("`{}` has no model of this name: record it again", function.name),
                );
            }
        }
    }
}
