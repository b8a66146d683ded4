//! The configuration: what the editor says, and over it what `nango-lsp.toml` at the Nango root says. Same keys, and the
//! file wins.

mod keys;
mod nearest;
mod parse;
mod schema;
mod value;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use project::manifest::Version;
use rustc_hash::FxHashMap;

pub use keys::{DEFAULT_ENVIRONMENT, FILE_NAME};
pub use nearest::nearest;
pub use parse::Problem;
pub use schema::schema;

use crate::rule::{Level, Rule, Severity};

/// Everything that can be configured, defaults filled in.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Which levels rules have by default.
    pub profile: Profile,
    /// What an editor shows of the faults that its TypeScript server underlines too.
    pub typescript_duplicates: TypescriptDuplicates,
    /// Of which files an editor shows diagnostics.
    pub diagnostics_scope: DiagnosticsScope,
    /// Files that are left out of the registry on purpose.
    pub parked: Globs,
    /// How functions are tried out.
    pub dryrun: DryrunSettings,
    /// Programs, which only an editor's own settings may name.
    pub programs: Programs,
    /// The version of the CLI that judges, whatever is installed. It has no key: the command line sets it.
    pub as_of: Option<Version>,
    pub(crate) rules: RuleLevels,
    pub(crate) overrides: Vec<Override>,
}

/// A set of default levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// What is wrong, and what goes wrong.
    #[default]
    Recommended,
    /// With the conventions of Nango's guides and the checks of its ESLint plugin.
    Strict,
    /// For coding agents: what they must put right is an error.
    Agent,
}

/// What an editor shows of the faults that TypeScript reports too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TypescriptDuplicates {
    /// A hint, which explains and brings the fix.
    #[default]
    Explain,
    /// Nothing.
    Hide,
}

/// Of which files an editor shows diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DiagnosticsScope {
    /// Every file of a project: errors and warnings of closed files, and hints of open ones too.
    #[default]
    Workspace,
    /// Open files only.
    OpenFiles,
}

/// Who reads the diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Someone whose TypeScript server runs beside this one.
    #[default]
    Editor,
    /// `nango-lsp check`, which speaks alone.
    Check,
}

/// How functions are tried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DryrunSettings {
    /// The environment, as in `nango dryrun -e`, if it is set.
    pub environment: Option<String>,
    /// The connection to use, by integration.
    pub connections: BTreeMap<String, String>,
    /// How long compiling may take.
    pub compile_limit: Duration,
    /// How long a function may run.
    pub run_limit: Duration,
}

/// Programs that are started. A workspace never names one: opening a folder must not choose what runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Programs {
    /// The Nango CLI, if it is not the one that the project has installed.
    pub cli: Option<PathBuf>,
    /// Node.js, if it is not the one on `PATH`.
    pub node: Option<PathBuf>,
}

/// Patterns of paths, relative to the Nango root, with forward slashes.
#[derive(Debug, Clone)]
pub struct Globs {
    patterns: Vec<String>,
    set: GlobSet,
}

pub(crate) type RuleLevels = FxHashMap<&'static str, Level>;

/// Levels for some files. Of several that match, the last one counts.
#[derive(Debug, Clone)]
pub(crate) struct Override {
    pub(crate) files: Globs,
    pub(crate) rules: RuleLevels,
}

impl Settings {
    /// These settings with those of an editor over them: the value of its section `nango`.
    pub fn with_editor(&self, section: &serde_json::Value) -> (Settings, Vec<Problem>) {
        let mut settings = self.clone();
        let problems = parse::from_json(section, &mut settings);
        (settings, problems)
    }

    /// These settings with a `nango-lsp.toml` over them. What is wrong in it is left out, and reported.
    pub fn with_file(&self, text: &str) -> (Settings, Vec<Problem>) {
        let mut settings = self.clone();
        let problems = parse::from_toml(text, &mut settings);
        (settings, problems)
    }

    /// The level of a rule in a file, given by its path relative to the Nango root.
    pub fn level(&self, rule: &Rule, path: &str, audience: Audience) -> Level {
        if let Some(level) = self.configured_level(rule, path) {
            return level;
        }
        let level = match self.profile {
            Profile::Recommended => rule.levels.recommended,
            Profile::Strict => rule.levels.strict,
            Profile::Agent => rule.levels.agent,
        };
        let is_duplicate = audience == Audience::Editor && rule.is_found_by_typescript();
        match (level, self.typescript_duplicates) {
            (Level::On(_), TypescriptDuplicates::Hide) if is_duplicate => Level::Off,
            (Level::On(_), TypescriptDuplicates::Explain) if is_duplicate => Level::On(Severity::Hint),
            _ => level,
        }
    }

    fn configured_level(&self, rule: &Rule, path: &str) -> Option<Level> {
        let special = self.overrides.iter().rev().find_map(|special| {
            let level = special.rules.get(rule.id)?;
            special.files.matches(path).then_some(*level)
        });
        special.or_else(|| self.rules.get(rule.id).copied())
    }
}

impl Profile {
    /// Its name in the configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Profile::Recommended => "recommended",
            Profile::Strict => "strict",
            Profile::Agent => "agent",
        }
    }
}

impl Globs {
    /// # Errors
    ///
    /// The first pattern that is none, and why.
    pub(crate) fn new(patterns: Vec<String>) -> Result<Globs, globset::Error> {
        let mut set = GlobSetBuilder::new();
        for pattern in &patterns {
            set.add(Globs::parse(pattern)?);
        }
        Ok(Globs {
            set: set.build()?,
            patterns,
        })
    }

    /// # Errors
    ///
    /// Why it is no pattern.
    pub(crate) fn parse(pattern: &str) -> Result<Glob, globset::Error> {
        GlobBuilder::new(pattern).literal_separator(true).build()
    }

    /// Whether a path relative to the Nango root is among them.
    pub fn matches(&self, path: &str) -> bool {
        // The empty set would build a candidate of every path.
        !self.patterns.is_empty() && self.set.is_match(path)
    }
}

impl Default for Globs {
    fn default() -> Globs {
        Globs {
            patterns: Vec::new(),
            set: GlobSet::empty(),
        }
    }
}

impl PartialEq for Globs {
    fn eq(&self, other: &Globs) -> bool {
        self.patterns == other.patterns
    }
}

impl Default for DryrunSettings {
    fn default() -> DryrunSettings {
        DryrunSettings {
            environment: None,
            connections: BTreeMap::new(),
            compile_limit: Duration::from_secs(keys::DEFAULT_LIMIT_SECONDS),
            run_limit: Duration::from_secs(keys::DEFAULT_LIMIT_SECONDS),
        }
    }
}

#[cfg(test)]
mod tests;
