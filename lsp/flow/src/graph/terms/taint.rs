//! Which variables may hold something of the checkpoint.

use super::{MAX_DEPTH, Slots};
use crate::graph::Term;
use crate::graph::build::{Draft, Variable};
use crate::ir::{E, Expr, OpKind};

impl Slots<'_, '_> {
    pub(super) fn find_tainted(&mut self) {
        loop {
            let before = self.tainted.len();
            for at in 0..self.builder.nodes.len() {
                let node = &self.builder.nodes[at];
                let (var, is_tainted) = match &node.draft {
                    Draft::Assign(var, value) | Draft::Put(var, _, value) => {
                        if self.tainted.contains(var) {
                            continue;
                        }
                        let mut found = false;
                        self.mentioned(*value, node.frame, 0, &mut |var| found |= self.tainted.contains(&var));
                        (*var, found)
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

    /// Every variable that an expression reads.
    pub(super) fn mentioned(&self, value: E, frame: u32, depth: usize, visit: &mut dyn FnMut(Variable)) {
        if depth > MAX_DEPTH {
            return;
        }
        let mut each = |parts: &[E]| {
            for part in parts {
                self.mentioned(*part, frame, depth + 1, visit);
            }
        };
        match self.builder.program(frame).expr(value) {
            Expr::Known(_) | Expr::Sdk | Expr::Function(_) => {}
            Expr::Var(var) => {
                if let Some(var) = self.builder.variable(frame, *var) {
                    visit(var);
                }
            }
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
            Expr::Opaque(parts) | Expr::Element(parts) | Expr::Computed(parts) => each(parts),
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
        let is_tainted = |part: &E| {
            let mut found = false;
            self.mentioned(*part, frame, 0, &mut |var| found |= self.tainted.contains(&var));
            found
        };
        let parts: Vec<E> = parts.into_iter().filter(is_tainted).collect();
        parts
            .into_iter()
            .map(|part| self.project(part, frame, &[], depth + 1))
            .collect()
    }
}
