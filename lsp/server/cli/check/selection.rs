//! Which findings are reported, and fixed.

use std::thread;

use lint::{Analysis, Diagnostic, Severity};
use project::FilePath;

use super::changed::Changed;

/// Which findings are reported, and fixed.
pub struct Selection {
    /// The files that were asked about, sorted.
    pub(super) files: Vec<FilePath>,
    /// What changed, if only that matters.
    pub(super) changed: Option<Changed>,
    /// The least severity.
    pub(super) least: Severity,
}

impl Selection {
    /// Files that the fixes changed are looked at too.
    pub(super) fn add(&mut self, files: impl IntoIterator<Item = FilePath>) {
        self.files.extend(files);
        self.files.sort_unstable();
        self.files.dedup();
    }

    /// The files that the report is about, sorted.
    pub(super) fn reported(&self) -> Vec<FilePath> {
        let is_meant = |file: &&FilePath| self.changed.as_ref().is_none_or(|changed| changed.holds(file));
        self.files.iter().filter(is_meant).cloned().collect()
    }

    /// The findings that are selected, in the order of files and places.
    pub fn findings(&self, analysis: &Analysis) -> Vec<(FilePath, Diagnostic)> {
        let mut findings = self.all_findings(analysis);
        self.narrow(&mut findings);
        findings
    }

    /// Everything that is found in the files that were asked about.
    pub(super) fn all_findings(&self, analysis: &Analysis) -> Vec<(FilePath, Diagnostic)> {
        diagnose(analysis, &self.files)
    }

    /// Takes out what is not selected.
    pub(super) fn narrow(&self, findings: &mut Vec<(FilePath, Diagnostic)>) {
        findings.retain(|(file, found)| {
            let is_meant = self.files.binary_search(file).is_ok();
            let is_new = self
                .changed
                .as_ref()
                .is_none_or(|changed| changed.concerns(file, found));
            is_meant && is_new && found.severity <= self.least
        });
    }
}

/// The findings of these files in their order, computed on all processors.
fn diagnose(analysis: &Analysis, files: &[FilePath]) -> Vec<(FilePath, Diagnostic)> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let portion = files.len().div_ceil(threads).max(1);
    let of_file = |file: &FilePath| {
        analysis
            .diagnose(file)
            .into_iter()
            .map(|finding| (file.clone(), finding))
            .collect::<Vec<_>>()
    };
    thread::scope(|scope| {
        let workers: Vec<_> = files
            .chunks(portion)
            .map(|files| scope.spawn(move || files.iter().flat_map(of_file).collect::<Vec<_>>()))
            .collect();
        // A worker panics only over a defect, which then ends the whole command.
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
