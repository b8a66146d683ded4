//! What the compiler of the CLI says: where the fault really is, and which rule says the same.

mod known;
mod place;

use dryrun::CompileMessage;
use lint::{Analysis, Diagnostic, Reporter};
use project::FilePath;
use syntax::{Drift, PositionEncoding, TextRange};

use self::place::Places;
use crate::places;
use crate::sources::Sources;
use crate::stack;

/// One message of the compiler, where the fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The file that has to be changed, which the compiler does not always name.
    pub file: FilePath,
    /// Where in it.
    pub range: TextRange,
    /// The compiler's own words.
    pub message: String,
    /// The function that brings the file into a bundle, if the file is a helper.
    pub entry: Option<FilePath>,
    /// Where the code was called that threw, innermost first; only of what is thrown when a bundle is loaded.
    pub called_from: Vec<(FilePath, TextRange)>,
    /// Whether the type checker says it, and an editor's TypeScript server with it.
    pub is_type_error: bool,
    /// The rules that find this fault.
    rules: &'static [&'static str],
    /// Whether the line is the compiler's: then a finding of another line is another fault.
    is_exact: bool,
}

/// The rules that find what a message of the compiler speaks of; none if it is the type checker's, or not known.
pub fn rules_of(message: &str) -> &'static [&'static str] {
    known::known(message).map_or(&[], |known| known.rules)
}

/// What the compiler said of the project at `root`, each message where its fault is.
pub fn verdicts(sources: &Sources<'_>, root: &FilePath, messages: &[CompileMessage]) -> Vec<Verdict> {
    let Some(project) = sources.analysis().workspace.project(root) else {
        return Vec::new();
    };
    let places = Places { sources, project };
    messages.iter().map(|message| places.verdict(message)).collect()
}

impl Verdict {
    /// The places that it is about, the faulty one first.
    pub fn places(&self) -> impl Iterator<Item = (&FilePath, TextRange)> {
        let called_from = self.called_from.iter().map(|(file, range)| (file, *range));
        std::iter::once((&self.file, self.range)).chain(called_from)
    }

    /// Whether it is about a file.
    pub fn concerns(&self, file: &FilePath) -> bool {
        self.places().any(|(other, _)| other == file)
    }

    /// Moves along with an edited file; false if one of its places is not there any more.
    pub fn shift(&mut self, file: &FilePath, drift: &Drift<'_>) -> bool {
        let called_from = self.called_from.iter_mut().map(|(file, range)| (&*file, range));
        let mut own_places = std::iter::once((&self.file, &mut self.range)).chain(called_from);
        own_places.all(|(own, range)| places::shift(own, range, file, drift))
    }

    /// Whether a finding of a rule says the same.
    pub fn is_said_by(&self, analysis: &Analysis, file: &FilePath, found: &Diagnostic) -> bool {
        if *file != self.file {
            return false;
        }
        let is_near = || {
            let line = |range: TextRange| {
                let lines = analysis.lines(file)?;
                Some(lines.position(range.start(), PositionEncoding::Utf8).line)
            };
            line(found.range) == line(self.range) || found.range.contains_range(self.range)
        };
        if self.is_type_error {
            let is_same = found.range.contains(self.range.start()) || shares_a_name(&found.message, &self.message);
            return found.reporters.contains(&Reporter::Tsc) && is_near() && is_same;
        }
        self.rules.contains(&found.rule.id) && (!self.is_exact || is_near())
    }

    /// A diagnostic of its own, for what no rule says; none where the configuration silences them.
    pub fn diagnostic(&self, analysis: &Analysis) -> Option<Diagnostic> {
        let reporters: &[Reporter] = if self.is_type_error {
            &[Reporter::Tsc, Reporter::Compile]
        } else {
            &[Reporter::Compile]
        };
        let mut diagnostic = analysis.compile_error(&self.file, self.range, self.message.clone(), reporters)?;
        if let Some(entry) = &self.entry {
            let root = analysis.workspace.project_of(entry).map(|project| project.root());
            let place = root.and_then(|root| entry.relative_to(root)).unwrap_or(entry.as_str());
            diagnostic.related(entry, TextRange::default(), format!("bundled by `{place}`"));
        }
        for (file, range) in &self.called_from {
            diagnostic.related(file, *range, stack::CALLED_FROM.to_owned());
        }
        Some(diagnostic)
    }
}

/// Whether a name that one message has in backquotes stands in the other in quotes.
fn shares_a_name(ours: &str, theirs: &str) -> bool {
    let names = ours.split('`').skip(1).step_by(2);
    names
        .filter(|name| !name.is_empty())
        .any(|name| theirs.contains(&format!("'{name}'")))
}
