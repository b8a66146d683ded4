//! A `.nango` that is kept out of the repository.

use crate::prelude::*;

declare_rule! {
    /// `.gitignore` keeps `.nango` out of the repository.
    ///
    /// ## Why
    ///
    /// The folder makes the project one: where it is missing, as after a fresh clone in CI, every command ends with "Not
    /// inside a Nango folder".
    ///
    /// ## Example
    ///
    /// ```gitignore invalid
    /// //- /.gitignore
    /// .env
    /// .nango
    /// build
    /// ```
    ///
    /// ```gitignore fixed
    /// //- /.gitignore
    /// .env
    /// build
    /// ```
    ///
    /// ```gitignore valid
    /// //- /.gitignore
    /// .env
    /// build
    /// node_modules
    /// ```
    ///
    /// ## Fix
    ///
    /// Deletes the pattern.
    "proj-dot-nango-ignored" {
        levels: Levels::WARNING,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "S2: \"auto-managed state, commit it\"",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

fn check(ctx: &mut ProjectContext<'_>) {
    let Some(gitignore) = &ctx.scope.project.manifest().gitignore else {
        return;
    };
    let Some(pattern) = &gitignore.ignores_nango else {
        return;
    };
    let line = places::whole_line(&gitignore.lines, pattern.span.start());
    let message = format!(
        "`{}` keeps `.nango` out of the repository, without which no command works",
        pattern.text
    );
    if let Some(diagnostic) = ctx.report(&gitignore.file, pattern.span.0, message) {
        diagnostic.safe_fix("Delete the pattern", &gitignore.file, [TextEdit::delete(line)]);
    }
}
