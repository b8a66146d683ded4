//! Names of secret keys that the CLI does not look for.

use crate::prelude::*;

declare_rule! {
    /// A key of `.env` looks like a secret key of Nango, and is not in upper case.
    ///
    /// ## Why
    ///
    /// For the environment `dev` the CLI reads `NANGO_SECRET_KEY_DEV`: it writes the name in upper case and looks for nothing
    /// else. Any other spelling is never read, and the CLI asks for the key.
    ///
    /// ## Example
    ///
    /// ```sh invalid
    /// //- /.env
    /// NANGO_SECRET_KEY_dev=
    /// ```
    ///
    /// ```sh fixed
    /// //- /.env
    /// NANGO_SECRET_KEY_DEV=
    /// ```
    ///
    /// ```sh valid
    /// //- /.env
    /// NANGO_SECRET_KEY=
    /// NANGO_SECRET_KEY_PROD=
    /// NANGO_HOSTPORT=
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the key in upper case.
    "proj-env-key-name" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`parseSecretKey` of `utils.ts`; S2",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

const PREFIX: &str = "NANGO_SECRET_KEY";

fn check(ctx: &mut ProjectContext<'_>) {
    let Some(env) = &ctx.scope.project.manifest().env else {
        return;
    };
    for key in &env.keys {
        let upper = key.text.to_uppercase();
        if !upper.starts_with(PREFIX) || *key.text == *upper || env.keys.iter().any(|other| *other.text == *upper) {
            continue;
        }
        let message = format!("the CLI reads `{upper}`, not `{}`", key.text);
        if let Some(diagnostic) = ctx.report(&env.file, key.span.0, message) {
            diagnostic.safe_fix(
                format!("Rename it to `{upper}`"),
                &env.file,
                [TextEdit::replace(key.span.0, upper)],
            );
        }
    }
}
