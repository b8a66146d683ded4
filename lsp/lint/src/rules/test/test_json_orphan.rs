//! Mocks of a function that is not there.

use crate::prelude::*;

declare_rule! {
    /// No function has the name of a file with mocks.
    ///
    /// ## Why
    ///
    /// The test of a function reads `<integration>/tests/<function>.test.json`. These belong to none: the function was renamed,
    /// moved or removed. Mocks are not renamed, for the new function may do something else: record them again, and delete these.
    ///
    /// ## Example
    ///
    /// ```json invalid
    /// //- /crm/tests/old-deals.test.json
    /// {}
    /// //- /crm/syncs/contacts.ts createSync
    /// ```
    ///
    /// ```json valid
    /// //- /crm/tests/contacts.test.json
    /// {}
    /// //- /crm/tests/crm-contacts.test.json
    /// {}
    /// //- /crm/syncs/contacts.ts createSync
    /// ```
    "test-json-orphan" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`mockCandidates` of the CLI's `services/test.service.ts`; S0",
        fix: None,
        reach: Project,
        visits: [Visit::Mock(check)],
        measured: [1, 1, 1],
    }
}

fn check(ctx: &mut MockContext<'_>) {
    let (project, name) = (ctx.scope.project, &ctx.name);
    if !super::is_stray(ctx) || super::nearly(ctx).is_some() {
        return;
    }
    let moved = project.functions().find(|function| name.is_of(&function.name));
    let integration = name.integration.name();
    let message = match moved {
        Some(moved) => format!(
            "`{integration}` has no function `{}`, it is in `{}`: record its mocks again",
            moved.name, moved.integration
        ),
        None => format!("`{integration}` has no function `{}`", name.stem),
    };
    ctx.report(super::top(), message);
}

#[cfg(test)]
mod tests {
    use crate::testing::Sandbox;

    #[test]
    fn a_function_that_moved() {
        let sandbox = Sandbox::new(
            "//- /crm/tests/deals.test.json\n{}\n//- /crm/syncs/contacts.ts createSync\n//- /erp/syncs/deals.ts createSync\n",
        );
        let messages: Vec<String> = sandbox.all().into_iter().map(|(_, it)| it.message).collect();
        assert_eq!(
            messages,
            ["`crm` has no function `deals`, it is in `erp`: record its mocks again"]
        );
    }
}
