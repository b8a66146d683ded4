//! Files that Nango writes itself.

use super::top;
use crate::prelude::*;

declare_rule! {
    /// A file that the CLI writes is open: `tsconfig.json`, `build/**` or `.nango/*.json`.
    ///
    /// ## Why
    ///
    /// Edits are lost: `nango compile` writes `build/` and `.nango/` anew, `nango dev` the `tsconfig.json`, which the
    /// compiler does not read in any case.
    ///
    /// ## Example
    ///
    /// ```json invalid
    /// //- /tsconfig.json
    /// {
    ///   "$comment": "This file is managed by Nango, do not edit it manually."
    /// }
    /// ```
    ///
    /// ```json valid
    /// //- /crm/fixtures/tsconfig.json
    /// {
    ///   "$comment": "This file is managed by Nango, do not edit it manually."
    /// }
    /// ```
    "proj-managed-file-edited" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`syncTsConfig` of `zeroYaml/utils.ts`, `generateNangoJson` of `services/model.service.ts`",
        fix: None,
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

fn check(ctx: &mut ProjectContext<'_>) {
    let path = ctx.scope.place(ctx.file);
    let is_in_dot_nango = path
        .strip_prefix(".nango/")
        .is_some_and(|name| !name.contains('/') && name.ends_with(".json"));
    let tsconfig = ctx.scope.project.manifest().tsconfig.as_ref();
    let writer = if path.starts_with("build/") || is_in_dot_nango {
        "compile"
    } else if tsconfig.is_some_and(|tsconfig| tsconfig.is_managed && tsconfig.file == *ctx.file) {
        "dev"
    } else {
        return;
    };
    ctx.report(
        ctx.file,
        top(),
        format!("`nango {writer}` writes this file anew: edits of it are lost"),
    );
}
