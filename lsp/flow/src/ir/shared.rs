//! Objects of a caller that a function puts something into: it is the caller's that changes.

use rustc_hash::FxHashMap;

use super::{Block, Expr, Handed, Program, StmtKind, Var};

/// How a variable is used.
#[derive(Default)]
pub(super) struct Uses {
    /// What is assigned to it as a whole.
    pub(super) assigned: Vec<super::E>,
    /// Whether something is put into it, here or perhaps in a function that it is handed to.
    is_changed: bool,
}

impl Program {
    /// Finds out which variables of functions are objects of their callers, and are changed.
    pub(crate) fn find_shared(&mut self) {
        let uses = self.uses();
        let shared: Vec<Vec<(Var, Handed)>> = self
            .functions
            .iter()
            .map(|function| self.shared(function, &uses))
            .collect();
        for (function, shared) in self.functions.iter_mut().zip(shared) {
            function.shared = shared;
        }
    }

    /// How the variables of the program are used.
    pub(super) fn uses(&self) -> FxHashMap<Var, Uses> {
        let mut uses = FxHashMap::default();
        for function in &self.functions {
            self.find_uses(&function.body, &mut uses);
        }
        uses
    }

    fn shared(&self, function: &super::Function, uses: &FxHashMap<Var, Uses>) -> Vec<(Var, Handed)> {
        let argument = |var: &Var| function.params.iter().position(|param| param == var);
        let vars = (function.vars.0..function.vars.1).map(Var);
        vars.filter_map(|var| {
            let uses = uses.get(&var).filter(|uses| uses.is_changed)?;
            let handed = match (argument(&var), &uses.assigned[..]) {
                (Some(at), []) => Handed::Argument(at),
                // Its default: what is given stays.
                (Some(at), [value]) if self.is_or_default(*value, var) => Handed::Argument(at),
                (None, [value]) => match self.expr(*value) {
                    Expr::Member(object, name) => match self.expr(*object) {
                        Expr::Var(param) => Handed::Property(argument(param)?, *name),
                        _ => return None,
                    },
                    _ => return None,
                },
                _ => return None,
            };
            Some((var, handed))
        })
        .collect()
    }

    fn is_or_default(&self, value: super::E, var: Var) -> bool {
        match self.expr(value) {
            Expr::Cond(_, _, given) => *self.expr(*given) == Expr::Var(var),
            _ => false,
        }
    }

    fn find_uses(&self, block: &Block, uses: &mut FxHashMap<Var, Uses>) {
        let hand = |args: &[super::E], uses: &mut FxHashMap<Var, Uses>| {
            for arg in args {
                if let Expr::Var(var) = self.expr(*arg) {
                    uses.entry(*var).or_default().is_changed = true;
                }
            }
        };
        for stmt in block {
            match &stmt.kind {
                StmtKind::Assign(var, value) => uses.entry(*var).or_default().assigned.push(*value),
                StmtKind::Put(var, ..) => uses.entry(*var).or_default().is_changed = true,
                StmtKind::Call { args, .. } => hand(args, uses),
                StmtKind::If { then, otherwise, .. } => {
                    self.find_uses(then, uses);
                    self.find_uses(otherwise, uses);
                }
                StmtKind::Loop(it) => {
                    for block in [&it.before, &it.body, &it.update] {
                        self.find_uses(block, uses);
                    }
                }
                StmtKind::Generated(it) => {
                    hand(&it.args, uses);
                    self.find_uses(&it.body, uses);
                }
                StmtKind::Pages(it) => self.find_uses(&it.body, uses),
                StmtKind::Try(it) => {
                    self.find_uses(&it.block, uses);
                    let catch = it.catch.iter().map(|catch| &catch.body);
                    for block in catch.chain(&it.finally) {
                        self.find_uses(block, uses);
                    }
                }
                StmtKind::Switch { cases, .. } => {
                    for (_, block) in cases {
                        self.find_uses(block, uses);
                    }
                }
                StmtKind::Labeled(_, block) => self.find_uses(block, uses),
                StmtKind::Op(_)
                | StmtKind::Yield(_)
                | StmtKind::Each { .. }
                | StmtKind::Return(_)
                | StmtKind::Throw
                | StmtKind::Break(_)
                | StmtKind::Continue(_)
                | StmtKind::Doubt
                | StmtKind::Unknown => {}
            }
        }
    }
}
