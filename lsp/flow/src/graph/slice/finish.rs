//! The graph that is kept, with numbers of its own.

use rustc_hash::FxHashMap;

use super::super::build::Draft;
use super::super::losses::{Collected, adds, gives};
use super::super::{Graph, GraphNode, Node, Step, When};
use super::{MAX_MODELS, Slice};
use crate::value::Value;

impl Slice<'_, '_> {
    /// The graph of the nodes that matter; none if too much is unknown.
    pub(super) fn finish(mut self, entry: Node, loses: &[u8], collected: &Collected) -> Option<Graph> {
        let atoms = self.atoms(&self.reached(entry))?;
        self.keep_writers(&atoms);
        let reached = self.reached(entry);
        let is_unknown = |at: &Node| matches!(self.slots.builder.nodes[*at as usize].draft, Draft::Unknown);
        let models = self.slots.builder.models.len();
        if self.slots.is_full || models > MAX_MODELS || reached.iter().any(is_unknown) {
            return None;
        }
        let numbers: FxHashMap<Node, Node> = reached.iter().enumerate().map(|(to, at)| (*at, to as Node)).collect();
        let to = |at: Node| numbers.get(&self.forward[at as usize]).copied().unwrap_or_default();
        let mut nodes: Vec<GraphNode> = reached
            .iter()
            .map(|at| {
                let node = &self.slots.builder.nodes[*at as usize];
                GraphNode {
                    step: self.step(*at, loses, collected),
                    place: (node.file, node.span),
                    next: node.next.map(to),
                    fails: to(node.fails),
                    sets: self.sets[*at as usize].clone(),
                    forgets: Vec::new(),
                }
            })
            .collect();
        let mut atom_of = vec![None; self.slots.terms.len()];
        for (atom, term) in atoms.iter().enumerate() {
            atom_of[*term as usize] = Some(atom as u8);
            for var in self.slots.mentions.get(term).into_iter().flatten() {
                for writer in self.slots.writers.get(var).into_iter().flatten() {
                    if let Some(at) = numbers.get(writer) {
                        nodes[*at as usize].forgets.push(atom as u16);
                    }
                }
            }
        }
        let asking = reached
            .iter()
            .enumerate()
            .filter(|(_, at)| self.slots.guards.contains(at));
        let guards: Vec<Node> = asking.map(|(number, _)| number as Node).collect();
        let entry = to(entry);
        let slots = self.slots.slots.iter().map(|(var, path)| {
            let is_declared = self.slots.writers.contains_key(var);
            if is_declared && path.is_empty() {
                Value::UNDEFINED
            } else {
                Value::ANY
            }
        });
        let slots = slots.collect();
        let builder = &mut *self.slots.builder;
        let mut graph = Graph {
            live: Vec::new(),
            is_amount: Vec::new(),
            files: builder.files.iter().map(|(path, _)| path.clone()).collect(),
            models: std::mem::take(&mut builder.models),
            nodes,
            entry,
            slots,
            atoms,
            atom_of,
            terms: std::mem::take(&mut self.slots.terms),
            fields: std::mem::take(&mut self.slots.fields),
            of_clock: std::mem::take(&mut self.slots.of_clock),
            of_choice: std::mem::take(&mut self.slots.of_choice),
        };
        graph.find_guards(&guards);
        graph.find_live();
        graph.find_amounts();
        Some(graph)
    }

    fn step(&self, at: Node, loses: &[u8], collected: &Collected) -> Step {
        let builder = &self.slots.builder;
        match &self.slots.builder.nodes[at as usize].draft {
            Draft::Branch { round, .. } => match self.tests.get(&at) {
                Some(test) => Step::Branch {
                    test: *test,
                    round: *round,
                    is_guard: false,
                },
                // It decides of nothing but of what is forgotten.
                None => Step::Choice { when: When::Never },
            },
            Draft::Choice { when } => Step::Choice { when: *when },
            Draft::Op { op, model, .. } => Step::Op {
                kind: op.kind,
                model: *model,
                input: self.inputs.get(&at).copied(),
                saved: (0..self.slots.fields.len() as u8)
                    .filter_map(|field| Some((field, *self.saved.get(&(at, field))?)))
                    .collect(),
                loses: loses[at as usize],
                gives: gives(builder, collected, at),
            },
            Draft::Throw => Step::Throw {
                loses: loses[at as usize],
            },
            Draft::Caught { is_finally, judges } => Step::Caught {
                is_finally: *is_finally,
                judges: *judges,
            },
            recovered @ Draft::Recovered { .. } => Step::Recovered(self.recovery(at, recovered)),
            draft @ Draft::Put(..) if self.kept[at as usize] => match adds(builder, collected, draft) {
                0 => Step::Pass,
                models => Step::Collect { models },
            },
            Draft::Doubt => Step::Doubt,
            Draft::Exit => Step::Exit,
            Draft::Fail => Step::Fail,
            Draft::Deep | Draft::Unknown => Step::Deep,
            _ => Step::Pass,
        }
    }
}
