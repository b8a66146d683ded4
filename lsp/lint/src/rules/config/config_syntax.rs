//! `nango-lsp.toml` must be TOML.

use crate::prelude::*;

declare_rule! {
    /// `nango-lsp.toml` is not valid TOML.
    ///
    /// ## Why
    ///
    /// What cannot be read has no effect. The keys that can be read hold all the same.
    ///
    /// ## Example
    ///
    /// ```toml invalid
    /// //- /nango-lsp.toml
    /// profile = strict
    /// ```
    ///
    /// ```toml valid
    /// //- /nango-lsp.toml
    /// profile = "strict"
    /// ```
    "config-syntax" {
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
