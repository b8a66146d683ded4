//! What a rule is: its documentation, its metadata, and what of a project it looks at.

use std::fmt;

use syntax::ast::Node;

use crate::context::{
    FileContext, FixtureContext, IndexContext, MockContext, ProjectContext, StrayContext, SyntaxContext,
};
use crate::node_kind::NodeKind;

/// One rule. Declared by [`declare_rule!`](crate::declare_rule), one file a rule.
pub struct Rule {
    /// Its stable name, as in `index-unregistered-function`. What stands before the first `-` is its group.
    pub id: &'static str,
    /// Its page, as Markdown: one paragraph that says what is wrong, then the sections `Why`, `Example` and `Fix`.
    pub docs: &'static str,
    /// How loud it is where no configuration says otherwise.
    pub levels: Levels,
    /// Who else finds this fault, the earliest first. Empty for what only this server can see.
    pub reporters: &'static [Reporter],
    /// The version of this server that brought it.
    pub since: &'static str,
    /// The page of the Nango documentation that it rests on.
    pub url: &'static str,
    /// Where the fact comes from: a file and function of Nango, or a seed (S0 to S4 of `lsp/README.md`).
    pub source: &'static str,
    /// Whether it has a fix, and whether that may be applied unseen.
    pub fix: Option<Applicability>,
    /// In which files a `Visit::File`, `Visit::SoundFile`, `Visit::Syntax` or `Visit::Text` of it looks.
    pub reach: Reach,
    /// What it looks at.
    pub visits: &'static [Visit],
    /// How it did on real functions.
    pub measured: Measured,
}

/// What a rule finds in the 6,335 functions of NangoHQ/integration-templates (commit 3196dff2), switched on where it is off by default, and
/// how much of it is right. `benches/corpus/hits.mjs` counts the hits; people read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measured {
    /// How many diagnostics there are.
    pub hits: u32,
    /// How many of them were read.
    pub read: u32,
    /// How many of those that were read are right: what the message says happens, or is so.
    pub right: u32,
}

/// How serious a diagnostic is, in the words of the Language Server Protocol. The more serious, the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A command of the CLI refuses the project, or the function fails.
    Error,
    /// It works, and then goes wrong.
    Warning,
    /// Worth knowing.
    Information,
    /// A suggestion, shown where the text is and not in the list of problems.
    Hint,
}

/// What the configuration makes of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// The rule is silent.
    Off,
    /// The rule speaks.
    On(Severity),
}

/// The level of a rule in each profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels {
    /// The default.
    pub recommended: Level,
    /// With the conventions of the seeds and of Nango's ESLint plugin.
    pub strict: Level,
    /// What a coding agent must put right is an error.
    pub agent: Level,
}

/// Who finds a fault besides this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reporter {
    /// `nango compile`.
    Compile,
    /// `nango deploy`, or the server that it sends to.
    Deploy,
    /// `nango dryrun`.
    Dryrun,
    /// TypeScript, and therefore the editor's own TypeScript server.
    Tsc,
    /// The function itself, when it runs.
    Runtime,
    /// Nobody but a reader: the documentation or the templates ask for it.
    Convention,
}

/// Whether a fix may be applied without being looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// It keeps the meaning of the program, or gives it the only meaning it can have.
    Safe,
    /// It needs a decision.
    Unsafe,
}

/// Which files of a project a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Every TypeScript file.
    Project,
    /// What the compiler bundles: functions, and what they import relatively.
    Bundled,
    /// Files whose default export is a create call, registered or not.
    Function,
    /// Files that `index.ts` registers, whatever is in them.
    Entry,
}

/// What a rule looks at. It is called once for each of them.
#[derive(Clone, Copy)]
pub enum Visit {
    /// The facts of one file, which may have syntax errors.
    File(fn(&mut FileContext<'_>)),
    /// The facts of one file without syntax errors: of half-typed code nothing is said.
    SoundFile(fn(&mut FileContext<'_>)),
    /// The registry, `index.ts`.
    Index(fn(&mut IndexContext<'_>)),
    /// The project as a whole: its root, `package.json`, `.env`, `.gitignore`. Reported on those files.
    Project(fn(&mut ProjectContext<'_>)),
    /// What is kept for the dry runs of a function: `<integration>/fixtures/<function>.input.json`.
    Fixture(fn(&mut FixtureContext<'_>)),
    /// What the recorder keeps for the tests of a function: `<integration>/tests/<function>.test.json`.
    Mock(fn(&mut MockContext<'_>)),
    /// A TypeScript file that lies in no project.
    Stray(fn(&mut StrayContext<'_>)),
    /// Every node of these kinds, in a file without syntax errors; dispatched from one visit of the tree. What is found
    /// there depends on nothing but the text, and is kept with the file.
    Syntax(&'static [NodeKind], fn(&mut SyntaxContext<'_>, Node)),
    /// A file without syntax errors as a whole, once: for what is no node, as types are. Kept with the file as well.
    Text(fn(&mut SyntaxContext<'_>)),
    /// `nango-lsp.toml`: found by the reader of the configuration itself.
    Configuration,
    /// Suppression comments: found when they are applied.
    Suppressions,
    /// The CLI: found by running it.
    Cli,
}

impl Rule {
    /// The part of the id before the first `-`: `index` of `index-missing-file`.
    pub fn group(&self) -> &'static str {
        self.id.split_once('-').map_or(self.id, |(group, _)| group)
    }

    /// Its page, as it is read: the lines of a `///` comment begin with a blank.
    pub fn page(&self) -> String {
        let lines = self.docs.trim().lines();
        lines
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The first paragraph of its page, on one line.
    pub fn summary(&self) -> String {
        let paragraph = self.docs.trim_start().split("\n\n").next().unwrap_or_default();
        paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether TypeScript finds this fault too, so that an editor has already underlined it.
    pub fn is_found_by_typescript(&self) -> bool {
        self.reporters.contains(&Reporter::Tsc)
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// A rule is what it is called: its functions cannot be compared.
impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl Measured {
    /// What a rule declares: `[hits, read, right]`, or nothing for no hits.
    pub const fn of(declared: &[u32]) -> Measured {
        match *declared {
            [hits, read, right] => Measured { hits, read, right },
            _ => Measured {
                hits: 0,
                read: 0,
                right: 0,
            },
        }
    }

    /// The share of what was read that is right. 1 where nothing was read.
    pub fn precision(self) -> f64 {
        if self.read == 0 {
            return 1.0;
        }
        f64::from(self.right) / f64::from(self.read)
    }
}

impl Levels {
    /// An error in every profile.
    pub const ERROR: Levels = Levels::all(Level::On(Severity::Error));
    /// A warning in every profile.
    pub const WARNING: Levels = Levels::all(Level::On(Severity::Warning));
    /// A hint in every profile.
    pub const HINT: Levels = Levels::all(Level::On(Severity::Hint));
    /// Silent in every profile.
    pub const OFF: Levels = Levels::all(Level::Off);

    const fn all(level: Level) -> Levels {
        Levels {
            recommended: level,
            strict: level,
            agent: level,
        }
    }

    /// The same, with another level in the strict profile.
    pub const fn strict(self, severity: Severity) -> Levels {
        Levels {
            strict: Level::On(severity),
            ..self
        }
    }

    /// The same, with another level in the profile for agents.
    pub const fn agent(self, severity: Severity) -> Levels {
        Levels {
            agent: Level::On(severity),
            ..self
        }
    }
}

impl Severity {
    /// Its name in the configuration and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
            Severity::Hint => "hint",
        }
    }
}

impl Level {
    /// Every level, the quietest first.
    pub const ALL: [Level; 5] = [
        Level::Off,
        Level::On(Severity::Hint),
        Level::On(Severity::Information),
        Level::On(Severity::Warning),
        Level::On(Severity::Error),
    ];

    /// The level of this name in the configuration.
    pub fn from_name(name: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.as_str() == name)
    }

    /// Its name in the configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::On(severity) => severity.as_str(),
        }
    }
}

impl Reporter {
    /// Whether it is a command of the CLI, which looks at nothing but what `index.ts` brings in.
    pub fn is_cli(self) -> bool {
        matches!(self, Reporter::Compile | Reporter::Deploy | Reporter::Dryrun)
    }

    /// Its name in JSON and in the documentation.
    pub fn as_str(self) -> &'static str {
        match self {
            Reporter::Compile => "compile",
            Reporter::Deploy => "deploy",
            Reporter::Dryrun => "dryrun",
            Reporter::Tsc => "tsc",
            Reporter::Runtime => "runtime",
            Reporter::Convention => "convention",
        }
    }
}

/// Declares the static `RULE` of a rule's file. Its `///` lines become the page of the rule.
///
/// `levels` is one level, or three: recommended, strict, agent. `measured` is `[hits, read, right]` ([`Measured`](crate::Measured)); a rule
/// without it finds nothing in the templates.
#[macro_export]
macro_rules! declare_rule {
    (
        $(#[doc = $line:literal])+
        $id:literal {
            levels: $levels:expr,
            reporters: [$($reporter:ident),*],
            since: $since:literal,
            url: $url:literal,
            source: $source:literal,
            fix: $fix:expr,
            reach: $reach:ident,
            visits: [$($visit:expr),+ $(,)?]
            $(, measured: [$hits:literal, $read:literal, $right:literal])? $(,)?
        }
    ) => {
        // Not the page itself: `rustdoc` would take its examples for doctests.
        #[doc = concat!("The rule `", $id, "`.")]
        pub static RULE: $crate::Rule = $crate::Rule {
            id: $id,
            docs: concat!($($line, "\n"),+),
            levels: $levels,
            reporters: &[$($crate::Reporter::$reporter),*],
            since: $since,
            url: concat!("https://nango.dev/docs/", $url),
            source: $source,
            fix: $fix,
            reach: $crate::Reach::$reach,
            visits: &[$($visit),+],
            measured: $crate::Measured::of(&[$($hits, $read, $right)?]),
        };
    };
}
