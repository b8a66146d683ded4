//! What the dry runs of functions came to, as long as it says something about the text.
//!
//! A result stands as long as what it is about does: the statement of the function and those in which it went wrong. An edit of
//! one of them ends it. An edit elsewhere in what ran moves its places along, and lets it be said that it is older than the text;
//! one that changes no token, as a formatter's, only moves them.

mod ground;
mod shown;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use project::FilePath;
use rustc_hash::FxHashMap;
use syntax::{Drift, Revision};

pub use self::ground::Ground;
use super::faults::Fault;
use crate::compiler::Verdict;

/// The last run of each function that has ended, and those that go on.
#[derive(Debug, Clone, Default)]
pub struct Results {
    /// How many runs of a function go on, or wait for others.
    running: FxHashMap<FilePath, usize>,
    runs: FxHashMap<FilePath, Run>,
    /// What the compiler said of a project, by root, when the last run got no further.
    verdicts: FxHashMap<FilePath, Verdicts>,
}

/// The last run of a function.
#[derive(Debug, Clone)]
struct Run {
    outcome: Outcome,
    ground: Ground,
    /// Whether something that ran was edited since.
    is_stale: bool,
}

/// What the compiler said of a project.
#[derive(Debug, Clone)]
struct Verdicts {
    found: Vec<Verdict>,
    ground: Ground,
}

/// What the last run of a function came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
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
            Outcome::Success(_) => &[],
        }
    }

    fn faults_mut(&mut self) -> &mut [Fault] {
        match self {
            Outcome::Failure { faults, .. } => faults,
            Outcome::Success(_) => &mut [],
        }
    }

    /// The files in which a run went wrong.
    fn faulty(&self) -> impl Iterator<Item = FilePath> {
        self.faults().iter().map(|fault| fault.file.clone())
    }
}

/// What is to be shown anew.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// The files whose diagnostics are others now, or elsewhere.
    pub files: Vec<FilePath>,
    /// Whether a lens is another one.
    pub lenses: bool,
}

impl Changed {
    fn lenses() -> Self {
        Self {
            files: Vec::new(),
            lenses: true,
        }
    }
}

/// What a lens and a diagnostic say of a run that is older than the text.
const BEFORE: &str = "before the last edit";

impl Results {
    /// Notes that a run of a function goes on.
    pub fn begin(&mut self, file: FilePath) -> Changed {
        *self.running.entry(file).or_default() += 1;
        Changed::lenses()
    }

    /// Notes that a run of a function goes on no more.
    pub fn end(&mut self, file: &FilePath) -> Changed {
        if let Some(count) = self.running.get_mut(file) {
            *count -= 1;
            if *count == 0 {
                self.running.remove(file);
            }
        }
        Changed::lenses()
    }

    /// Whether a run of a function goes on.
    pub fn is_running(&self, function: &FilePath) -> bool {
        self.running.contains_key(function)
    }

    /// Notes what the last run of a function came to, and what that stands on; none forgets it.
    pub fn set(&mut self, file: FilePath, outcome: Option<(Outcome, Ground)>) -> Changed {
        let new = outcome.map(|(outcome, ground)| Run {
            is_stale: ground.is_stale(),
            outcome,
            ground,
        });
        let mut files = vec![file.clone()];
        files.extend(new.iter().flat_map(|run| run.outcome.faulty()));
        let old = match new {
            Some(new) => self.runs.insert(file, new),
            None => self.runs.remove(&file),
        };
        files.extend(old.iter().flat_map(|run| run.outcome.faulty()));
        Changed { files, lenses: true }
    }

    /// Notes what the compiler said of a project, and which files that is about; nothing if it compiles.
    pub fn set_verdicts(&mut self, root: FilePath, found: Vec<Verdict>, ground: Ground) -> Changed {
        let mut files: Vec<_> = found.iter().map(|verdict| verdict.file.clone()).collect();
        let old = match found.is_empty() {
            true => self.verdicts.remove(&root),
            false => self.verdicts.insert(root, Verdicts { found, ground }),
        };
        files.extend(old.into_iter().flat_map(|old| old.found).map(|verdict| verdict.file));
        Changed { files, lenses: false }
    }

    /// Whether a result stands on a file.
    pub fn knows(&self, file: &FilePath) -> bool {
        let runs = self.runs.values().map(|run| &run.ground);
        let verdicts = self.verdicts.values().map(|verdicts| &verdicts.ground);
        runs.chain(verdicts).any(|ground| ground.holds(file))
    }

    /// The files that results stand on.
    pub fn files(&self) -> Vec<FilePath> {
        let runs = self.runs.values().map(|run| &run.ground);
        let verdicts = self.verdicts.values().map(|verdicts| &verdicts.ground);
        let mut files: Vec<_> = runs.chain(verdicts).flat_map(Ground::files).cloned().collect();
        files.sort_unstable();
        files.dedup();
        files
    }

    /// A file is another version now; none if nothing is known of it but that it is another one.
    pub fn edited(&mut self, file: &FilePath, new: Option<&Arc<Revision>>) -> Changed {
        let mut changed = Changed::default();
        self.runs.retain(|function, run| {
            if *function != *file && !run.ground.holds(file) {
                return true;
            }
            let was_stale = run.is_stale;
            let stands = new.is_some_and(|new| run.edited(file, new));
            changed.files.push(function.clone());
            changed.files.extend(run.outcome.faulty());
            changed.lenses |= !stands || run.is_stale != was_stale;
            stands
        });
        for verdicts in self
            .verdicts
            .values_mut()
            .filter(|verdicts| verdicts.ground.holds(file))
        {
            changed
                .files
                .extend(verdicts.found.iter().map(|verdict| verdict.file.clone()));
            verdicts.edited(file, new);
        }
        changed.files.retain(|other| other != file);
        changed
    }

    /// What the last run of a function came to that has ended, as long as that stands.
    pub fn of(&self, function: &FilePath) -> Option<&Outcome> {
        self.runs.get(function).map(|run| &run.outcome)
    }

    /// The same in a few words.
    pub fn said(&self, function: &FilePath) -> Option<String> {
        let run = self.runs.get(function)?;
        let said = match &run.outcome {
            Outcome::Success(message) => message.clone(),
            Outcome::Failure { message, effort, .. } => format!("{message}{effort}"),
        };
        Some(match run.is_stale {
            true => format!("{said} · {BEFORE}"),
            false => said,
        })
    }

    /// What a lens says behind its own title.
    pub fn suffix(&self, function: &FilePath) -> Option<String> {
        if self.is_running(function) {
            return Some("running…".to_owned());
        }
        let mark = match self.of(function)? {
            Outcome::Success(_) => '✓',
            Outcome::Failure { .. } => '✗',
        };
        Some(format!("{mark} {}", self.said(function)?))
    }
}

impl Run {
    /// Moves along with a file; whether it still stands.
    fn edited(&mut self, file: &FilePath, new: &Arc<Revision>) -> bool {
        let Some(old) = self.ground.revision(file) else {
            return false;
        };
        let drift = Drift::between(&old, new);
        let moved = self.ground.shift(file, &drift)
            && self
                .outcome
                .faults_mut()
                .iter_mut()
                .all(|fault| fault.shift(file, &drift));
        self.ground.replace(file, new.clone());
        self.is_stale |= !drift.is_same_program();
        moved
    }
}

impl Verdicts {
    /// Moves along with a file. Whether it would still be refused after a change of the program, who knows.
    fn edited(&mut self, file: &FilePath, new: Option<&Arc<Revision>>) {
        let revisions = self.ground.revision(file).zip(new);
        let drift = revisions.as_ref().map(|(old, new)| Drift::between(old, new));
        self.found.retain_mut(|verdict| match &drift {
            _ if !verdict.concerns(file) => true,
            Some(drift) if drift.is_same_program() => verdict.shift(file, drift),
            _ => false,
        });
        if let Some((_, new)) = revisions {
            self.ground.replace(file, new.clone());
        }
    }
}
