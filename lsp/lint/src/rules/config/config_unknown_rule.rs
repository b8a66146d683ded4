//! `nango-lsp.toml` names a rule that there is not.

use crate::prelude::*;

declare_rule! {
    /// `nango-lsp.toml` sets the level of a rule that there is not.
    ///
    /// ## Why
    ///
    /// A misspelt rule keeps its level, and nobody notices.
    ///
    /// ## Example
    ///
    /// ```toml invalid
    /// //- /nango-lsp.toml
    /// [rules]
    /// def-verison = "off"
    /// ```
    ///
    /// ```toml fixed
    /// //- /nango-lsp.toml
    /// [rules]
    /// def-version = "off"
    /// ```
    ///
    /// ```toml valid
    /// //- /nango-lsp.toml
    /// [[overrides]]
    /// files = ["legacy/**"]
    /// rules = { def-version = "off" }
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the nearest rule, if one is near.
    "config-unknown-rule" {
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
