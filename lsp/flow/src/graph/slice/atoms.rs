//! Conditions whose outcome is remembered: asked again before anything is written that they were made from, they are the same.

use super::Slice;
use crate::graph::{Node, Term, TermKind};

/// How many conditions are remembered at most.
const MAX_ATOMS: usize = 32;

impl Slice<'_, '_> {
    /// What is remembered of a condition holds until its variables are written: there it must be forgotten.
    pub(super) fn keep_writers(&mut self, atoms: &[Term]) {
        for term in atoms {
            for var in self.slots.mentions.get(term).into_iter().flatten() {
                for writer in self.slots.writers.get(var).into_iter().flatten() {
                    self.kept[*writer as usize] = true;
                }
            }
        }
        self.skip();
    }

    /// The conditions whose outcome is remembered: what decisions and values ask of that no slot says.
    pub(super) fn atoms(&self, reached: &[Node]) -> Option<Vec<Term>> {
        let mut atoms = Vec::new();
        for node in reached {
            if let Some(test) = self.tests.get(node) {
                self.find_atoms(*test, &mut atoms);
            }
            for (_, value) in &self.sets[*node as usize] {
                self.find_tests(*value, &mut atoms);
            }
        }
        (atoms.len() <= MAX_ATOMS).then_some(atoms)
    }

    /// Of a value, the conditions that choose between its parts.
    fn find_tests(&self, value: Term, atoms: &mut Vec<Term>) {
        match &self.slots.terms[value as usize] {
            TermKind::Cond(test, yes, no) => {
                self.find_atoms(*test, atoms);
                self.find_tests(*yes, atoms);
                self.find_tests(*no, atoms);
            }
            TermKind::Not(_) | TermKind::Equals(..) | TermKind::Less(..) | TermKind::HasType(..) => {
                self.find_atoms(value, atoms);
            }
            _ => {}
        }
    }

    fn find_atoms(&self, test: Term, atoms: &mut Vec<Term>) {
        match &self.slots.terms[test as usize] {
            TermKind::Cond(a, b, c) => {
                for part in [a, b, c] {
                    self.find_atoms(*part, atoms);
                }
            }
            TermKind::And(a, b) | TermKind::Or(a, b) | TermKind::Nullish(a, b) => {
                self.find_atoms(*a, atoms);
                self.find_atoms(*b, atoms);
            }
            TermKind::Not(a) | TermKind::Truth(a) => self.find_atoms(*a, atoms),
            TermKind::Equals(..)
            | TermKind::Less(..)
            | TermKind::HasType(..)
            | TermKind::Opaque(..)
            | TermKind::Length(..)
            | TermKind::Element(..)
            | TermKind::Place(..)
            | TermKind::Plus(..)
                if !atoms.contains(&test) =>
            {
                atoms.push(test);
            }
            _ => {}
        }
    }
}
