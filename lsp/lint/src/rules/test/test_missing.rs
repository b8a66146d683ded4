//! A function without a test.

use crate::prelude::*;

declare_rule! {
    /// A registered action or sync has neither recorded mocks nor a test.
    ///
    /// ## Why
    ///
    /// The command `nango.record` records the mocks in a dry run, `nango.test` generates the test from them and runs it.
    ///
    /// ## Example
    ///
    /// ```ts valid
    /// //- /crm/tests/close-deal.test.json
    /// {}
    /// //- /crm/actions/close-deal.ts
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Closes a deal',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         await nango.log('closing a deal');
    ///         return {};
    ///     }
    /// });
    /// ```
    "test-missing" {
        levels: Levels::OFF,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`mockCandidates` of the CLI's `services/test.service.ts`",
        fix: None,
        reach: Entry,
        visits: [Visit::File(check)],
        measured: [264, 12, 12],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(function) = ctx.function else { return };
    let has_tests = matches!(function.kind, FunctionKind::Action | FunctionKind::Sync);
    if let Some(create) = ctx
        .create_call()
        .filter(|_| has_tests && !super::has_test(ctx, function))
    {
        ctx.report(
            create.callee_span.0,
            format!("there are no recorded mocks of `{}`", function.name),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Sandbox;

    #[test]
    fn switched_on() {
        let on = "//- /nango-lsp.toml\n[rules]\ntest-missing = \"warning\"\n";
        let found = |files: &str| Sandbox::new(&format!("{on}{files}")).findings("/crm/actions/close.ts");
        let function = "//- /crm/actions/close.ts createAction\n";
        assert_eq!(found(function), ["test-missing"]);
        for test in ["close.test.json", "crm-close.test.json", "crm-close.test.ts"] {
            assert!(
                found(&format!("{function}//- /crm/tests/{test}\n{{}}\n")).is_empty(),
                "{test}"
            );
        }
    }
}
