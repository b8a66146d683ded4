//! Command lines of the Nango CLI, where people write them down: scripts of `package.json`, CI, shell scripts, READMEs.
//!
//! What is read is what a POSIX shell would make of them, as far as that is certain without running anything: a word
//! that holds a variable, a pattern or a placeholder is known to be there, and nothing more. In doubt there is no
//! command.

mod fragment;
mod package;
mod program;
mod readme;
mod shell;
mod yaml;

use syntax::LineIndex;

use crate::manifest::Version;
use crate::{FilePath, Span};

use fragment::Fragment;

/// Larger files are not read: nobody writes them by hand.
const MAX_BYTES: usize = 256 * 1024;

/// A file with command lines of the Nango CLI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandFile {
    /// Where it is.
    pub file: FilePath,
    /// For the positions of its spans.
    pub lines: LineIndex,
    /// What kind of file it is.
    pub origin: Origin,
    /// The last segments of the folders in which steps of CI say they run; none for one that only CI knows.
    pub working_directories: Box<[Option<Box<str>>]>,
    /// The commands, in source order.
    pub commands: Box<[CommandLine]>,
}

/// Where a command line is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A script of `package.json`: who runs it may append arguments.
    Package,
    /// A workflow of GitHub or GitLab, where `CI` is set.
    Ci,
    /// A shell script.
    Script,
    /// A code fence of a README, which may be an example.
    Readme,
}

/// One call of the Nango CLI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    /// The word `nango`.
    pub program: Span,
    /// The version that is asked for: `npx nango@0.71.10`. None if it is a tag or a range.
    pub pinned: Option<Option<Version>>,
    /// What follows the program, without redirections.
    pub words: Box<[Word]>,
    /// Whether `CI` is set for this command alone.
    pub sets_ci: bool,
    /// Whether who runs it may append arguments: the last command of a script of `package.json`.
    pub is_open_ended: bool,
    /// Whether it stands between single quotes of YAML, where a quote has to be doubled.
    pub is_in_single_quotes: bool,
    /// Whether it stands where text may stand that is no command: in a code fence of a README without a language.
    pub is_in_prose: bool,
    /// Where it is run.
    pub folder: Folder,
}

/// In which folder a command is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Folder {
    /// Where the whole script is run.
    Start,
    /// In a folder of that name, after `cd`.
    Named(Box<str>),
    /// In one that only the shell knows.
    Unknown,
}

/// A word of a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its value, without quotes and escapes; of a word that is not whole what stands before the first unknown part.
    pub text: Box<str>,
    /// Its place, with its quotes.
    pub span: Span,
    /// Whether it is known to its end. A word that is not may become several, or none.
    pub is_whole: bool,
}

impl Word {
    /// Its value, if that is certain.
    pub fn known(&self) -> Option<&str> {
        self.is_whole.then_some(&*self.text)
    }
}

impl CommandFile {
    /// The files in a folder that may have command lines, by their names.
    pub fn is_named(name: &str) -> bool {
        Kind::of(name).is_some()
    }

    /// Reads the command lines of a file; which kind it is, its name says. None if there is no command in it.
    pub fn parse(file: FilePath, text: &str) -> Option<CommandFile> {
        if text.len() > MAX_BYTES || memchr::memmem::find(text.as_bytes(), b"nango").is_none() {
            return None;
        }
        let (origin, fragments, working_directories) = match Kind::of(file.name())? {
            Kind::Package => (Origin::Package, package::fragments(text), Vec::new()),
            Kind::Script => (Origin::Script, vec![Fragment::whole(text)], Vec::new()),
            Kind::Readme => (Origin::Readme, readme::fragments(text), Vec::new()),
            Kind::Yaml => {
                let (fragments, folders) = yaml::fragments(text, file.name().starts_with(".gitlab"));
                (Origin::Ci, fragments, folders)
            }
        };
        let commands = fragments.iter().flat_map(|it| program::commands(it, origin));
        let commands: Box<[CommandLine]> = commands.collect();
        (!commands.is_empty()).then(|| CommandFile {
            file,
            lines: LineIndex::new(text),
            origin,
            working_directories: working_directories.into(),
            commands,
        })
    }
}

enum Kind {
    Package,
    Script,
    Readme,
    Yaml,
}

impl Kind {
    fn of(name: &str) -> Option<Kind> {
        match name {
            "package.json" => Some(Kind::Package),
            _ if name.eq_ignore_ascii_case("readme.md") => Some(Kind::Readme),
            _ if name.ends_with(".sh") => Some(Kind::Script),
            _ if name.ends_with(".yml") || name.ends_with(".yaml") => Some(Kind::Yaml),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
