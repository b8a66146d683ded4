//! `nango-lsp.toml` names a program.

use crate::prelude::*;

declare_rule! {
    /// `nango-lsp.toml` names a program, which only the settings of an editor may do.
    ///
    /// ## Why
    ///
    /// The file comes with the repository. If it could say what is started, opening a folder would be running it.
    ///
    /// ## Example
    ///
    /// ```toml invalid
    /// //- /nango-lsp.toml
    /// [cli]
    /// path = "./scripts/nango"
    /// ```
    ///
    /// ```toml valid
    /// //- /nango-lsp.toml
    /// [dryrun]
    /// environment = "dev"
    /// ```
    "config-editor-only" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "the configuration of this server",
        fix: None,
        reach: Project,
        visits: [Visit::Configuration],
    }
}
