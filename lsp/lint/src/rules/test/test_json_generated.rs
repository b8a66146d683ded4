//! Mocks that are written by hand.

use crate::prelude::*;

declare_rule! {
    /// Recorded mocks are edited.
    ///
    /// ## Why
    ///
    /// `nango dryrun … --save` writes `<integration>/tests/<function>.test.json`: what the provider answered, what the function made of
    /// it, and a hash of each request. What is typed there was never answered by anybody, a test then holds the function to it, and the
    /// next recording overwrites it. So record the mocks again (the command `nango.record`). What no provider answers at will, as an
    /// error, is written in a test: `vi.spyOn(nangoMock, 'get').mockRejectedValueOnce(…)`.
    ///
    /// An editor shows this from the first edit on, at the first line that differs from what was there when the file was opened, or
    /// from what a dry run or git has put there since. An edit that is taken back is none. `nango-lsp check` sees no edits, and never
    /// reports it.
    ///
    /// ## Example
    ///
    /// ```json valid
    /// //- /crm/tests/deals.test.json
    /// { "nango": { "batchSave": { "Deal": [] } } }
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    "test-json-generated" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`ResponseCollector` of the CLI's `services/response-collector.service.ts`; S0",
        fix: None,
        reach: Project,
        visits: [Visit::Mock(check)],
    }
}

fn check(ctx: &mut MockContext<'_>) {
    let Some(edited) = ctx.mock.edited else { return };
    let function = ctx.function().map_or(&*ctx.name.stem, |function| &*function.name);
    let message = format!(
        "mocks are recorded, and not edited: record them again with `nango dryrun {function} <connection> --save`"
    );
    ctx.report(edited, message);
}

#[cfg(test)]
mod tests {
    use project::Fixture;

    use crate::testing::{Sandbox, absolute};

    #[test]
    fn an_edit_and_its_end() {
        const MOCKS: &str = "/crm/tests/crm-deals.test.json";
        const RECORDED: &str = "{\n  \"input\": {}\n}\n";
        let mut sandbox = Sandbox::new(&format!(
            "//- {MOCKS}\n{RECORDED}//- /crm/actions/deals.ts createAction\n"
        ));
        let mut found = |text: &str| {
            let mocks = Fixture::new(text, false).recorded_as(RECORDED);
            sandbox.analysis.set_fixture(absolute(MOCKS), Some(mocks));
            let found = sandbox.analysis.diagnose(&absolute(MOCKS));
            let found = found.iter().map(|it| format!("{} {}", &text[it.range], it.message));
            found.collect::<Vec<_>>()
        };
        assert!(found(RECORDED).is_empty());
        let edited = found("{\n  \"input\": { \"id\": 1 }\n}\n");
        assert_eq!(
            edited,
            [
                "\"input\": { \"id\": 1 } mocks are recorded, and not edited: record them again with `nango dryrun deals <connection> --save`"
            ]
        );
        assert!(found(RECORDED).is_empty());
    }
}
