//! Code actions: what can be done about a place, computed when it is chosen.

mod fix_all;
mod quick_fix;
#[cfg(test)]
mod tests;

use lint::{Analysis, Diagnostic, SourceChange};
use project::{ArgumentKind, FilePath};
use syntax::{TextEdit, TextRange, TextSize};

use crate::code_lens::runnables;
use crate::example::Extent;
use crate::place::Place;
use crate::registration::{entries, is_unregistered, register, register_all};
use crate::resume::resume_actions;
use crate::scaffold::Scaffold;
use crate::{Command, fixture};

pub use fix_all::fix_all;

/// A range of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRange {
    /// The file.
    pub file: FilePath,
    /// In bytes.
    pub range: TextRange,
}

/// Something that can be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Assist {
    /// Its stable name, for [`resolve`].
    pub id: String,
    /// What it does, in the imperative.
    pub title: String,
    /// What sort of action it is.
    pub kind: AssistKind,
    /// What it puts right.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether an editor may do it without asking which. Never more than one for a diagnostic.
    pub is_preferred: bool,
    /// What to execute; then there is nothing to resolve.
    pub command: Option<Command>,
}

/// The sorts of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssistKind {
    /// Puts a diagnostic right, or silences it.
    QuickFix,
    /// Applies all safe fixes of a file.
    FixAll,
    /// Writes new code.
    Refactor,
    /// Concerns the file as a whole.
    Source,
}

impl AssistKind {
    /// All kinds.
    pub const ALL: [AssistKind; 4] = [
        AssistKind::QuickFix,
        AssistKind::FixAll,
        AssistKind::Refactor,
        AssistKind::Source,
    ];

    /// Its name in the Language Server Protocol. Never the bare `source.fixAll`, which editors run for every server at once.
    pub fn as_str(self) -> &'static str {
        match self {
            AssistKind::QuickFix => "quickfix",
            AssistKind::FixAll => "source.fixAll.nango",
            AssistKind::Refactor => "refactor.rewrite.nango",
            AssistKind::Source => "source.nango",
        }
    }

    /// Whether a client that asks for `kind` wants it: the kinds of the protocol are a hierarchy, so `source` is all of
    /// `source.…`.
    pub fn is_within(self, kind: &str) -> bool {
        self.as_str()
            .strip_prefix(kind)
            .is_some_and(|rest| kind.is_empty() || rest.is_empty() || rest.starts_with('.'))
    }
}

/// What can be done at `range`, of the kinds that `is_wanted` takes. Nothing is computed yet but whether it can be.
pub fn code_actions(analysis: &Analysis, range: &FileRange, is_wanted: impl Fn(AssistKind) -> bool) -> Vec<Assist> {
    let FileRange { file, range } = range;
    let mut assists = Vec::new();
    if is_wanted(AssistKind::QuickFix) {
        assists.extend(quick_fix::offer(analysis, file, *range));
        assists.extend(missing_keys(analysis, file));
    }
    if is_wanted(AssistKind::FixAll) && fix_all::is_offered(analysis, file) {
        assists.push(Assist::new(
            Id::FixAll,
            "Fix all that can be fixed safely",
            AssistKind::FixAll,
        ));
    }
    if is_wanted(AssistKind::Refactor) {
        assists.extend(scaffolds(analysis, file));
    }
    if is_wanted(AssistKind::Source) {
        assists.extend(resume_actions(analysis, file, *range));
        let actions = source_actions(analysis, file);
        // A client that lists everything has the quick fix already, where the cursor is.
        let is_fixed = assists.iter().any(registers);
        assists.extend(actions.into_iter().filter(|action| !(is_fixed && registers(action))));
    }
    assists
}

/// Whether an action puts into `index.ts` what it lacks.
fn registers(assist: &Assist) -> bool {
    match Id::parse(&assist.id) {
        Some(Id::Fix { rule, .. }) => rule == "index-unregistered-function",
        Some(Id::Register | Id::RegisterAll) => true,
        _ => false,
    }
}

/// The change of the action `id` of `file`, for the text as it is now. None if it no longer applies, and for what is a
/// command.
pub fn resolve(analysis: &Analysis, file: &FilePath, id: &str) -> Option<SourceChange> {
    match Id::parse(id)? {
        Id::Fix { rule, start, title } => quick_fix::fix(analysis, file, rule, start, title),
        Id::Suppress { rule, start } => quick_fix::suppress(analysis, file, rule, start),
        Id::FixAll => fix_all(analysis, file),
        Id::Scaffold(scaffold) => fill_empty(analysis, file, scaffold),
        Id::Register => is_unregistered(analysis, file)
            .then(|| register(analysis, file))
            .flatten(),
        Id::RegisterAll => register_all(analysis, file.folder().as_ref()?),
        Id::AddMissingKeys => fixture::add_missing(analysis, file),
        Id::Dryrun
        | Id::Record
        | Id::Test
        | Id::Deploy
        | Id::Example(..)
        | Id::PickConnection
        | Id::PickEnvironment => None,
    }
}

/// What an [`Assist::id`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Id<'a> {
    Fix {
        rule: &'a str,
        start: TextSize,
        title: &'a str,
    },
    Suppress {
        rule: &'a str,
        start: TextSize,
    },
    FixAll,
    Scaffold(Scaffold),
    Register,
    RegisterAll,
    AddMissingKeys,
    Dryrun,
    Record,
    Test,
    Deploy,
    PickConnection,
    PickEnvironment,
    Example(ArgumentKind, Extent),
}

impl<'a> Id<'a> {
    fn parse(id: &'a str) -> Option<Id<'a>> {
        let mut parts = id.splitn(4, ':');
        let (action, first, second, third) = (parts.next()?, parts.next(), parts.next(), parts.next());
        let offset = |text: &str| text.parse().ok().map(TextSize::new);
        Some(match (action, first, second, third) {
            ("fix", Some(rule), Some(start), Some(title)) => Id::Fix {
                rule,
                start: offset(start)?,
                title,
            },
            ("suppress", Some(rule), Some(start), None) => Id::Suppress {
                rule,
                start: offset(start)?,
            },
            ("scaffold", Some(scaffold), None, None) => Id::Scaffold(Scaffold::from_id(scaffold)?),
            ("fix-all", None, None, None) => Id::FixAll,
            ("register", None, None, None) => Id::Register,
            ("register-all", None, None, None) => Id::RegisterAll,
            ("add-missing-keys", None, None, None) => Id::AddMissingKeys,
            ("example", Some(argument), Some(extent), None) => {
                Id::Example(ArgumentKind::from_name(argument)?, Extent::from_name(extent)?)
            }
            ("dryrun", None, None, None) => Id::Dryrun,
            ("record", None, None, None) => Id::Record,
            ("test", None, None, None) => Id::Test,
            ("deploy", None, None, None) => Id::Deploy,
            ("pick-connection", None, None, None) => Id::PickConnection,
            ("pick-environment", None, None, None) => Id::PickEnvironment,
            _ => return None,
        })
    }

    fn format(self) -> String {
        match self {
            Id::Fix { rule, start, title } => format!("fix:{rule}:{}:{title}", u32::from(start)),
            Id::Suppress { rule, start } => format!("suppress:{rule}:{}", u32::from(start)),
            Id::Scaffold(scaffold) => format!("scaffold:{}", scaffold.id()),
            Id::FixAll => "fix-all".to_owned(),
            Id::Register => "register".to_owned(),
            Id::RegisterAll => "register-all".to_owned(),
            Id::AddMissingKeys => "add-missing-keys".to_owned(),
            Id::Example(argument, extent) => format!("example:{}:{}", argument.as_str(), extent.as_str()),
            Id::Dryrun => "dryrun".to_owned(),
            Id::Record => "record".to_owned(),
            Id::Test => "test".to_owned(),
            Id::Deploy => "deploy".to_owned(),
            Id::PickConnection => "pick-connection".to_owned(),
            Id::PickEnvironment => "pick-environment".to_owned(),
        }
    }
}

impl Assist {
    fn new(id: Id<'_>, title: impl Into<String>, kind: AssistKind) -> Assist {
        let (id, title) = (id.format(), title.into());
        Assist {
            id,
            title,
            kind,
            diagnostics: Vec::new(),
            is_preferred: false,
            command: None,
        }
    }
}

/// In an empty file where a function belongs: a whole function, and its registration.
fn scaffolds(analysis: &Analysis, file: &FilePath) -> Vec<Assist> {
    let Some(place) = empty_place(analysis, file) else {
        return Vec::new();
    };
    let assist = |scaffold: Scaffold| {
        Assist::new(
            Id::Scaffold(scaffold),
            format!("Write {}", scaffold.label()),
            AssistKind::Refactor,
        )
    };
    Scaffold::of_kind(place.kind).map(assist).collect()
}

fn fill_empty(analysis: &Analysis, file: &FilePath, scaffold: Scaffold) -> Option<SourceChange> {
    let place = empty_place(analysis, file)?;
    let known = analysis.workspace.file(file)?;
    let text = place
        .fill(scaffold, analysis)
        .file()
        .replace('\n', known.items.eol.as_str());
    let all = TextRange::up_to(TextSize::of(known.source.as_ref()?.text()));
    let mut change = SourceChange::edit(file, [TextEdit::replace(all, text)]);
    if !place.project.registered(file) {
        change.edits.push(entries(place.project, [file]));
    }
    Some(change)
}

fn empty_place<'a>(analysis: &'a Analysis, file: &FilePath) -> Option<Place<'a>> {
    let is_empty = analysis.workspace.file(file)?.source.as_ref()?.text().trim().is_empty();
    is_empty.then(|| Place::of(analysis, file)).flatten()
}

/// What a lens does, for editors without lenses.
fn source_actions(analysis: &Analysis, file: &FilePath) -> Vec<Assist> {
    let is_index = analysis
        .workspace
        .project_of(file)
        .is_some_and(|project| project.index_path() == file);
    if is_index {
        let is_offered = file
            .folder()
            .is_some_and(|root| register_all(analysis, &root).is_some());
        let assist = Assist::new(Id::RegisterAll, "Register all functions", AssistKind::Source);
        return is_offered.then_some(assist).into_iter().collect();
    }
    if is_unregistered(analysis, file) {
        return vec![Assist::new(Id::Register, "Register in index.ts", AssistKind::Source)];
    }
    let runnables = runnables(analysis, file);
    let assists = |runnable: crate::Runnable| {
        let crate::Runnable { name, integration, .. } = &runnable;
        let run = format!("Dry run {name} of {integration}");
        let record = format!("Save mocks of {name} of {integration}: they hold what the provider answers");
        let connection = format!("Pick the connection of {integration}: Nango is asked which there are");
        let environment = format!("Pick the environment of {integration}");
        let test = format!("Test {name} of {integration} with its mocks");
        let deploy = format!("Deploy {name} of {integration}: shows the plan and asks");
        let assist = |id, title, command| Assist {
            command: Some(command),
            ..Assist::new(id, title, AssistKind::Source)
        };
        [
            assist(Id::Dryrun, run, Command::Dryrun(runnable.clone())),
            assist(Id::Record, record, Command::Record(runnable.clone())),
            assist(Id::Test, test, Command::Test(runnable.clone())),
            assist(Id::Deploy, deploy, Command::Deploy(runnable.clone())),
            assist(
                Id::PickConnection,
                connection,
                Command::PickConnection(runnable.clone()),
            ),
            assist(Id::PickEnvironment, environment, Command::PickEnvironment(runnable)),
        ]
    };
    let examples = fixture::offers(analysis, file).into_iter().map(|offer| {
        let id = Id::Example(offer.keep.argument, offer.keep.extent);
        let assist = Assist::new(id, offer.title, AssistKind::Source);
        Assist {
            command: Some(Command::Example(offer.keep)),
            ..assist
        }
    });
    runnables.into_iter().flat_map(assists).chain(examples).collect()
}

/// In a fixture.
fn missing_keys(analysis: &Analysis, file: &FilePath) -> Option<Assist> {
    let assist = || Assist::new(Id::AddMissingKeys, "Add the missing keys", AssistKind::QuickFix);
    fixture::lacks_keys(analysis, file).then(assist)
}
