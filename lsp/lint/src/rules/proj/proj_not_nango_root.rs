//! A function outside of every Nango project.

use crate::prelude::*;

declare_rule! {
    /// A file creates a function, and lies in no Nango project.
    ///
    /// ## Why
    ///
    /// A project is a folder that has `.nango` and `index.ts`. The CLI looks at the folder that it is started in, not above
    /// it, and says "Not inside a Nango folder".
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /../elsewhere/crm/actions/list.ts createAction
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/actions/list.ts createAction
    /// ```
    "proj-not-nango-root" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`preCheck` of `services/verification.service.ts`; S0: confirm the root first",
        fix: None,
        reach: Project,
        visits: [Visit::Stray(check)],
    }
}

fn check(ctx: &mut StrayContext<'_>) {
    // Anyone may have a function of that name.
    let Some(call) = ctx.items.function().filter(|call| call.from_nango) else {
        return;
    };
    ctx.report(
        call.callee_span.0,
        "this function lies in no Nango project, that is, below no folder with `.nango` and `index.ts`",
    );
}
