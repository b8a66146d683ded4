//! An entry whose path names no integration.

use crate::prelude::*;

declare_rule! {
    /// An entry of `index.ts` points to a file that lies in no integration, or its path takes detours.
    ///
    /// ## Why
    ///
    /// The first folder of the path is the id of the integration. A file at the root has none, and `./../` leads out of
    /// the project: the compiler fails, before 0.71 with a `TypeError` that says nothing. The old CLI also fails on
    /// paths that could be shorter, as `./crm//list.js`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /index.ts
    /// import './list.js';
    /// //- /list.ts createAction
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './crm/actions/list.js';
    /// //- /crm/actions/list.ts createAction
    /// ```
    "index-root-level-file" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`getIntegrationId` of `zeroYaml/definitions.ts`, `resolveProjectPath` of `zeroYaml/project-path.ts`",
        fix: None,
        reach: Project,
        visits: [Visit::Index(check)],
    }
}

fn check(ctx: &mut IndexContext<'_>) {
    for entry in ctx.registry.entries() {
        let path = &entry.path;
        let message = match entry.target {
            EntryTarget::RootLevel => format!("`{path}` lies in no integration, that is, in no folder of the project"),
            EntryTarget::OutsideRoot => format!("`{path}` leads out of the project"),
            EntryTarget::NotPlain(_) => format!("`{path}` takes a detour, on which the installed CLI fails"),
            EntryTarget::File(_) | EntryTarget::Missing(_) => continue,
        };
        ctx.report(entry.path_span.0, message);
    }
}
