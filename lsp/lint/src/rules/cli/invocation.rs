//! What the CLI makes of the words of a command line: as `commander` reads them.

use project::Project;
use project::command_line::{CommandFile, CommandLine, Folder, Origin, Word};

use super::known::{self, Command, Opt, Takes};
use crate::prelude::*;

/// A call of the CLI, in the file that is asked about.
pub(in crate::rules) struct Invocation<'a> {
    pub(in crate::rules) file: &'a CommandFile,
    pub(in crate::rules) line: &'a CommandLine,
    /// Whether it can be read, and what it calls.
    pub(super) call: Call,
    /// The arguments that are no options.
    pub(in crate::rules) operands: Vec<&'a Word>,
    pub(in crate::rules) options: Vec<Given<'a>>,
    /// The first option that its command does not have.
    pub(super) unknown: Option<&'a Word>,
    /// Whether all arguments can be seen: none may be missing that the shell or the caller adds.
    pub(in crate::rules) is_complete: bool,
}

/// What the first word calls.
pub(super) enum Call {
    /// A command.
    Command(&'static Command),
    /// A word that is no command.
    UnknownCommand,
    /// An option before any command.
    EarlyOption,
    /// Nothing that anything can be said of.
    Nothing,
}

/// An option that is given.
pub(in crate::rules) struct Given<'a> {
    pub(in crate::rules) option: &'static Opt,
    /// The word that names it.
    pub(in crate::rules) word: &'a Word,
    /// Its value, if one is there.
    pub(in crate::rules) value: Option<OptionValue<'a>>,
}

/// The value of an option.
pub(in crate::rules) struct OptionValue<'a> {
    /// None for what only the shell knows.
    pub(in crate::rules) text: Option<&'a str>,
    /// The word that it stands in.
    pub(in crate::rules) range: TextRange,
    /// What stands before it in that word: `--input=`.
    pub(in crate::rules) prefix: &'a str,
}

/// The calls of the CLI in the file that a rule is asked about.
pub(in crate::rules) fn invocations<'a>(ctx: &ProjectContext<'a>) -> Vec<Invocation<'a>> {
    let commands = ctx.scope.project.manifest().commands.iter();
    let of_file = commands.filter(|commands| commands.file == *ctx.file);
    of_file
        .flat_map(|file| file.commands.iter().map(move |line| Invocation::of(file, line)))
        .collect()
}

impl<'a> Invocation<'a> {
    fn of(file: &'a CommandFile, line: &'a CommandLine) -> Invocation<'a> {
        let mut invocation = Invocation {
            file,
            line,
            call: Call::Nothing,
            operands: Vec::new(),
            options: Vec::new(),
            unknown: None,
            is_complete: !line.is_open_ended,
        };
        let Some((first, rest)) = line.words.split_first() else {
            return invocation;
        };
        let is_help = |word: &Word| matches!(word.known(), Some("-h" | "--help"));
        let Some(name) = first.known().filter(|_| !line.words.iter().any(is_help)) else {
            return invocation;
        };
        invocation.call = match known::command(name) {
            Some(command) => {
                invocation.read(command, rest);
                Call::Command(command)
            }
            None if name.is_empty() || name == "--" || name == "help" || known::is_program_option(name) => {
                Call::Nothing
            }
            None if is_option(name) => Call::EarlyOption,
            None => Call::UnknownCommand,
        };
        invocation
    }

    fn read(&mut self, command: &'static Command, words: &'a [Word]) {
        let mut words = words.iter().peekable();
        while let Some(word) = words.next() {
            let text = &*word.text;
            if !is_option(text) {
                self.is_complete &= word.is_whole;
                self.operands.push(word);
            } else if text == "--" && word.is_whole {
                self.operands.extend(words);
                return;
            } else if let Some(option) = command.option(text).filter(|_| word.is_whole) {
                let value = match option.takes {
                    Takes::Nothing => None,
                    Takes::Optional => words.next_if(|next| !is_option(&next.text)),
                    Takes::Required => words.next(),
                };
                self.options.push(Given {
                    option,
                    word,
                    value: value.map(|value| OptionValue {
                        text: value.known(),
                        range: value.span.0,
                        prefix: "",
                    }),
                });
            } else if let Some((option, prefix)) = joined(command, text) {
                self.options.push(Given {
                    option,
                    word,
                    value: Some(OptionValue {
                        text: word.known().map(|text| &text[prefix..]),
                        range: word.span.0,
                        prefix: &text[..prefix],
                    }),
                });
            } else {
                // Several short options in one word are left alone.
                let is_short = text.get(..2).is_some_and(|short| command.option(short).is_some());
                self.unknown = self.unknown.or(Some(word).filter(|_| word.is_whole && !is_short));
                self.is_complete = false;
            }
        }
    }

    /// The command that is called, if its arguments can be read.
    pub(in crate::rules) fn command(&self) -> Option<&'static str> {
        match self.call {
            Call::Command(command) if self.unknown.is_none() => Some(command.name),
            _ => None,
        }
    }

    /// The option of this name, if it is given; of several the last, which counts.
    pub(in crate::rules) fn option(&self, name: &str) -> Option<&Given<'a>> {
        self.options.iter().rfind(|given| given.option.name() == name)
    }

    /// Whether the CLI will ask nothing: it is told so, or it runs in CI.
    pub(super) fn is_non_interactive(&self) -> bool {
        self.line.sets_ci || self.file.origin == Origin::Ci || self.option("--no-interactive").is_some()
    }

    /// Where arguments end: a new one goes here.
    pub(super) fn end(&self) -> TextSize {
        self.line
            .words
            .last()
            .map_or(self.line.program.end(), |word| word.span.end())
    }

    /// The word that names the command.
    pub(super) fn command_range(&self) -> TextRange {
        self.line.words.first().map_or(self.line.program.0, |word| word.span.0)
    }

    /// The CLI that reads it. `Some(None)` if that is not known, and the newest is meant; none if it may be any.
    pub(super) fn cli(&self, scope: &Scope<'_>) -> Option<Option<Version>> {
        if let Some(pinned) = self.line.pinned {
            return pinned.map(Some);
        }
        let here = scope.cli();
        let others = sharers(scope, self.file);
        others
            .map(|project| Scope { project, ..*scope }.cli())
            .all(|cli| cli == here)
            .then_some(here)
    }

    /// The projects in which it may be run, of those that see the file. None if it is run elsewhere, and also if the rule is
    /// asked for another project than the first of them: what they say together is said once.
    pub(in crate::rules) fn projects(&self, scope: &Scope<'a>) -> Option<Vec<&'a Project>> {
        let projects: Vec<_> = sharers(scope, self.file)
            .filter(|project| project.kind() == ProjectKind::Zero && self.runs_in(project))
            .collect();
        let is_first = projects
            .first()
            .is_some_and(|first| first.root() == scope.project.root());
        is_first.then_some(projects)
    }

    fn runs_in(&self, project: &Project) -> bool {
        let name = project.root().name();
        let directories = &self.file.working_directories;
        match &self.line.folder {
            Folder::Named(folder) => **folder == *name,
            Folder::Unknown => false,
            Folder::Start if self.file.origin != Origin::Ci => self.file.file.folder().as_ref() == Some(project.root()),
            Folder::Start if directories.is_empty() => self.file.file.relative_to(project.root()).is_some(),
            Folder::Start => directories.iter().all(|it| it.as_deref() == Some(name)),
        }
    }
}

/// The projects that see a file, by their roots.
fn sharers<'a>(scope: &Scope<'a>, file: &CommandFile) -> impl Iterator<Item = &'a Project> {
    let sees = |project: &&Project| project.manifest().commands.iter().any(|it| it.file == file.file);
    scope.workspace().projects().map(|project| &**project).filter(sees)
}

fn is_option(text: &str) -> bool {
    text.len() > 1 && text.starts_with('-')
}

/// The option of `--name=value` or `-nvalue`, and where the value begins.
fn joined(command: &Command, text: &str) -> Option<(&'static Opt, usize)> {
    let (name, prefix) = match text.find('=').filter(|_| text.starts_with("--")) {
        Some(at) => (&text[..at], at + 1),
        None => (text.get(..2)?, 2),
    };
    let option = command.option(name)?;
    (option.takes != Takes::Nothing).then_some((option, prefix))
}
