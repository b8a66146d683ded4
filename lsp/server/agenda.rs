//! What is to be diagnosed next: what the user edits first, what depends on it after that.

use std::collections::VecDeque;

use project::FilePath;
use rustc_hash::FxHashSet;

/// Files that wait to be diagnosed, each at most once.
#[derive(Debug, Default)]
pub struct Agenda {
    edited: Queue,
    dependents: Queue,
    pointing: Queue,
}

/// What to diagnose next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The files.
    pub files: Vec<FilePath>,
    /// Whether only those of them matter whose diagnostics point into other files.
    pub only_pointing: bool,
}

/// Dependents are diagnosed in portions, between which an edit gets its turn.
const PORTION: usize = 64;

impl Agenda {
    /// A file whose text changed. It comes before all dependents.
    pub fn edited(&mut self, file: FilePath) {
        self.dependents.remove(&file);
        self.pointing.remove(&file);
        self.edited.push(file);
    }

    /// Files whose diagnostics may have changed because another file did.
    pub fn dependents(&mut self, files: impl IntoIterator<Item = FilePath>) {
        for file in files {
            if !self.edited.contains(&file) {
                self.pointing.remove(&file);
                self.dependents.push(file);
            }
        }
    }

    /// Files of which the same is to be said, at another place if it points into a file whose text moved.
    pub fn pointing(&mut self, files: impl IntoIterator<Item = FilePath>) {
        for file in files {
            if !self.edited.contains(&file) && !self.dependents.contains(&file) {
                self.pointing.push(file);
            }
        }
    }

    /// Those of which something else may have to be said; not those of which the same is said of another place.
    pub fn waiting(&self) -> impl Iterator<Item = &FilePath> {
        self.edited.waiting.iter().chain(&self.dependents.waiting)
    }

    /// What to diagnose now; none when all is done.
    pub fn take(&mut self) -> Option<Batch> {
        let only_pointing = self.edited.is_empty() && self.dependents.is_empty();
        let queues = [&mut self.edited, &mut self.dependents, &mut self.pointing];
        let queue = queues.into_iter().find(|queue| !queue.is_empty())?;
        Some(Batch {
            files: queue.take(PORTION),
            only_pointing,
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> FilePath {
        FilePath::new(format!("/{name}"))
    }

    #[test]
    fn edits_come_before_what_depends_on_them_and_each_file_comes_once() {
        let mut agenda = Agenda::default();
        agenda.pointing([file("a"), file("b"), file("c")]);
        agenda.dependents([file("b"), file("c")]);
        agenda.edited(file("c"));
        let batch = |name, only_pointing| Batch {
            files: vec![file(name)],
            only_pointing,
        };
        assert_eq!(agenda.take(), Some(batch("c", false)));
        assert_eq!(agenda.take(), Some(batch("b", false)));
        assert_eq!(agenda.take(), Some(batch("a", true)));
        assert_eq!(agenda.take(), None);
    }
}
