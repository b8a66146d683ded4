//! Two functions of one integration with the same name.

use crate::prelude::*;

declare_rule! {
    /// Two registered functions of one integration have the same name.
    ///
    /// ## Why
    ///
    /// It compiles. `nango dryrun` looks for a name, finds two functions and asks for an integration id, which cannot
    /// tell them apart.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/actions/settings.ts createAction
    /// //- /crm/syncs/settings.ts createSync
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/actions/get-settings.ts createAction
    /// //- /crm/syncs/settings.ts createSync
    /// ```
    "fs-duplicate-name" {
        levels: Levels::WARNING,
        reporters: [Dryrun],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`run` of `services/dryrun.service.ts`",
        fix: None,
        reach: Entry,
        visits: [Visit::File(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let (Some(function), Some(call)) = (ctx.function, ctx.create_call()) else {
        return;
    };
    let project = ctx.scope.project;
    let Some(integration) = project.integration_of(ctx.file) else {
        return;
    };
    // It is reported once, on the later one by path.
    let mut earlier = integration.functions.iter().take_while(|file| *file < ctx.file);
    let is_same = |file: &&FilePath| file.name() == ctx.file.name() && project.registered(file);
    let Some(other) = earlier.find(is_same).and_then(|file| project.function_at(file)) else {
        return;
    };
    let Some(other_call) = ctx.scope.items(&other.file).and_then(|items| items.function()) else {
        return;
    };
    let message = format!(
        "`{}` is the name of another {} too: a dry run cannot tell them apart",
        function.name, other.kind
    );
    ctx.report(call.callee_span.0, message)
        .related(&other.file, other_call.callee_span.0, "the other one");
}
