//! What is to be diagnosed next: what the user edits first, what depends on it after that.

use std::collections::VecDeque;

use project::FilePath;
use rustc_hash::FxHashSet;

/// Files that wait to be diagnosed, each at most once.
#[derive(Debug, Default)]
pub struct Agenda {
    edited: Queue,
    dependents: Queue,
}

/// Dependents are diagnosed in portions, between which an edit gets its turn.
const PORTION: usize = 64;

impl Agenda {
    /// A file whose text changed. It comes before all dependents.
    pub fn edited(&mut self, file: FilePath) {
        self.dependents.remove(&file);
        self.edited.push(file);
    }

    /// Files whose diagnostics may have changed because another file did.
    pub fn dependents(&mut self, files: impl IntoIterator<Item = FilePath>) {
        for file in files {
            if !self.edited.contains(&file) {
                self.dependents.push(file);
            }
        }
    }

    /// What to diagnose now; none when all is done.
    pub fn take(&mut self) -> Option<Vec<FilePath>> {
        let queue = if self.edited.is_empty() {
            &mut self.dependents
        } else {
            &mut self.edited
        };
        let portion = queue.take(PORTION);
        (!portion.is_empty()).then_some(portion)
    }
}

/// A queue without duplicates.
#[derive(Debug, Default)]
struct Queue {
    order: VecDeque<FilePath>,
    waiting: FxHashSet<FilePath>,
}

impl Queue {
    fn push(&mut self, file: FilePath) {
        if self.waiting.insert(file.clone()) {
            self.order.push_back(file);
        }
    }

    fn remove(&mut self, file: &FilePath) {
        if self.waiting.remove(file) {
            self.order.retain(|other| other != file);
        }
    }

    fn contains(&self, file: &FilePath) -> bool {
        self.waiting.contains(file)
    }

    fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    fn take(&mut self, most: usize) -> Vec<FilePath> {
        let portion: Vec<_> = self.order.drain(..most.min(self.order.len())).collect();
        for file in &portion {
            self.waiting.remove(file);
        }
        portion
    }
}
