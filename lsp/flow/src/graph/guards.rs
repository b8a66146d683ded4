//! Conditions that decide whether a window is closed.

use super::{Graph, Node, Step, Term, TermKind};
use crate::ir::OpKind;
use crate::value::Kind;

impl Graph {
    /// Marks those of the branches on one side of which a window is closed, or the checkpoint saved, and not on the other.
    pub(super) fn find_guards(&mut self, branches: &[Node]) {
        for at in branches {
            let [yes, no] = self.nodes[*at as usize].next.map(|next| self.closed_from(next));
            let Step::Branch { test, .. } = self.nodes[*at as usize].step else {
                continue;
            };
            let asks_for_all = self.asks_for_all(test, yes.len() > no.len());
            if let Step::Branch { is_guard, .. } = &mut self.nodes[*at as usize].step {
                *is_guard = yes != no && asks_for_all;
            }
        }
    }

    /// Whether a condition may mean that nothing failed, where it has this outcome. One of numbers does that if one has come up to
    /// the other: `saved === list.length`, and not `failures < list.length` or `saved > 0`.
    fn asks_for_all(&self, test: Term, outcome: bool) -> bool {
        let is_known = |term: Term| matches!(self.terms[term as usize], TermKind::Known(_));
        match self.terms[test as usize] {
            TermKind::Not(inner) => self.asks_for_all(inner, !outcome),
            TermKind::Equals(a, b, _) => outcome || is_known(a) || is_known(b),
            TermKind::Less(_, b) => !outcome && (!is_known(b) || self.is_count(b)),
            _ => true,
        }
    }

    /// Whether a condition compares with a number of more than one: how many rounds there are is not counted.
    pub(crate) fn asks_for_count(&self, test: Term) -> bool {
        match self.terms[test as usize] {
            TermKind::Not(inner) => self.asks_for_count(inner),
            TermKind::Equals(a, b, _) | TermKind::Less(a, b) => self.is_count(a) || self.is_count(b),
            _ => false,
        }
    }

    fn is_count(&self, term: Term) -> bool {
        match self.terms[term as usize] {
            TermKind::Known(value) => matches!(value.kind(), Kind::Two | Kind::Many | Kind::Positive),
            _ => false,
        }
    }

    /// The calls from a node on that close a window or save the checkpoint.
    fn closed_from(&self, from: Node) -> Vec<Node> {
        let mut seen = vec![false; self.nodes.len()];
        let mut agenda = vec![from];
        let mut closed = Vec::new();
        while let Some(at) = agenda.pop() {
            if std::mem::replace(&mut seen[at as usize], true) {
                continue;
            }
            let node = &self.nodes[at as usize];
            if let Step::Op { kind, .. } = node.step
                && matches!(kind, OpKind::End(_) | OpKind::Purge(_) | OpKind::SaveCheckpoint)
            {
                closed.push(at);
            }
            agenda.extend(node.next);
        }
        closed.sort_unstable();
        closed
    }
}
