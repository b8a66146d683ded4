//! Functions that variables hold: `let reset = async () => …`, `const steps = [first, second]`.

use rustc_hash::FxHashSet;

use super::{E, Expr, FnId, Program, Var};

/// How deep an expression is looked into.
const MAX_DEPTH: usize = 8;

impl Program {
    /// Finds out which variables hold which functions.
    pub(crate) fn find_held(&mut self) {
        let mut written = self.module.clone();
        for (var, uses) in self.uses() {
            written.extend(uses.assigned.into_iter().map(|value| (var, value)));
        }
        let mut held = FxHashSet::default();
        loop {
            let before = held.len();
            for (var, value) in &written {
                let mut found = Vec::new();
                self.holds(*value, &held, 0, &mut found);
                held.extend(found.into_iter().map(|function| (*var, function)));
            }
            if held.len() == before {
                break;
            }
        }
        self.held = held.into_iter().collect();
        self.held.sort_unstable();
    }

    /// Whether what is called through a value may be a function that does something.
    pub(crate) fn may_act(&self, value: E) -> bool {
        let held = self.held.iter().copied().collect();
        let mut found = Vec::new();
        self.holds(value, &held, 0, &mut found);
        found.into_iter().any(|function| self.is_active(function))
    }

    /// The functions that a value is, or holds as parts.
    fn holds(&self, value: E, held: &FxHashSet<(Var, FnId)>, depth: usize, found: &mut Vec<FnId>) {
        if depth > MAX_DEPTH {
            return;
        }
        let mut each = |parts: &[E]| {
            for part in parts {
                self.holds(*part, held, depth + 1, found);
            }
        };
        match self.expr(value) {
            Expr::Function(function) => found.push(*function),
            Expr::Var(var) => found.extend(held.iter().filter(|(holder, _)| holder == var).map(|(_, it)| *it)),
            Expr::Member(object, _) => each(&[*object]),
            Expr::Element(_, parts) => each(&parts[..1.min(parts.len())]),
            Expr::Object(own, spread) => {
                for (_, part) in own {
                    each(&[*part]);
                }
                each(spread);
            }
            Expr::List(items) => each(items),
            Expr::Cond(_, a, b) | Expr::And(a, b) | Expr::Or(a, b) | Expr::Nullish(a, b) => each(&[*a, *b]),
            _ => {}
        }
    }
}
