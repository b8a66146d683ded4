//! Which conditions ask whether something failed: `if (failed)`, `if (!page)`, `if (saved !== stages.length)`.

use rustc_hash::FxHashMap;

use super::Slots;
use crate::graph::Node;
use crate::graph::build::{Draft, Test, Variable};
use crate::ir::E;

/// Attempts: bits, by their number. Those after the 64th are one.
type Attempts = u64;

impl Slots<'_, '_> {
    /// Finds the conditions that read what is written where failures are caught: in a `try` block or its catch clause, and the condition
    /// stands behind both. What functions return there counts as written.
    pub(super) fn find_guards(&mut self) {
        if self.builder.attempts.is_empty() {
            return;
        }
        let outcomes = self.outcomes();
        let guards = self.builder.nodes.iter().enumerate().filter_map(|(at, node)| {
            let Draft::Branch { test, .. } = node.draft else {
                return None;
            };
            let reads = |value| self.attempts_of(value, node.frame, &outcomes);
            let asks = match test {
                Test::Holds(test) => reads(test),
                Test::Equal(a, b) => reads(a) | reads(b),
            };
            (asks != 0 && asks & !self.attempts_around(at as Node) != 0).then_some(at as Node)
        });
        self.guards = guards.collect();
    }

    /// The attempts that a node stands in.
    fn attempts_around(&self, at: Node) -> Attempts {
        let attempts = self.builder.attempts.iter().enumerate();
        let around = attempts.filter(|(_, attempt)| attempt.iter().any(|(first, end)| (first..end).contains(&&at)));
        around.fold(0, |bits, (number, _)| bits | 1 << number.min(63))
    }

    /// The attempts whose outcome an expression depends on.
    fn attempts_of(&self, value: E, frame: u32, outcomes: &FxHashMap<Variable, Attempts>) -> Attempts {
        let mut found = 0;
        self.mentioned(value, frame, 0, &mut |var| {
            found |= outcomes.get(&var).copied().unwrap_or_default();
        });
        found
    }

    /// Of variables, the attempts whose outcome they say, or may say.
    fn outcomes(&self) -> FxHashMap<Variable, Attempts> {
        let mut outcomes = FxHashMap::default();
        for (var, writers) in &self.writers {
            let within = writers.iter().fold(0, |bits, at| bits | self.attempts_around(*at));
            if within != 0 {
                outcomes.insert(*var, within);
            }
        }
        loop {
            let mut has_changed = false;
            // Nodes are built backwards: this is the order in which they run.
            for node in self.builder.nodes.iter().rev() {
                let (var, depends) = match &node.draft {
                    Draft::Assign(var, value) | Draft::Put(var, _, value) => {
                        (*var, self.attempts_of(*value, node.frame, &outcomes))
                    }
                    Draft::Copy(to, from) => (*to, outcomes.get(from).copied().unwrap_or_default()),
                    _ => continue,
                };
                if depends != 0 {
                    let known: &mut Attempts = outcomes.entry(var).or_default();
                    has_changed |= *known | depends != *known;
                    *known |= depends;
                }
            }
            if !has_changed {
                return outcomes;
            }
        }
    }
}
