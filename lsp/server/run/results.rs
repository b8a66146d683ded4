//! What the dry runs of functions came to: shown in lenses, and failures as diagnostics until the function is edited.

use project::FilePath;
use rustc_hash::FxHashMap;
use tower_lsp::ls_types as lsp;

use crate::lsp::to_proto;
use crate::session::Snapshot;

/// The last run of each function, as long as it says something about the text.
#[derive(Debug, Clone, Default)]
pub struct Results(FxHashMap<FilePath, Outcome>);

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
            Some(outcome) => self.0.insert(file, outcome),
            None => self.0.remove(&file),
        };
    }

    /// The function was edited: what ended says nothing about it any more.
    pub fn forget_ended(&mut self, file: &FilePath) {
        if self.0.get(file).is_some_and(|outcome| *outcome != Outcome::Running) {
            self.0.remove(file);
        }
    }

    /// Whether there is anything to forget when the function is edited.
    pub fn has_ended(&self, file: &FilePath) -> bool {
        self.0.get(file).is_some_and(|outcome| *outcome != Outcome::Running)
    }

    /// What a lens says behind its own title.
    pub fn suffix(&self, file: &FilePath) -> Option<String> {
        Some(match self.0.get(file)? {
            Outcome::Running => "running…".to_owned(),
            Outcome::Success(message) => format!("✓ {message}"),
            Outcome::Failure { message, .. } => format!("✗ {message}"),
        })
    }

    /// The failure of a function, at its create call.
    pub fn diagnostic(&self, snapshot: &Snapshot, file: &FilePath) -> Option<lsp::Diagnostic> {
        let Outcome::Failure { class, message } = self.0.get(file)? else {
            return None;
        };
        let file = snapshot.analysis.workspace.file(file)?;
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
