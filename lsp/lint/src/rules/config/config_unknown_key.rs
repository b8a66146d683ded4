//! `nango-lsp.toml` has a key that nothing reads.

use crate::prelude::*;

declare_rule! {
    /// `nango-lsp.toml` has a key that there is not.
    ///
    /// ## Why
    ///
    /// A misspelt key has no effect, and nobody notices.
    ///
    /// ## Example
    ///
    /// ```toml invalid
    /// //- /nango-lsp.toml
    /// [dryrun]
    /// enviroment = "prod"
    /// ```
    ///
    /// ```toml fixed
    /// //- /nango-lsp.toml
    /// [dryrun]
    /// environment = "prod"
    /// ```
    ///
    /// ```toml valid
    /// //- /nango-lsp.toml
    /// [dryrun.connections]
    /// hubspot = "my-connection"
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the nearest key, if one is near.
    "config-unknown-key" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "the configuration of this server",
        fix: Some(Applicability::Unsafe),
        reach: Project,
        visits: [Visit::Configuration],
    }
}
