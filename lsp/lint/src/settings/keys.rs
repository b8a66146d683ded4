//! The table of keys: what reads them, and what their schema says.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use super::{DiagnosticsScope, Globs, Override, Profile, RuleLevels, Settings, TypescriptDuplicates};

/// The name of the configuration file at a Nango root.
pub const FILE_NAME: &str = "nango-lsp.toml";

/// Every project of Nango has it.
pub const DEFAULT_ENVIRONMENT: &str = "dev";

/// The CLI has no limit of its own: a provider that never answers would block for ever.
pub(crate) const DEFAULT_LIMIT_SECONDS: u64 = 120;

/// One key.
pub(crate) struct Key {
    /// From the top, with dots.
    pub(crate) path: &'static str,
    /// What it is for: a sentence of the schema.
    pub(crate) doc: &'static str,
    /// Whether only an editor's settings may have it.
    pub(crate) editor_only: bool,
    /// What its value is and where it goes.
    pub(crate) takes: Takes,
}

/// What the value of a key is, and where it goes.
pub(crate) enum Takes {
    /// One of these words, the first being the default. The setter gets its index.
    Word(&'static [&'static str], fn(&mut Settings, usize)),
    /// Any text; with the default, if it has one.
    Text(Option<&'static str>, fn(&mut Settings, String)),
    /// Whole seconds, at least one; with the default.
    Seconds(u64, fn(&mut Settings, Duration)),
    /// A list of patterns of paths.
    Globs(fn(&mut Settings, Globs)),
    /// A table from any name to text.
    Texts(fn(&mut Settings, BTreeMap<String, String>)),
    /// A table from rule to level.
    Levels(fn(&mut Settings, RuleLevels)),
    /// A list of `{ files, rules }`.
    Overrides(fn(&mut Settings, Vec<Override>)),
}

pub(crate) static KEYS: &[Key] = &[
    Key {
        path: "profile",
        doc: "The default levels of all rules: `strict` adds the conventions of Nango's guides, `agent` turns what a coding agent must put right into errors.",
        editor_only: false,
        takes: Takes::Word(&["recommended", "strict", "agent"], |settings, word| {
            settings.profile = [Profile::Recommended, Profile::Strict, Profile::Agent][word];
        }),
    },
    Key {
        path: "typescriptDuplicates",
        doc: "What an editor shows of faults that its TypeScript server reports too: a hint that explains and fixes, or nothing.",
        editor_only: false,
        takes: Takes::Word(&["explain", "hide"], |settings, word| {
            settings.typescript_duplicates = [TypescriptDuplicates::Explain, TypescriptDuplicates::Hide][word];
        }),
    },
    Key {
        path: "diagnostics.scope",
        doc: "Of which files an editor shows diagnostics: all of a project, or the open ones.",
        editor_only: false,
        takes: Takes::Word(&["workspace", "openFiles"], |settings, word| {
            settings.diagnostics_scope = [DiagnosticsScope::Workspace, DiagnosticsScope::OpenFiles][word];
        }),
    },
    Key {
        path: "rules",
        doc: "The level of single rules, by id.",
        editor_only: false,
        takes: Takes::Levels(|settings, levels| settings.rules.extend(levels)),
    },
    Key {
        path: "overrides",
        doc: "Levels for some files, by patterns relative to the Nango root. Of several that match, the last one counts.",
        editor_only: false,
        takes: Takes::Overrides(|settings, overrides| settings.overrides.extend(overrides)),
    },
    Key {
        path: "registry.parked",
        doc: "Patterns of function files that are left out of `index.ts` on purpose, relative to the Nango root.",
        editor_only: false,
        takes: Takes::Globs(|settings, globs| settings.parked = globs),
    },
    Key {
        path: "dryrun.environment",
        doc: "The Nango environment of dry runs.",
        editor_only: false,
        takes: Takes::Text(Some(DEFAULT_ENVIRONMENT), |settings, name| {
            settings.dryrun.environment = Some(name)
        }),
    },
    Key {
        path: "dryrun.connections",
        doc: "The connection that dry runs use, by integration.",
        editor_only: false,
        takes: Takes::Texts(|settings, connections| settings.dryrun.connections.extend(connections)),
    },
    Key {
        path: "dryrun.limits.compile",
        doc: "How many seconds compiling may take before a dry run is given up.",
        editor_only: false,
        takes: Takes::Seconds(DEFAULT_LIMIT_SECONDS, |settings, limit| {
            settings.dryrun.compile_limit = limit
        }),
    },
    Key {
        path: "dryrun.limits.run",
        doc: "How many seconds a function may run before a dry run is given up.",
        editor_only: false,
        takes: Takes::Seconds(DEFAULT_LIMIT_SECONDS, |settings, limit| {
            settings.dryrun.run_limit = limit
        }),
    },
    Key {
        path: "cli.path",
        doc: "The Nango CLI, where the project has none installed.",
        editor_only: true,
        takes: Takes::Text(None, |settings, path| settings.programs.cli = program(path)),
    },
    Key {
        path: "node.path",
        doc: "Node.js, if it is not the one on `PATH`.",
        editor_only: true,
        takes: Takes::Text(None, |settings, path| settings.programs.node = program(path)),
    },
];

/// An empty path is how editors write "not set".
fn program(path: String) -> Option<PathBuf> {
    (!path.trim().is_empty()).then(|| PathBuf::from(path))
}
