//! Mocks of the old layout.

use crate::prelude::*;

declare_rule! {
    /// The mocks of a function are a folder of many files, as they were recorded of old.
    ///
    /// ## Why
    ///
    /// Today the recorder writes one file, `<integration>/tests/<function>.test.json`. From the folder `<integration>/mocks/<function>` a
    /// test reads pages with a bug: it ends behind the first one, and succeeds. `MIGRATE_MOCKS=2026-01 npm test` makes one file of what
    /// the tests read; where that fails, record the mocks again (the command `nango.record`). A folder beside that file is read by
    /// nobody any more.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/mocks/deals/Deal/batchSave.json
    /// []
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/mocks/nango/getConnection.json
    /// {}
    /// //- /crm/tests/deals.test.json
    /// {}
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    "test-legacy-mocks" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/testing#migrating-from-the-old-format",
        source: "`LegacyFixtureProvider` and `createFixtureProvider` of the CLI's `testMocks/utils.ts`, 0.70.4 and 0.71.10",
        fix: None,
        reach: Function,
        visits: [Visit::File(check)],
        measured: [73, 13, 13],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let project = ctx.scope.project;
    if project.manifest().legacy_mocks.is_empty() {
        return;
    }
    let Some(function) = ctx.function else { return };
    let has_tests = matches!(function.kind, FunctionKind::Action | FunctionKind::Sync);
    let folder = project.legacy_mocks_of(&function.file).filter(|_| has_tests);
    let (Some(folder), Some(create)) = (folder, ctx.create_call()) else {
        return;
    };
    let tests = &project.manifest().tests;
    let mut unified = project.mocks_of(&function.file).into_iter();
    let message = match unified.find(|mocks| tests.binary_search(mocks).is_ok()) {
        Some(mocks) => format!(
            "the mocks in `{folder}` are not read any more: `{}` is",
            ctx.scope.place(&mocks)
        ),
        None => format!(
            "the mocks in `{folder}` have the old layout: `MIGRATE_MOCKS=2026-01 npm test` makes one file of them"
        ),
    };
    ctx.report(create.callee_span.0, message);
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn whose_mocks() {
        let project = |files: &[&str], create: &str| {
            let files: String = files.iter().map(|file| format!("//- /crm/{file}\n{{}}\n")).collect();
            let folder = if create == "createSync" { "syncs" } else { "actions" };
            format!("{files}//- /crm/{folder}/deals.ts {create}\n")
        };
        let found = "test-legacy-mocks";
        check(&project(&["mocks/deals/input.json"], "createAction"), found);
        check(&project(&["mocks/deals/Deal/batchSave.json"], "createSync"), found);
        check(
            &project(&["mocks/deals/input.json", "tests/deals.test.json"], "createAction"),
            found,
        );
        check(&project(&["mocks/leads/input.json"], "createAction"), "");
        check(&project(&["mocks/nango/get/deals/1.json"], "createAction"), "");
        check(&project(&["tests/mocks/deals/input.json"], "createAction"), "");
    }
}
