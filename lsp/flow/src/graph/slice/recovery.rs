//! What becomes of failures that are caught.

use rustc_hash::FxHashSet;

use super::Slice;
use super::holds::{Holds, Made};
use crate::graph::build::{Draft, Test, Variable};
use crate::graph::{Node, Recovery};
use crate::ir::{E, Expr, OpKind};

impl Slice<'_, '_> {
    /// What becomes of a failure at the end of its catch clause, or at a jump out of it.
    pub(super) fn recovery(&self, at: Node, recovered: &Draft) -> Recovery {
        let Draft::Recovered {
            keeps,
            skips,
            attempt,
            answer,
        } = recovered
        else {
            return Recovery::Passes;
        };
        let frame = self.slots.builder.nodes[at as usize].frame;
        match answer {
            _ if *keeps => Recovery::Keeps,
            _ if self.tries_again(at, *attempt) => Recovery::Again,
            Some((value, _)) if self.is_of_before(*value, frame, *attempt, &mut FxHashSet::default()) => {
                Recovery::Keeps
            }
            Some((_, Some(result))) if self.is_optional(*result) => Recovery::Passes,
            _ if *skips => Recovery::Skips,
            _ => Recovery::Passes,
        }
    }

    /// Whether a value is made from something that was there before the attempt: `catch { return row; }`. Variables that were `seen`
    /// are not asked again, so that those which are assigned to each other come to an end.
    fn is_of_before(&self, value: E, frame: u32, attempt: usize, seen: &mut FxHashSet<Variable>) -> bool {
        let mut variables = Vec::new();
        self.slots.mentioned(value, frame, 0, &mut |var| variables.push(var));
        let mut variables = variables.into_iter();
        variables.any(|var| seen.insert(var) && self.was_something_before(var, attempt, seen))
    }

    fn was_something_before(&self, var: Variable, attempt: usize, seen: &mut FxHashSet<Variable>) -> bool {
        let builder = &self.slots.builder;
        let writers = self.slots.writers.get(&var).map_or(&[][..], Vec::as_slice);
        let is_within = |at: &Node| {
            let mut ranges = builder.attempts[attempt].iter();
            ranges.any(|(first, end)| (first..end).contains(&at))
        };
        let mut is_something = |at: &Node| {
            let node = &builder.nodes[*at as usize];
            let Draft::Assign(_, value) = &node.draft else {
                return true;
            };
            match builder.program(node.frame).expr(*value) {
                expr if expr.is_empty() => false,
                Expr::Var(_) => self.is_of_before(*value, node.frame, attempt, seen),
                _ => true,
            }
        };
        !writers.iter().any(is_within) && writers.iter().any(&mut is_something)
    }

    /// Whether a value is used as a property of what is made from something else, and for nothing else that matters: what is saved is
    /// saved without it as well.
    fn is_optional(&self, result: Variable) -> bool {
        let builder = &self.slots.builder;
        let mut made = Made::from_iter([(result, Holds::Itself)]);
        let mut is_property = false;
        loop {
            let before = made.len();
            // Nodes are built backwards: this is the order in which they run.
            for (at, node) in builder.nodes.iter().enumerate().rev() {
                let holds = |value: E| self.holds(value, node.frame, &made, 0);
                let held = match &node.draft {
                    Draft::Assign(_, value) | Draft::Put(_, _, value) => holds(*value),
                    Draft::Copy(_, from) if made.contains_key(from) => Holds::Itself,
                    Draft::Op { op, .. } => match (op.input.map_or(Holds::Not, holds), op.kind) {
                        (held, OpKind::Fetch | OpKind::Save(_) | OpKind::SaveCheckpoint) if held.is_whole() => {
                            return false;
                        }
                        (held, _) => held,
                    },
                    Draft::Branch { test, .. } if self.tests.contains_key(&(at as Node)) => {
                        let held = match test {
                            Test::Holds(test) => holds(*test),
                            Test::Equal(a, b) => holds(*a).max(holds(*b)),
                        };
                        if held != Holds::Not {
                            return false;
                        }
                        continue;
                    }
                    _ => continue,
                };
                is_property |= held == Holds::AsProperty;
                match &node.draft {
                    _ if !held.is_whole() => {}
                    Draft::Assign(var, _) | Draft::Copy(var, _) => {
                        made.insert(*var, Holds::Itself);
                    }
                    Draft::Put(_, path, _) => {
                        if self.is_element(path) {
                            return false;
                        }
                        is_property = true;
                    }
                    _ => {}
                }
            }
            if made.len() == before {
                return is_property;
            }
        }
    }
}
