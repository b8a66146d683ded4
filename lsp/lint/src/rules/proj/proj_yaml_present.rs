//! A `nango.yaml` that blocks every command.

use super::top;
use crate::prelude::*;

declare_rule! {
    /// A `nango.yaml` lies in the root of the project.
    ///
    /// ## Why
    ///
    /// Every command of the CLI ends with a pointer to the migration, even if the file is empty. A project is either in
    /// TypeScript or in YAML.
    ///
    /// ## Example
    ///
    /// ```yaml invalid
    /// //- /nango.yaml
    /// integrations: {}
    /// ```
    ///
    /// ```yaml valid
    /// //- /crm/fixtures/nango.yaml
    /// integrations: {}
    /// ```
    "proj-yaml-present" {
        levels: Levels::ERROR,
        reporters: [Compile, Deploy, Dryrun],
        since: "0.1.0",
        url: "guides/platform/migrations/migrate-to-zero-yaml",
        source: "`ensureZeroYaml` of `services/verification.service.ts`; S0",
        fix: None,
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

fn check(ctx: &mut ProjectContext<'_>) {
    if let Some(yaml) = &ctx.scope.project.manifest().yaml {
        ctx.report(
            yaml,
            top(),
            "`nango.yaml` blocks every command of the CLI: functions are TypeScript files now",
        );
    }
}
