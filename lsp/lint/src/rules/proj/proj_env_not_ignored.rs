//! A `.env` that may reach the repository.

use crate::prelude::*;

declare_rule! {
    /// The `.gitignore` beside a `.env` does not name it.
    ///
    /// ## Why
    ///
    /// `.env` holds the secret keys of the environments. It may be ignored further up or by the settings of the user, so this
    /// is only a hint.
    ///
    /// ## Example
    ///
    /// ```gitignore invalid
    /// //- /.env
    /// NANGO_SECRET_KEY_DEV=
    /// //- /.gitignore
    /// build
    /// ```
    ///
    /// ```gitignore fixed
    /// //- /.gitignore
    /// build
    /// .env
    /// ```
    ///
    /// ```gitignore valid
    /// //- /.env
    /// NANGO_SECRET_KEY_DEV=
    /// //- /.gitignore
    /// .env
    /// build
    /// ```
    ///
    /// ## Fix
    ///
    /// Adds `.env` to `.gitignore`.
    "proj-env-not-ignored" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "S2: \"Keep the `.env` file untracked\"",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

fn check(ctx: &mut ProjectContext<'_>) {
    let manifest = ctx.scope.project.manifest();
    let (Some(gitignore), Some(_)) = (&manifest.gitignore, &manifest.env) else {
        return;
    };
    if gitignore.ignores_env {
        return;
    }
    let (end, eol) = (gitignore.lines.len(), gitignore.eol.as_str());
    let text = if gitignore.ends_in_eol {
        format!(".env{eol}")
    } else {
        format!("{eol}.env{eol}")
    };
    let message = "`.env` holds secret keys, and nothing here keeps it out of the repository";
    if let Some(diagnostic) = ctx.report(&gitignore.file, super::top(), message) {
        diagnostic.safe_fix("Ignore `.env`", &gitignore.file, [TextEdit::insert(end, text)]);
    }
}
