//! A key of `nango-lsp.toml` has a value that it does not take.

use crate::prelude::*;

declare_rule! {
    /// A key of `nango-lsp.toml` has a value of the wrong type, or a word that it does not know.
    ///
    /// ## Why
    ///
    /// The value is left out, and the default holds.
    ///
    /// ## Example
    ///
    /// ```toml invalid
    /// //- /nango-lsp.toml
    /// profile = "srict"
    /// ```
    ///
    /// ```toml fixed
    /// //- /nango-lsp.toml
    /// profile = "strict"
    /// ```
    ///
    /// ```toml invalid
    /// //- /nango-lsp.toml
    /// [dryrun.limits]
    /// run = "2 minutes"
    /// ```
    ///
    /// ```toml valid
    /// //- /nango-lsp.toml
    /// [dryrun.limits]
    /// run = 120
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the nearest word, if one is near.
    "config-invalid-value" {
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
