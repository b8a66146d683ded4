//! What the dry runs of functions came to: shown in lenses, and failures as diagnostics until the function is edited.

use lint::Severity;
use project::FilePath;
use rustc_hash::FxHashMap;
use tower_lsp::ls_types as lsp;

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
    },
}

impl Results {
    /// Notes how the run of a function stands; none forgets it.
    pub fn set(&mut self, file: FilePath, outcome: Option<Outcome>) {
        match outcome {
            Some(outcome) => self.runs.insert(file, outcome),
            None => self.runs.remove(&file),
        };
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

    /// A file was edited: what ended says nothing about it any more.
    pub fn forget_ended(&mut self, file: &FilePath) {
        if self.runs.get(file).is_some_and(|outcome| *outcome != Outcome::Running) {
            self.runs.remove(file);
        }
        for verdicts in self.verdicts.values_mut() {
            verdicts.retain(|verdict| verdict.file != *file);
        }
    }

    /// Whether there is anything to forget when a file is edited.
    pub fn has_ended(&self, file: &FilePath) -> bool {
        let mut verdicts = self.verdicts.values().flatten();
        self.runs.get(file).is_some_and(|outcome| *outcome != Outcome::Running)
            || verdicts.any(|verdict| verdict.file == *file)
    }

    /// What a lens says behind its own title.
    pub fn suffix(&self, file: &FilePath) -> Option<String> {
        Some(match self.runs.get(file)? {
            Outcome::Running => "running…".to_owned(),
            Outcome::Success(message) => format!("✓ {message}"),
            Outcome::Failure { message, .. } => format!("✗ {message}"),
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
        verdicts.chain(self.failure(snapshot, file)).collect()
    }

    /// The failure of a function, at its create call. That the project does not compile is shown where it does not.
    fn failure(&self, snapshot: &Snapshot, path: &FilePath) -> Option<lsp::Diagnostic> {
        let Outcome::Failure { class, message } = self.runs.get(path)? else {
            return None;
        };
        let project = snapshot.analysis.workspace.project_of(path);
        if *class == COMPILE_ERROR && project.is_some_and(|project| self.verdicts.contains_key(project.root())) {
            return None;
        }
        let file = snapshot.analysis.workspace.file(path)?;
        let at = file.items.function()?.callee_span.0;
        Some(lsp::Diagnostic {
            range: to_proto::range(&file.lines, at, snapshot.encoding),
            severity: Some(lsp::DiagnosticSeverity::ERROR),
            code: Some(lsp::NumberOrString::String(format!("dryrun-{class}"))),
            source: Some(to_proto::SOURCE.to_owned()),
            message: message.clone(),
            ..lsp::Diagnostic::default()
        })
    }
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
