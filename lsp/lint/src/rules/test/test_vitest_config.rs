//! Tests without what they run in.

use project::manifest::Vitest;

use crate::prelude::*;

declare_rule! {
    /// There are tests, and nothing says how vitest runs them.
    ///
    /// ## Why
    ///
    /// `vitest.setup.ts` beside the `package.json` makes `global.vitest`, with whose mocks a generated test runs the function, and
    /// `vite.config.ts` names it. Without them every test fails before it has begun. `nango generate:tests` writes both.
    ///
    /// ## Example
    ///
    /// ```json invalid
    /// //- /package.json
    /// { "type": "module", "devDependencies": { "nango": "0.71.10", "zod": "4.3.6" } }
    /// //- /crm/tests/crm-deals.test.ts
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```json valid
    /// //- /package.json
    /// { "type": "module", "devDependencies": { "nango": "0.71.10", "zod": "4.3.6" } }
    /// //- /vite.config.ts
    /// import { defineConfig } from 'vitest/config';
    ///
    /// export default defineConfig({ test: { setupFiles: 'vitest.setup.ts' } });
    /// //- /vitest.setup.ts
    /// import { NangoActionMock, NangoSyncMock } from 'nango/test';
    ///
    /// globalThis.vitest = { NangoActionMock, NangoSyncMock };
    /// //- /crm/tests/crm-deals.test.ts
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    "test-vitest-config" {
        levels: Levels::OFF,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/testing",
        source: "`generateTestConfigs` of the CLI's `services/test.service.ts`",
        fix: None,
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

fn check(ctx: &mut ProjectContext<'_>) {
    let manifest = ctx.scope.project.manifest();
    let Some(package) = &manifest.package else { return };
    // What is no object is not yet written.
    let (Some(object), true) = (
        package.object,
        manifest.tests.iter().any(|test| test.name().ends_with(".test.ts")),
    ) else {
        return;
    };
    let Vitest { has_config, has_setup } = manifest.vitest;
    let missing = [(Vitest::CONFIG, has_config), (Vitest::SETUP, has_setup)];
    let missing: Vec<_> = missing
        .iter()
        .filter(|(_, is_there)| !is_there)
        .map(|(name, _)| *name)
        .collect();
    if missing.is_empty() {
        return;
    }
    let brace = TextRange::at(object.start(), TextSize::of('{'));
    let are = if missing.len() == 1 { "is" } else { "are" };
    let message = format!(
        "the tests do not run: {} {are} missing beside this file, and `nango generate:tests` writes what is",
        words::list(missing)
    );
    ctx.report(&package.file, brace, message);
}
