//! What the compiler would refuse, file by file: noted by the publisher, which looks at every file anyway, so that a click
//! need not.

use std::sync::{Arc, Mutex, PoisonError};

use lint::Diagnostic;
use project::FilePath;
use rustc_hash::{FxHashMap, FxHashSet};

/// What was found in each file that was looked at: the first thing that the compiler will say, if anything. Clones are one.
#[derive(Debug, Clone, Default)]
pub struct Refusals(Arc<Mutex<FxHashMap<FilePath, Option<Arc<Diagnostic>>>>>);

impl Refusals {
    /// Notes what all findings in a file come to; none if nobody has looked.
    pub fn note(&self, file: &FilePath, findings: Option<&[Diagnostic]>) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match findings {
            Some(findings) => noted.insert(file.clone(), ide::refusal(findings).cloned().map(Arc::new)),
            None => noted.remove(file),
        };
    }

    /// What was found in a file; none if that has to be looked at first, as if it is one of those that wait for it.
    pub fn of(&self, file: &FilePath, waiting: &FxHashSet<FilePath>) -> Option<Option<Arc<Diagnostic>>> {
        if waiting.contains(file) {
            return None;
        }
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(file).cloned()
    }
}
