//! What the results of runs say in the files: diagnostics, until they are edited away.

use lint::Severity;
use project::FilePath;
use tower_lsp::ls_types as lsp;

use super::{BEFORE, Outcome, Results, Run};
use crate::compiler::Verdict;
use crate::lsp::to_proto;
use crate::run::faults::Fault;
use crate::session::Snapshot;

impl Results {
    /// What the runs say of a file, beside what the rules found in it.
    pub fn diagnostics(
        &self,
        snapshot: &Snapshot,
        file: &FilePath,
        findings: &[lint::Diagnostic],
    ) -> Vec<lsp::Diagnostic> {
        let verdicts = self.verdicts.values().flat_map(|verdicts| &verdicts.found);
        let verdicts = verdicts.filter(|verdict| verdict.file == *file);
        let verdicts = verdicts.filter_map(|verdict| of_compiler(snapshot, verdict, findings));
        verdicts
            .chain(self.failure(snapshot, file))
            .chain(self.faults(snapshot, file, findings))
            .collect()
    }

    /// What went wrong in a file, whichever function ran.
    fn faults(&self, snapshot: &Snapshot, file: &FilePath, findings: &[lint::Diagnostic]) -> Vec<lsp::Diagnostic> {
        // Of an input the rules say the same, and after an edit still do.
        let is_said = |fault: &&Fault| {
            let mut of_fixture = findings.iter().filter(|found| found.rule.group() == "fixture");
            of_fixture.any(|found| found.range == fault.range)
        };
        let mut found = Vec::new();
        for run in self.runs.values() {
            let Outcome::Failure { class, faults, .. } = &run.outcome else {
                continue;
            };
            let here = faults.iter().filter(|fault| fault.file == *file && !is_said(fault));
            found.extend(here.filter_map(|fault| {
                let related = fault.related.iter().map(|spot| {
                    let location = to_proto::location(snapshot, &spot.file, spot.range)?;
                    let message = spot.message.clone();
                    Some(lsp::DiagnosticRelatedInformation { location, message })
                });
                let related: Vec<_> = related.flatten().collect();
                // Of a test that is closed the analysis knows nothing.
                let lines = snapshot.analysis.lines(file).or_else(|| run.ground.lines(file))?;
                let mut diagnostic = diagnostic(run, class, &fault.message);
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
        let run = self.runs.get(path)?;
        let Outcome::Failure {
            class, message, faults, ..
        } = &run.outcome
        else {
            return None;
        };
        if !faults.is_empty() {
            return None;
        }
        let project = snapshot.analysis.workspace.project_of(path);
        if *class == COMPILE_ERROR && project.is_some_and(|project| self.verdicts.contains_key(project.root())) {
            return None;
        }
        let file = snapshot.analysis.workspace.file(path)?;
        let at = file.items.function()?.callee_span.0;
        let mut diagnostic = diagnostic(run, class, message);
        diagnostic.range = to_proto::range(&file.lines, at, snapshot.encoding);
        Some(diagnostic)
    }
}

/// An error of a dry run, without a place. After an edit elsewhere it may hold no more, so it is none any longer.
fn diagnostic(run: &Run, class: &str, message: &str) -> lsp::Diagnostic {
    let (severity, message) = match run.is_stale {
        true => (lsp::DiagnosticSeverity::WARNING, format!("{message} ({BEFORE})")),
        false => (lsp::DiagnosticSeverity::ERROR, message.to_owned()),
    };
    lsp::Diagnostic {
        severity: Some(severity),
        code: Some(lsp::NumberOrString::String(format!("dryrun-{class}"))),
        source: Some(to_proto::SOURCE.to_owned()),
        message,
        ..lsp::Diagnostic::default()
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
