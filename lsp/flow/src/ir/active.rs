//! Which functions do something that matters.

use super::{Block, Callee, Program, StmtKind, Var};

impl Program {
    /// Finds out which functions do something.
    pub(crate) fn find_active(&mut self) {
        loop {
            let idle = (0..self.functions.len()).filter(|at| !self.functions[*at].is_active);
            let found: Vec<usize> = idle.filter(|at| self.acts(&self.functions[*at].body, *at)).collect();
            if found.is_empty() {
                return;
            }
            for at in found {
                self.functions[at].is_active = true;
            }
        }
    }

    fn acts(&self, block: &Block, function: usize) -> bool {
        let (first, end) = self.functions[function].vars;
        let is_outer = |var: &Var| !(first..end).contains(&var.0);
        block.iter().any(|stmt| match &stmt.kind {
            StmtKind::Assign(var, _) | StmtKind::Put(var, ..) => is_outer(var),
            StmtKind::Op(_) | StmtKind::Pages(_) | StmtKind::Unknown => true,
            StmtKind::Call { callee, .. } => match callee {
                Callee::Local(function) => self.is_active(*function),
                Callee::Imported(..) => true,
                Callee::Value(value) => self.may_act(*value),
            },
            StmtKind::Each { callback, .. } => self.is_active(*callback),
            StmtKind::Generated(it) => match it.callee {
                Callee::Local(generator) => self.is_active(generator) || self.acts(&it.body, function),
                Callee::Imported(..) | Callee::Value(_) => true,
            },
            // What is done with it is done elsewhere.
            StmtKind::Yield(_) => false,
            StmtKind::If { then, otherwise, .. } => self.acts(then, function) || self.acts(otherwise, function),
            StmtKind::Loop(it) => [&it.before, &it.body, &it.update]
                .into_iter()
                .any(|block| self.acts(block, function)),
            StmtKind::Try(it) => {
                let catch = it.catch.iter().map(|catch| &catch.body);
                let blocks = [&it.block].into_iter().chain(catch).chain(&it.finally);
                blocks.into_iter().any(|block| self.acts(block, function))
            }
            StmtKind::Switch { cases, .. } => cases.iter().any(|(_, block)| self.acts(block, function)),
            StmtKind::Labeled(_, block) => self.acts(block, function),
            StmtKind::Return(_) | StmtKind::Throw | StmtKind::Break(_) | StmtKind::Continue(_) | StmtKind::Doubt => {
                false
            }
        })
    }
}
