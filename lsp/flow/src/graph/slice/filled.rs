//! What a `try` block assigns and is saved behind it: where its request fails, nothing of that is saved.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Slice;
use super::holds::{Holds, Made};
use crate::graph::build::{Draft, DraftNode, Test, Variable};
use crate::graph::{Node, Round};
use crate::ir::{E, Expr, OpKind, Traits};

/// How many rounds are made over what is made from a variable.
const MAX_ROUNDS: usize = 16;

/// The variables that are empty unless a `try` block assigns something to them, and the models whose records are saved from them: bits.
pub(in crate::graph) type Filled = FxHashMap<Variable, u8>;

/// A node that saves what is made from a variable, or adds it to a list.
struct Sink {
    at: Node,
    /// The models whose records it saves: bits.
    models: u8,
    held: Holds,
}

impl Slice<'_, '_> {
    pub(super) fn filled(&self) -> Filled {
        let mut filled = Filled::default();
        let builder = &self.slots.builder;
        let traits = builder.files.iter().map(|(_, program)| program.traits);
        let traits = traits.fold(Traits::default(), Traits::with);
        if !(traits.ends || traits.saves && traits.times) {
            // Nothing is lost.
            return filled;
        }
        for [block, clause] in &builder.attempts {
            let nodes = &builder.nodes[block.0 as usize..block.1 as usize];
            if !nodes.iter().any(is_fetch) {
                continue;
            }
            for node in nodes {
                let Draft::Assign(var, value) = &node.draft else {
                    continue;
                };
                if filled.contains_key(var) || builder.program(node.frame).expr(*value).is_empty() {
                    continue;
                }
                let models = self
                    .before(*var, *block, *clause)
                    .map_or(0, |before| self.saved_from(*var, before, *block));
                filled.insert(*var, models);
            }
        }
        filled
    }

    /// What a variable holds where a `try` block did not assign to it, if it is empty then: a list, or nothing.
    fn before(&self, var: Variable, block: (Node, Node), clause: (Node, Node)) -> Option<Holds> {
        let within = |at: Node, (first, end): (Node, Node)| (first..end).contains(&at);
        let writers = self.slots.writers.get(&var)?;
        let (mut before, mut behind) = (None, None);
        for at in writers.iter().filter(|at| !within(**at, block)) {
            let held = self.emptiness(*at, &mut FxHashSet::default())?;
            let known: &mut Option<Holds> = if within(*at, clause) { &mut behind } else { &mut before };
            *known = Some(known.map_or(held, |known| known.min(held)));
        }
        behind.or(before)
    }

    /// How empty it is what a node assigns; none if it is something, or not known. Variables are asked once.
    fn emptiness(&self, at: Node, seen: &mut FxHashSet<Variable>) -> Option<Holds> {
        let builder = &self.slots.builder;
        let node = &builder.nodes[at as usize];
        let value = match &node.draft {
            Draft::Assign(_, value) => *value,
            Draft::Absent(_) => return Some(Holds::Bare),
            _ => return None,
        };
        match builder.program(node.frame).expr(value) {
            Expr::Known(known) => (known.is_nullish() == Some(true)).then_some(Holds::Bare),
            Expr::List(items) => items.is_empty().then_some(Holds::Itself),
            // What a function returns that returns nothing, nobody writes.
            Expr::Var(var) => {
                let var = builder.variable(node.frame, *var)?;
                if !seen.insert(var) {
                    return Some(Holds::Itself);
                }
                let writers = self.slots.writers.get(&var).map_or(&[][..], Vec::as_slice);
                let mut held = writers.iter().map(|at| self.emptiness(*at, seen));
                held.try_fold(Holds::Itself, |all, held| Some(all.min(held?)))
                    .map(|held| if writers.is_empty() { Holds::Bare } else { held })
            }
            _ => None,
        }
    }

    /// The models whose records are saved from a variable, and from nothing else where that is empty: bits.
    fn saved_from(&self, var: Variable, before: Holds, block: (Node, Node)) -> u8 {
        let mut made = Made::from_iter([(var, before)]);
        for _ in 0..MAX_ROUNDS {
            let known = made.len();
            self.make(&mut made);
            if made.len() == known {
                break;
            }
        }
        let sinks = self.sinks(&made);
        if sinks.is_empty() {
            return 0;
        }
        let about = self.about(var);
        let is_sure = |sink: &&Sink| sink.held == Holds::Itself;
        let mut models = sinks.iter().filter(is_sure).fold(0, |bits, sink| bits | sink.models);
        for (at, node) in self.slots.builder.nodes.iter().enumerate() {
            let is_within = (block.0..block.1).contains(&(at as Node));
            if is_within || !self.asks(node, &about) {
                continue;
            }
            let reached = node.next.map(|to| self.reached_from(to, at as Node));
            for (side, other) in [(0, 1), (1, 0)] {
                let is_own = |at: Node| reached[side][at as usize] && !reached[other][at as usize];
                let mut own = sinks.iter().filter(|sink| is_own(sink.at)).peekable();
                if own.peek().is_none() && self.does_anything(&is_own, &made) {
                    // Somebody looks whether it is there.
                    return 0;
                }
                models |= own.fold(0, |bits, sink| bits | sink.models);
            }
        }
        models
    }

    /// The variables that depend on one: what is made from it, how much it is, what that is compared with.
    fn about(&self, var: Variable) -> FxHashSet<Variable> {
        let mut about = FxHashSet::from_iter([var]);
        loop {
            let known = about.len();
            for node in self.slots.builder.nodes.iter().rev() {
                let (to, depends) = match &node.draft {
                    Draft::Assign(to, value) | Draft::Put(to, _, value) => {
                        (*to, self.mentions_one(*value, node.frame, &about))
                    }
                    Draft::Copy(to, from) => (*to, about.contains(from)),
                    _ => continue,
                };
                if depends {
                    about.insert(to);
                }
            }
            if about.len() == known {
                return about;
            }
        }
    }

    fn mentions_one(&self, value: E, frame: u32, variables: &FxHashSet<Variable>) -> bool {
        let mut found = false;
        self.slots
            .mentioned(value, frame, 0, &mut |var| found |= variables.contains(&var));
        found
    }

    /// Whether a node is a condition on one of these.
    fn asks(&self, node: &DraftNode, variables: &FxHashSet<Variable>) -> bool {
        let Draft::Branch {
            test,
            round: Round::None,
        } = node.draft
        else {
            return false;
        };
        let asks = |value| self.mentions_one(value, node.frame, variables);
        match test {
            Test::Holds(test) => asks(test),
            Test::Equal(a, b) => asks(a) || asks(b),
        }
    }

    /// Which nodes control comes to from one on, up to another one.
    fn reached_from(&self, from: Node, stop: Node) -> Vec<bool> {
        let nodes = &self.slots.builder.nodes;
        let mut seen = vec![false; nodes.len()];
        let mut agenda = vec![from];
        while let Some(at) = agenda.pop() {
            if at != stop && !std::mem::replace(&mut seen[at as usize], true) {
                agenda.extend(nodes[at as usize].next);
            }
        }
        seen
    }

    /// Whether one of these nodes does anything but to hand on what is made from those variables.
    fn does_anything(&self, is_own: &dyn Fn(Node) -> bool, made: &Made) -> bool {
        let mut nodes = self.slots.builder.nodes.iter().enumerate();
        nodes.any(|(at, node)| {
            is_own(at as Node)
                && match &node.draft {
                    Draft::Assign(var, _) | Draft::Copy(var, _) => !made.contains_key(var),
                    Draft::Op { .. } | Draft::Put(..) | Draft::Throw | Draft::Unknown | Draft::Deep => true,
                    _ => false,
                }
        })
    }

    /// Adds what is made from what is there.
    fn make(&self, made: &mut Made) {
        let builder = &self.slots.builder;
        // Nodes are built backwards: this is the order in which they run.
        for node in builder.nodes.iter().rev() {
            let holds = |value: E| self.holds(value, node.frame, made, 0);
            let (to, held) = match &node.draft {
                Draft::Assign(to, value) => (*to, holds(*value)),
                Draft::Copy(to, from) => (*to, made.get(from).copied().unwrap_or(Holds::Not)),
                Draft::Put(to, path, value) if self.is_element(path) => (*to, holds(*value)),
                _ => continue,
            };
            let is_list = matches!(node.draft, Draft::Put(..));
            if held.is_whole() && !made.contains_key(&to) && (is_list || self.is_made(to, made)) {
                made.insert(to, if is_list { Holds::Itself } else { held });
            }
        }
    }

    /// Whether all that is assigned to a variable is made from these, or empty.
    fn is_made(&self, var: Variable, made: &Made) -> bool {
        let builder = &self.slots.builder;
        let writers = self.slots.writers.get(&var).map_or(&[][..], Vec::as_slice);
        writers.iter().all(|at| {
            let node = &builder.nodes[*at as usize];
            match &node.draft {
                Draft::Assign(_, value) => {
                    builder.program(node.frame).expr(*value).is_empty()
                        || self.holds(*value, node.frame, made, 0).is_whole()
                }
                Draft::Copy(_, from) => made.contains_key(from),
                Draft::Put(..) | Draft::Absent(_) => true,
                _ => false,
            }
        })
    }

    /// Where records are saved, or added to a list, that are made from these.
    fn sinks(&self, made: &Made) -> Vec<Sink> {
        let builder = &self.slots.builder;
        let nodes = builder.nodes.iter().enumerate();
        let sinks = nodes.filter_map(|(at, node)| {
            let (value, models) = match &node.draft {
                Draft::Op { op, model, .. } if matches!(op.kind, OpKind::Save(_)) => (op.input?, 1 << model),
                Draft::Put(_, path, value) if self.is_element(path) => (*value, 0),
                _ => return None,
            };
            let held = self.holds(value, node.frame, made, 0);
            let is_variable = matches!(builder.program(node.frame).expr(value), Expr::Var(_));
            // Of `undefined` nothing is saved, and nothing fails.
            let held = if held == Holds::Bare && is_variable {
                Holds::Itself
            } else {
                held
            };
            held.is_whole().then_some(Sink {
                at: at as Node,
                models,
                held,
            })
        });
        sinks.collect()
    }
}

fn is_fetch(node: &DraftNode) -> bool {
    matches!(&node.draft, Draft::Op { op, .. } if op.kind == OpKind::Fetch)
}
