//! What the dry runs of functions came to: shown in lenses, and failures as diagnostics until the function is edited.

use lint::Severity;
use project::FilePath;
use rustc_hash::FxHashMap;
use tower_lsp::ls_types as lsp;

use super::faults::Fault;
use crate::compiler::Verdict;
use crate::lsp::to_proto;
use crate::session::Snapshot;

/// The last run of each function, as long as it says something about the text.
#[derive(Debug, Clone, Default)]
pub struct Results {
    runs: FxHashMap<FilePath, Outcome>,
    /// What the compiler said of a project, by root, when the last run got no further.
    verdicts: FxHashMap<FilePath, Vec<Verdict>>,
}

/// How the last run of a function stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It has not ended.
    Running,
    /// It succeeded, with this summary.
    Success(String),
    /// It failed: the class of the outcome, and its sentence.
    Failure {
        /// As in `http-error`.
        class: &'static str,
        /// One sentence.
        message: String,
        /// What the lens adds: calls and time.
        effort: String,
        /// Where it went wrong; nothing if that is not known better than by the function.
        faults: Vec<Fault>,
    },
}

impl Outcome {
    /// The faults of a failure.
    fn faults(&self) -> &[Fault] {
        match self {
            Outcome::Failure { faults, .. } => faults,
            Outcome::Running | Outcome::Success(_) => &[],
        }
    }
}

impl Results {
    /// Notes how the run of a function stands, none forgets it; the files whose diagnostics that changes.
    pub fn set(&mut self, file: FilePath, outcome: Option<Outcome>) -> Vec<FilePath> {
        let new = outcome.as_ref().map(faulty).unwrap_or_default();
        let old = match outcome {
            Some(outcome) => self.runs.insert(file.clone(), outcome),
            None => self.runs.remove(&file),
        };
        let old = old.as_ref().map(faulty).unwrap_or_default();
        [file].into_iter().chain(old).chain(new).collect()
    }

    /// Notes what the compiler said of a project, nothing if it compiles; the files whose diagnostics that changes.
    pub fn set_verdicts(&mut self, root: FilePath, verdicts: Vec<Verdict>) -> Vec<FilePath> {
        let new: Vec<_> = verdicts.iter().map(|verdict| verdict.file.clone()).collect();
        let old = match verdicts.is_empty() {
            true => self.verdicts.remove(&root),
            false => self.verdicts.insert(root, verdicts),
        };
        let old = old.into_iter().flatten().map(|verdict| verdict.file);
        old.chain(new).collect()
    }

    /// A file was edited: what ended says nothing about it any more, nor do the runs that failed in it. The other files whose
    /// diagnostics that changes.
    pub fn forget_ended(&mut self, file: &FilePath) -> Vec<FilePath> {
        let mut changed = Vec::new();
        self.runs.retain(|function, outcome| {
            let is_over = ended(function, outcome, file);
            if is_over {
                changed.push(function.clone());
                changed.extend(faulty(outcome));
            }
            !is_over
        });
        for verdicts in self.verdicts.values_mut() {
            verdicts.retain(|verdict| verdict.file != *file);
        }
        changed.retain(|other| other != file);
        changed
    }

    /// Whether there is anything to forget when a file is edited.
    pub fn has_ended(&self, file: &FilePath) -> bool {
        let mut verdicts = self.verdicts.values().flatten();
        let mut runs = self.runs.iter();
        runs.any(|(function, outcome)| ended(function, outcome, file)) || verdicts.any(|verdict| verdict.file == *file)
    }

    /// Whether the run of a function has ended, and what it came to still stands.
    pub fn has_report(&self, function: &FilePath) -> bool {
        self.runs
            .get(function)
            .is_some_and(|outcome| *outcome != Outcome::Running)
    }

    /// How the last run of a function stands.
    pub fn of(&self, function: &FilePath) -> Option<&Outcome> {
        self.runs.get(function)
    }

    /// What a lens says behind its own title.
    pub fn suffix(&self, file: &FilePath) -> Option<String> {
        Some(match self.runs.get(file)? {
            Outcome::Running => "running…".to_owned(),
            Outcome::Success(message) => format!("✓ {message}"),
            Outcome::Failure { message, effort, .. } => format!("✗ {message}{effort}"),
        })
    }

    /// What the runs say of a file, beside what the rules found in it.
    pub fn diagnostics(
        &self,
        snapshot: &Snapshot,
        file: &FilePath,
        findings: &[lint::Diagnostic],
    ) -> Vec<lsp::Diagnostic> {
        let verdicts = self.verdicts.values().flatten().filter(|verdict| verdict.file == *file);
        let verdicts = verdicts.filter_map(|verdict| of_compiler(snapshot, verdict, findings));
        verdicts
            .chain(self.failure(snapshot, file))
            .chain(self.faults(snapshot, file))
            .collect()
    }

    /// What went wrong in a file, whichever function ran.
    fn faults(&self, snapshot: &Snapshot, file: &FilePath) -> Vec<lsp::Diagnostic> {
        let mut found = Vec::new();
        for outcome in self.runs.values() {
            let Outcome::Failure { class, faults, .. } = outcome else {
                continue;
            };
            let here = faults.iter().filter(|fault| fault.file == *file);
            found.extend(here.filter_map(|fault| {
                let related = fault.related.iter().map(|spot| {
                    let location = to_proto::location(snapshot, &spot.file, spot.range)?;
                    let message = spot.message.clone();
                    Some(lsp::DiagnosticRelatedInformation { location, message })
                });
                let related: Vec<_> = related.flatten().collect();
                let lines = snapshot.analysis.lines(file)?;
                let mut diagnostic = diagnostic(class, &fault.message);
                diagnostic.range = to_proto::range(&lines, fault.range, snapshot.encoding);
                diagnostic.related_information =
                    (snapshot.features.related_information && !related.is_empty()).then_some(related);
                Some(diagnostic)
            }));
        }
        // Several functions may fail in one helper, and the order of a map is none.
        found.sort_by_key(|diagnostic| (diagnostic.range.start, diagnostic.message.clone()));
        found.dedup();
        found
    }

    /// The failure of a function, at its create call, unless a better place is known. That the project does not compile is shown where it does not.
    fn failure(&self, snapshot: &Snapshot, path: &FilePath) -> Option<lsp::Diagnostic> {
        let outcome = self.runs.get(path)?;
        let Outcome::Failure { class, message, .. } = outcome else {
            return None;
        };
        if !outcome.faults().is_empty() {
            return None;
        }
        let project = snapshot.analysis.workspace.project_of(path);
        if *class == COMPILE_ERROR && project.is_some_and(|project| self.verdicts.contains_key(project.root())) {
            return None;
        }
        let file = snapshot.analysis.workspace.file(path)?;
        let at = file.items.function()?.callee_span.0;
        let mut diagnostic = diagnostic(class, message);
        diagnostic.range = to_proto::range(&file.lines, at, snapshot.encoding);
        Some(diagnostic)
    }
}

/// An error of a dry run, without a place.
fn diagnostic(class: &str, message: &str) -> lsp::Diagnostic {
    lsp::Diagnostic {
        severity: Some(lsp::DiagnosticSeverity::ERROR),
        code: Some(lsp::NumberOrString::String(format!("dryrun-{class}"))),
        source: Some(to_proto::SOURCE.to_owned()),
        message: message.to_owned(),
        ..lsp::Diagnostic::default()
    }
}

/// Whether an edit of `edited` is the end of what is known of the run of a function.
fn ended(function: &FilePath, outcome: &Outcome, edited: &FilePath) -> bool {
    let concerns = function == edited || outcome.faults().iter().any(|fault| fault.concerns(edited));
    *outcome != Outcome::Running && concerns
}

/// The files in which a run went wrong.
fn faulty(outcome: &Outcome) -> Vec<FilePath> {
    outcome.faults().iter().map(|fault| fault.file.clone()).collect()
}

/// The class of a run that ended in the compiler.
const COMPILE_ERROR: &str = "compile-error";

/// What the compiler said, unless a rule says the same. Where the document is open, the editor's TypeScript server has
/// underlined a type error already.
fn of_compiler(snapshot: &Snapshot, verdict: &Verdict, findings: &[lint::Diagnostic]) -> Option<lsp::Diagnostic> {
    let (analysis, file) = (&snapshot.analysis, &verdict.file);
    if findings.iter().any(|found| verdict.is_said_by(analysis, file, found)) {
        return None;
    }
    let mut found = verdict.diagnostic(analysis)?;
    if verdict.is_type_error && snapshot.documents.get(file).is_some() {
        found.severity = Severity::Hint;
    }
    to_proto::diagnostic(snapshot, file, &found)
}
