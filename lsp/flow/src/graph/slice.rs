//! What matters of a function: the nodes where its SDK calls, and what decides of them, stand; and the slots that decide.

mod atoms;
mod filled;
mod finish;
mod holds;
mod recovery;
mod retry;

use rustc_hash::FxHashMap;

use super::build::{Builder, Draft, EXIT, FAIL, THROWN, Test};
use super::losses::{Collected, adds, collected, losses};
use super::terms::Slots;
use super::{Graph, Node, Term, TermKind};
use crate::ir::{ADDED, COMPUTED, OpKind};
use crate::value::Value;
pub(super) use filled::Filled;

/// How many models are told apart.
const MAX_MODELS: usize = 6;

/// The graph of what matters; none if nothing can be said.
pub(super) fn slice(mut builder: Builder<'_>, entry: Node) -> Option<Graph> {
    let collected = collected(&builder);
    let mut slice = Slice {
        kept: keep(&builder, &collected),
        forward: Vec::new(),
        slots: Slots::new(&mut builder),
        tests: FxHashMap::default(),
        inputs: FxHashMap::default(),
        saved: FxHashMap::default(),
        sets: Vec::new(),
        settled: 0,
    };
    let loses = losses(slice.slots.builder, &collected, &slice.filled());
    slice.settle(entry);
    slice.finish(entry, &loses, &collected)
}

struct Slice<'b, 'a> {
    slots: Slots<'b, 'a>,
    /// Whether a node matters whatever is assigned.
    kept: Vec<bool>,
    /// The first node from there on that matters.
    forward: Vec<Node>,
    tests: FxHashMap<Node, Term>,
    inputs: FxHashMap<Node, Term>,
    /// By node and field.
    saved: FxHashMap<(Node, u8), Term>,
    /// By node: slots and their values.
    sets: Vec<Vec<(u16, Term)>>,
    /// How many slots have their writers.
    settled: usize,
}

/// The SDK calls, and what a failure comes to. Of calls that may merely fail those are left out whose failure nobody catches:
/// the run fails at many other places as well.
fn keep(builder: &Builder<'_>, collected: &Collected) -> Vec<bool> {
    let saves = |node: &super::build::DraftNode| matches!(&node.draft, Draft::Op { op, .. } if op.kind == OpKind::SaveCheckpoint);
    let keeps_positions = builder.nodes.iter().any(saves);
    let keeps = |node: &super::build::DraftNode| match &node.draft {
        Draft::Op { op, .. } => op.kind != OpKind::Other || node.fails != FAIL,
        Draft::Throw | Draft::Caught { .. } | Draft::Recovered { .. } => node.fails != FAIL || !is_throw(&node.draft),
        draft @ Draft::Put(..) => keeps_positions && adds(builder, collected, draft) != 0,
        Draft::Doubt | Draft::Exit | Draft::Fail | Draft::Deep | Draft::Unknown => true,
        _ => false,
    };
    builder.nodes.iter().map(keeps).collect()
}

fn is_throw(draft: &Draft) -> bool {
    matches!(draft, Draft::Throw)
}

impl Slice<'_, '_> {
    fn settle(&mut self, entry: Node) {
        let count = self.slots.builder.nodes.len();
        self.sets = vec![Vec::new(); count];
        for node in 0..count as Node {
            self.read(node);
        }
        loop {
            self.write();
            self.skip();
            if !self.decide(entry) || self.slots.is_full {
                return;
            }
        }
    }

    /// What calls are handed.
    fn read(&mut self, at: Node) {
        let node = &self.slots.builder.nodes[at as usize];
        let frame = node.frame;
        let Draft::Op { op, .. } = &node.draft else { return };
        let Some(input) = op.input.filter(|_| matches!(op.kind, OpKind::Fetch | OpKind::Save(_))) else {
            return;
        };
        let input = self.slots.project(input, frame, &[], 0);
        self.inputs.insert(at, input);
    }

    /// Gives new slots their values, where their variables are written. New fields and slots may come of it.
    fn write(&mut self) {
        let mut fields = 0;
        loop {
            while self.settled < self.slots.slots.len() {
                let number = self.settled as u16;
                self.settled += 1;
                let (var, path) = self.slots.slots[usize::from(number)].clone();
                let writers = self.slots.writers.get(&var).cloned().unwrap_or_default();
                for at in writers {
                    if let Some(value) = self.written(at, number, &path) {
                        self.sets[at as usize].push((number, value));
                    }
                }
            }
            if fields == self.slots.fields.len() {
                return;
            }
            for field in fields..self.slots.fields.len() {
                self.save(field as u8);
            }
            fields = self.slots.fields.len();
        }
    }

    /// What a node writes to a slot, if it does.
    fn written(&mut self, at: Node, slot: u16, path: &[u32]) -> Option<Term> {
        let node = self.slots.builder.nodes[at as usize].clone();
        Some(match &node.draft {
            Draft::Assign(_, value) => self.slots.project(*value, node.frame, path, 0),
            Draft::Put(_, put, value) => {
                let computed = put
                    .iter()
                    .position(|name| matches!(&*self.slots.builder.names[*name as usize], COMPUTED | ADDED));
                let exact = &put[..computed.unwrap_or(put.len())];
                if computed.is_none() && path.starts_with(exact) {
                    return Some(self.slots.project(*value, node.frame, &path[exact.len()..], 0));
                }
                if !exact.starts_with(path) && !path.starts_with(exact) {
                    return None;
                }
                let value = self.slots.project(*value, node.frame, &[], 0);
                let own = self.slots.term(TermKind::Slot(slot));
                self.slots.as_merged(own, value)
            }
            Draft::Absent(_) => self.slots.term(TermKind::Known(Value::UNDEFINED)),
            Draft::Fetched(_) => self.slots.term(TermKind::Known(Value::ANY)),
            Draft::Token(_) => self.slots.term(TermKind::Token),
            Draft::Copy(_, from) => self.slots.slot(*from, path),
            Draft::Advance(_) => {
                let own = self.slots.term(TermKind::Slot(slot));
                let step = self
                    .slots
                    .term(TermKind::Known(Value::of(crate::value::Kind::Positive)));
                self.slots.term(TermKind::Plus(own, step))
            }
            Draft::Op { .. } => match path {
                [] => self.slots.term(TermKind::Row),
                [first, ..] => {
                    let field = self.slots.field(*first);
                    self.slots.term(TermKind::Field(field))
                }
            },
            _ => return None,
        })
    }

    /// What is saved for a field, at every `saveCheckpoint`.
    fn save(&mut self, field: u8) {
        let text = self.slots.fields[usize::from(field)].clone();
        let name = super::build::intern(&mut self.slots.builder.names, &text);
        for at in 0..self.slots.builder.nodes.len() {
            let node = &self.slots.builder.nodes[at];
            let frame = node.frame;
            let Draft::Op { op, .. } = &node.draft else { continue };
            if let (OpKind::SaveCheckpoint, Some(input)) = (op.kind, op.input) {
                let value = self.slots.project(input, frame, &[name], 0);
                self.saved.insert((at as Node, field), value);
            }
        }
    }

    /// Whether something is assigned there that is asked for.
    fn matters(&self, at: Node) -> bool {
        self.kept[at as usize] || !self.sets[at as usize].is_empty()
    }

    /// Finds for each node the first one from there on that matters. A decision between the same is none; nor is one between throwing
    /// and going on, unless it asks whether something failed.
    fn skip(&mut self) {
        let count = self.slots.builder.nodes.len();
        self.forward = (0..count as Node).collect();
        for _ in 0..8 {
            let mut has_changed = false;
            for at in 0..count {
                let to = self.skipped(at as Node);
                has_changed |= self.forward[at] != to;
                self.forward[at] = to;
            }
            if !has_changed {
                return;
            }
        }
    }

    fn skipped(&self, at: Node) -> Node {
        if self.matters(at) {
            return at;
        }
        let node = &self.slots.builder.nodes[at as usize];
        let [yes, no] = node.next.map(|next| self.forward[next as usize]);
        match node.draft {
            Draft::Branch { .. } | Draft::Choice { .. } => match (yes, no) {
                (yes, no) if self.outcome(at).is_some() => match self.outcome(at) {
                    Some(false) => no,
                    _ => yes,
                },
                (yes, no) if yes == no || no == at => yes,
                (yes, no) if yes == at => no,
                (THROWN, other) | (other, THROWN)
                    if !self.tests.contains_key(&at)
                        && !self.clears(other)
                        && !self.is_asked(at)
                        && !self.slots.guards.contains(&at) =>
                {
                    other
                }
                _ => at,
            },
            _ => yes,
        }
    }

    /// Whether the checkpoint is cleared there: `if (checkpoint) { await nango.clearCheckpoint(); } throw error;`.
    fn clears(&self, at: Node) -> bool {
        let draft = &self.slots.builder.nodes[at as usize].draft;
        matches!(draft, Draft::Op { op, .. } if op.kind == OpKind::ClearCheckpoint)
    }

    /// Whether a condition asks how much there is of what decides elsewhere by how much there is of it: what throws where a list is
    /// empty.
    fn is_asked(&self, at: Node) -> bool {
        let node = &self.slots.builder.nodes[at as usize];
        let Draft::Branch {
            test: Test::Holds(test),
            ..
        } = node.draft
        else {
            return false;
        };
        self.slots.asks_for_amount(test, node.frame)
    }

    /// The outcome of a condition that is always the same: `while (true)`.
    fn outcome(&self, at: Node) -> Option<bool> {
        match self.slots.terms[*self.tests.get(&at)? as usize] {
            TermKind::Known(value) => value.truth(),
            _ => None,
        }
    }

    /// Reads the conditions that decide something. Whether there are new ones.
    fn decide(&mut self, entry: Node) -> bool {
        let mut is_new = false;
        for at in self.reached(entry) {
            let node = &self.slots.builder.nodes[at as usize];
            let frame = node.frame;
            let Draft::Branch { test, .. } = node.draft else {
                continue;
            };
            if self.tests.contains_key(&at) {
                continue;
            }
            is_new = true;
            let test = match test {
                Test::Holds(test) => self.slots.project(test, frame, &[], 0),
                Test::Equal(a, b) => {
                    let (a, b) = (
                        self.slots.project(a, frame, &[], 0),
                        self.slots.project(b, frame, &[], 0),
                    );
                    self.slots.term(TermKind::Equals(a, b, false))
                }
            };
            self.tests.insert(at, test);
            self.slots.each_comparison(test, &mut |slots, term| {
                slots.of_choice.remove(&term);
                slots.of_way.insert(term);
            });
        }
        is_new
    }

    /// The nodes that matter and that control can come to.
    fn reached(&self, entry: Node) -> Vec<Node> {
        let mut seen = vec![false; self.slots.builder.nodes.len()];
        let mut agenda = vec![self.forward[entry as usize], FAIL, EXIT, THROWN];
        let mut reached = Vec::new();
        while let Some(at) = agenda.pop() {
            if std::mem::replace(&mut seen[at as usize], true) {
                continue;
            }
            reached.push(at);
            let node = &self.slots.builder.nodes[at as usize];
            agenda.extend(node.next.map(|next| self.forward[next as usize]));
            if matches!(node.draft, Draft::Op { .. } | Draft::Throw) {
                agenda.push(self.forward[node.fails as usize]);
            }
        }
        reached.sort_unstable();
        reached
    }
}
