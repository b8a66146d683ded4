//! Which slots and conditions still matter at a node: of the others the value is forgotten, so that states that differ in
//! nothing that matters are one.

use super::{Graph, GraphNode, Step, Term, TermKind};
use crate::ir::There;

/// What matters when a node begins: bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Live {
    pub(crate) slots: u64,
    pub(crate) atoms: u64,
}

impl Live {
    fn add(&mut self, other: Live) {
        self.slots |= other.slots;
        self.atoms |= other.atoms;
    }
}

impl Graph {
    /// Finds out which terms depend on how much something holds.
    pub(super) fn find_amounts(&mut self) {
        // A term is made of earlier ones.
        for term in &self.terms {
            let of = |parts: &[Term]| parts.iter().any(|part| self.is_amount[*part as usize]);
            let is_amount = match term {
                TermKind::Length(..) | TermKind::Element(There::IfAny, ..) => true,
                TermKind::Equals(a, b, _) | TermKind::Less(a, b) | TermKind::Plus(a, b) => of(&[*a, *b]),
                TermKind::Not(a) | TermKind::Truth(a) | TermKind::ToNumber(a) => of(&[*a]),
                _ => false,
            };
            self.is_amount.push(is_amount);
        }
    }

    /// Finds out what matters at each node.
    pub(super) fn find_live(&mut self) {
        let mut reads = vec![Live::default(); self.terms.len()];
        // A term is made of earlier ones.
        for term in 0..self.terms.len() {
            reads[term] = self.read(term as Term, &reads);
        }
        self.live = vec![Live::default(); self.nodes.len()];
        loop {
            let mut has_changed = false;
            for at in (0..self.nodes.len()).rev() {
                let live = self.before(&self.nodes[at], &reads);
                has_changed |= self.live[at] != live;
                self.live[at] = live;
            }
            if !has_changed {
                return;
            }
        }
    }

    fn read(&self, term: Term, reads: &[Live]) -> Live {
        let mut live = Live::default();
        if let Some(atom) = self.atom(term) {
            live.atoms |= 1 << atom;
        }
        let mut add = |parts: &[Term]| {
            for part in parts {
                live.add(reads[*part as usize]);
            }
        };
        match &self.terms[term as usize] {
            TermKind::Known(_) | TermKind::Token | TermKind::Row | TermKind::Field(_) => {}
            TermKind::Slot(slot) => live.slots |= 1 << slot,
            TermKind::Cond(a, b, c) => add(&[*a, *b, *c]),
            TermKind::And(a, b)
            | TermKind::Or(a, b)
            | TermKind::Nullish(a, b)
            | TermKind::Equals(a, b, _)
            | TermKind::Less(a, b)
            | TermKind::Plus(a, b)
            | TermKind::Merge(a, b) => add(&[*a, *b]),
            TermKind::Not(a) | TermKind::HasType(a, _) | TermKind::Truth(a) | TermKind::ToNumber(a) => add(&[*a]),
            TermKind::Length(_, parts)
            | TermKind::Element(.., parts)
            | TermKind::Place(_, parts)
            | TermKind::Computed(parts)
            | TermKind::Object(parts)
            | TermKind::Opaque(_, parts) => add(parts),
        }
        live
    }

    fn before(&self, node: &GraphNode, reads: &[Live]) -> Live {
        let mut live = Live::default();
        for next in node.next {
            live.add(self.live[next as usize]);
        }
        let is_fallible = matches!(node.step, Step::Op { .. } | Step::Throw { .. });
        let mut set = 0;
        for (slot, _) in &node.sets {
            set |= 1 << slot;
        }
        let used = live.slots & set;
        live.slots &= !set;
        for atom in &node.forgets {
            live.atoms &= !(1 << atom);
        }
        if is_fallible {
            live.add(self.live[node.fails as usize]);
        }
        for (slot, value) in &node.sets {
            if used & 1 << slot != 0 {
                live.add(reads[*value as usize]);
            }
        }
        match &node.step {
            Step::Branch { test, .. } => live.add(reads[*test as usize]),
            Step::Op { input, saved, .. } => {
                for value in input.iter().chain(saved.iter().map(|(_, value)| value)) {
                    live.add(reads[*value as usize]);
                }
            }
            _ => {}
        }
        live
    }
}
