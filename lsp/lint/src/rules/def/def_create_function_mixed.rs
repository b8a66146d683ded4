//! `createFunction` beside actions and syncs.

use crate::prelude::*;

declare_rule! {
    /// A project registers a `createFunction` beside actions, syncs or on-event functions.
    ///
    /// ## Why
    ///
    /// It compiles. `nango deploy` refuses to send the two together: "Legacy scripts and functions cannot be deployed
    /// together".
    ///
    /// ## Example
    ///
    /// ```ts invalid also=def-create-function-experimental
    /// //- /crm/actions/list.ts createAction
    /// //- /crm/functions/hello.ts createFunction
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/functions/hello.ts createFunction
    /// ```
    "def-create-function-mixed" {
        levels: Levels::ERROR,
        reporters: [Deploy],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`getDeploymentKind` of `zeroYaml/deploy.ts`",
        fix: None,
        reach: Project,
        visits: [Visit::Index(check)],
    }
}

fn check(ctx: &mut IndexContext<'_>) {
    let project = ctx.scope.project;
    let functions = project
        .functions()
        .filter(|function| function.kind == FunctionKind::Function);
    let entries = |file: &FilePath| project.registry().entries_of(file).iter();
    let entries: Vec<usize> = functions
        .flat_map(|function| entries(&function.file))
        .copied()
        .collect();
    if entries.is_empty() {
        return;
    }
    let is_legacy = |entry: &&Entry| {
        let function = entry.target.file().and_then(|file| project.function_at(file));
        function.is_some_and(|function| function.kind != FunctionKind::Function)
    };
    let Some(other) = ctx.registry.entries().iter().find(is_legacy) else {
        return;
    };
    for entry in entries
        .into_iter()
        .filter_map(|entry| ctx.registry.entries().get(entry))
    {
        let message = format!(
            "`{}` cannot be deployed together with actions, syncs and on-event functions",
            entry.name
        );
        let file = ctx.file;
        ctx.report(entry.path_span.0, message)
            .related(file, other.path_span.0, "one of them");
    }
}
