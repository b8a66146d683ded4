//! Which variables may hold something of the checkpoint.

use super::{MAX_DEPTH, Slots};
use crate::graph::Term;
use crate::graph::build::{Draft, Variable};
use crate::ir::{E, Expr, OpKind, Traits};

impl Slots<'_, '_> {
    pub(super) fn find_tainted(&mut self) {
        loop {
            let before = self.tainted.len();
            // Nodes are built backwards: this is the order in which they run.
            for at in (0..self.builder.nodes.len()).rev() {
                let node = &self.builder.nodes[at];
                let (var, is_tainted) = match &node.draft {
                    Draft::Assign(var, value) | Draft::Put(var, _, value) => {
                        if self.tainted.contains(var) {
                            continue;
                        }
                        (*var, self.is_tainted(*value, node.frame))
                    }
                    Draft::Copy(to, from) => (*to, self.tainted.contains(from)),
                    Draft::Op {
                        op, result: Some(var), ..
                    } => (*var, op.kind == OpKind::GetCheckpoint),
                    _ => continue,
                };
                if is_tainted {
                    self.tainted.insert(var);
                }
            }
            if self.tainted.len() == before {
                return;
            }
        }
    }

    /// Finds the variables that may hold a point in time which comes from the clock.
    pub(super) fn find_timed(&mut self) {
        // Of nothing else it is asked whether there is a checkpoint.
        let is_asked = |traits: Traits| traits.times && (traits.clears || traits.ends);
        let of_all = self.builder.files.iter().map(|(_, program)| program.traits);
        if !is_asked(of_all.fold(Traits::default(), Traits::with)) {
            return;
        }
        loop {
            let before = self.timed.len();
            for node in self.builder.nodes.iter().rev() {
                let (var, is_timed) = match &node.draft {
                    Draft::Assign(var, _) | Draft::Put(var, ..) if self.timed.contains(var) => continue,
                    Draft::Assign(var, value) | Draft::Put(var, _, value) => {
                        (*var, self.is_timed(*value, node.frame, 0))
                    }
                    Draft::Copy(to, from) => (*to, self.timed.contains(from)),
                    _ => continue,
                };
                if is_timed {
                    self.timed.insert(var);
                }
            }
            if self.timed.len() == before {
                return;
            }
        }
    }

    /// Whether a comparison is one of two points in time that come from the clock, or from a checkpoint that keeps one: a run that walks
    /// from day to day. How often it holds is not known.
    pub(super) fn is_of_clock(&self, (a, b): (E, E), frame: u32) -> bool {
        let is_timed = |side| self.is_timed(side, frame, 0);
        let is_tainted = |side| self.is_tainted(side, frame);
        !self.timed.is_empty() && is_timed(a) && is_timed(b) && (is_tainted(a) || is_tainted(b))
    }

    fn is_timed(&self, value: E, frame: u32, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        match self.builder.program(frame).expr(value) {
            Expr::Known(value) => value.is_time(),
            Expr::Var(var) => {
                let var = self.builder.variable(frame, *var);
                var.is_some_and(|var| self.timed.contains(&var))
            }
            expr => {
                let mut found = false;
                each_part(expr, &mut |part| found |= self.is_timed(part, frame, depth + 1));
                found
            }
        }
    }

    pub(super) fn is_tainted(&self, value: E, frame: u32) -> bool {
        let mut found = false;
        self.mentioned(value, frame, 0, &mut |var| found |= self.tainted.contains(&var));
        found
    }

    /// Every variable that an expression reads.
    pub(in crate::graph) fn mentioned(&self, value: E, frame: u32, depth: usize, visit: &mut dyn FnMut(Variable)) {
        if depth > MAX_DEPTH {
            return;
        }
        match self.builder.program(frame).expr(value) {
            Expr::Var(var) => {
                if let Some(var) = self.builder.variable(frame, *var) {
                    visit(var);
                }
            }
            expr => each_part(expr, &mut |part| self.mentioned(part, frame, depth + 1, visit)),
        }
    }

    pub(super) fn tainted_inputs(&mut self, value: E, frame: u32) -> Vec<Term> {
        let mut found = Vec::new();
        self.mentioned(value, frame, 0, &mut |var| {
            if self.tainted.contains(&var) && !found.contains(&var) {
                found.push(var);
            }
        });
        found.into_iter().map(|var| self.slot(var, &[])).collect()
    }

    /// Those of the parts that may hold something of the checkpoint: where the others come from does not matter.
    pub(super) fn tainted_parts(&mut self, parts: Vec<E>, frame: u32, depth: usize) -> Vec<Term> {
        let parts: Vec<E> = parts.into_iter().filter(|part| self.is_tainted(*part, frame)).collect();
        parts
            .into_iter()
            .map(|part| self.project(part, frame, &[], depth + 1))
            .collect()
    }
}

/// The expressions that one is made of.
pub(in crate::graph) fn each_part(expr: &Expr, visit: &mut dyn FnMut(E)) {
    let mut each = |parts: &[E]| parts.iter().for_each(|part| visit(*part));
    match expr {
        Expr::Known(_) | Expr::Var(_) | Expr::Sdk | Expr::Function(_) => {}
        Expr::Member(a, _)
        | Expr::Not(a)
        | Expr::HasType(a, _)
        | Expr::Truth(a)
        | Expr::ToNumber(a)
        | Expr::Length(a)
        | Expr::SafeParse(a) => each(&[*a]),
        Expr::Cond(a, b, c) => each(&[*a, *b, *c]),
        Expr::And(a, b)
        | Expr::Or(a, b)
        | Expr::Nullish(a, b)
        | Expr::Equals(a, b, _)
        | Expr::Less(a, b)
        | Expr::Plus(a, b) => each(&[*a, *b]),
        Expr::Object(own, spread) => {
            for (_, part) in own {
                each(&[*part]);
            }
            each(spread);
        }
        Expr::Opaque(parts)
        | Expr::Element(_, parts)
        | Expr::Place(parts)
        | Expr::Computed(parts)
        | Expr::List(parts) => each(parts),
    }
}
