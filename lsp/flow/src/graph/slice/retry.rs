//! Failures after which the same is requested again.

use rustc_hash::FxHashSet;

use super::Slice;
use crate::graph::Node;
use crate::graph::build::{Draft, Variable};
use crate::graph::terms::taint::each_part;
use crate::ir::{E, Expr, OpKind};

/// How deep expressions are looked into.
const MAX_DEPTH: usize = 24;

impl Slice<'_, '_> {
    /// Whether control may come from behind a catch clause back to its `try` block, with what that requests as it was: no next element
    /// of a list, no next page.
    pub(super) fn tries_again(&self, recovered: Node, attempt: usize) -> bool {
        let nodes = &self.slots.builder.nodes;
        let [(first, end), (clause, behind)] = self.slots.builder.attempts[attempt];
        let asked = self.asked_for((first, end));
        if !(clause..behind).all(|at| self.leaves(at, &asked)) {
            return false;
        }
        let mut seen = vec![false; nodes.len()];
        let mut agenda = nodes[recovered as usize].next.to_vec();
        while let Some(at) = agenda.pop() {
            if std::mem::replace(&mut seen[at as usize], true) {
                continue;
            }
            if (first..end).contains(&at) {
                return true;
            }
            let node = &nodes[at as usize];
            let is_next = matches!(node.draft, Draft::Choice { .. } | Draft::Throw | Draft::Fail);
            if !is_next && self.leaves(at, &asked) {
                agenda.extend(node.next);
            }
        }
        false
    }

    /// Whether a node leaves what is asked for as it is.
    fn leaves(&self, at: Node, asked: &FxHashSet<Variable>) -> bool {
        let node = &self.slots.builder.nodes[at as usize];
        match &node.draft {
            Draft::Token(_) | Draft::Advance(_) => false,
            Draft::Assign(var, value) => !asked.contains(var) || self.is_same(*var, *value, node.frame),
            Draft::Put(var, ..) | Draft::Fetched(var) | Draft::Copy(var, _) => !asked.contains(var),
            _ => true,
        }
    }

    /// The variables that the requests of a `try` block are made from.
    fn asked_for(&self, (first, end): (Node, Node)) -> FxHashSet<Variable> {
        let nodes = &self.slots.builder.nodes[first as usize..end as usize];
        let mut asked = FxHashSet::default();
        for node in nodes {
            if let Draft::Op { op, .. } = &node.draft
                && let (OpKind::Fetch, Some(input)) = (op.kind, op.input)
            {
                self.made_from(input, node.frame, &mut asked);
            }
        }
        asked
    }

    /// Adds the variables that a value is made from, and those that they are made from.
    fn made_from(&self, value: E, frame: u32, found: &mut FxHashSet<Variable>) {
        let mut new = Vec::new();
        self.slots.mentioned(value, frame, 0, &mut |var| {
            if found.insert(var) {
                new.push(var);
            }
        });
        for at in new
            .iter()
            .flat_map(|var| self.slots.writers.get(var).into_iter().flatten())
        {
            let node = &self.slots.builder.nodes[*at as usize];
            if let Draft::Assign(_, value) = node.draft {
                self.made_from(value, node.frame, found);
            }
        }
    }

    /// Whether what is assigned is the same each time, as long as what it is made from is: the URL that is put together in each round.
    fn is_same(&self, var: Variable, value: E, frame: u32) -> bool {
        let mut inputs = FxHashSet::default();
        self.made_from(value, frame, &mut inputs);
        !inputs.contains(&var) && self.is_plain(value, frame, 0)
    }

    fn is_plain(&self, value: E, frame: u32, depth: usize) -> bool {
        match self.slots.builder.program(frame).expr(value) {
            Expr::Opaque(_) | Expr::Element(..) | Expr::Place(_) => false,
            _ if depth > MAX_DEPTH => false,
            expr => {
                let mut is_plain = true;
                each_part(expr, &mut |part| is_plain &= self.is_plain(part, frame, depth + 1));
                is_plain
            }
        }
    }
}
