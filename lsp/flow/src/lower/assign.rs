//! Assignments: to variables, to properties of variables, and by methods that change a list.

use syntax::TextRange;
use syntax::ast::{Assign, AssignOp, BinaryOp, ExprId, ExprKind, LogicalOp, PatternId, PatternKind};

use super::Lower;
use super::scope::Binding;
use crate::ir::{ADDED, COMPUTED, E, Expr, Name, StmtKind, Var};

impl<'a> Lower<'a> {
    pub(super) fn assign(&mut self, range: TextRange, it: &Assign) -> E {
        let ast = self.file.ast();
        let target = match ast[it.target].kind {
            PatternKind::Ident => self.target(it.target),
            PatternKind::Expr(target) => Some(Target::Expr(target)),
            _ => {
                if let Some(parts) = self.parts(it.target, it.value) {
                    self.assign_parts(it.target, &parts);
                    return self.unknown();
                }
                // What is assigned first may stand in what is assigned next.
                let (value, whole) = (self.expr(it.value), self.fresh());
                self.push(range, StmtKind::Assign(whole, value));
                let whole = self.add(Expr::Var(whole));
                self.destructure_assign(it.target, whole);
                return whole;
            }
        };
        let old = match target {
            Some(Target::Var(var)) => self.add(Expr::Var(var)),
            Some(Target::Expr(target)) if it.op != AssignOp::Assign => self.expr(target),
            _ => self.unknown(),
        };
        let mut right = old;
        let then = self.block(|lower| right = lower.expr(it.value));
        for stmt in then {
            self.push(*stmt.span, stmt.kind);
        }
        let value = match it.op {
            AssignOp::Assign => right,
            AssignOp::Binary(BinaryOp::Add) => self.add(Expr::Plus(old, right)),
            AssignOp::Binary(_) => self.add(Expr::Opaque(vec![old, right])),
            AssignOp::Logical(LogicalOp::And) => self.add(Expr::And(old, right)),
            AssignOp::Logical(LogicalOp::Or) => self.add(Expr::Or(old, right)),
            AssignOp::Logical(LogicalOp::Nullish) => self.add(Expr::Nullish(old, right)),
        };
        match target {
            Some(Target::Var(var)) => {
                self.push(range, StmtKind::Assign(var, value));
                self.add(Expr::Var(var))
            }
            Some(Target::Expr(target)) => {
                self.store(target, value, range);
                value
            }
            None => value,
        }
    }

    fn target(&self, pattern: PatternId) -> Option<Target> {
        let name = self.file.slice(self.file.ast()[pattern].range);
        match self.scopes.get(name) {
            Some(Binding::Var(var)) => Some(Target::Var(*var)),
            _ => None,
        }
    }

    /// `({ a, b } = value)`, `[a, b] = value`.
    pub(super) fn destructure_assign(&mut self, pattern: PatternId, value: E) {
        self.take_apart(pattern, value, &|lower, pattern, value| {
            let range = lower.file.ast()[pattern].range;
            match lower.file.ast()[pattern].kind {
                PatternKind::Expr(target) => lower.store(target, value, range),
                _ => {
                    if let Some(Target::Var(var)) = lower.target(pattern) {
                        lower.push(range, StmtKind::Assign(var, value));
                    }
                }
            }
        });
    }

    /// Writes `target = value` for a name, a member, or an index.
    pub(super) fn store(&mut self, target: ExprId, value: E, range: TextRange) {
        if let Some((var, path)) = self.place(target) {
            let kind = match path.is_empty() {
                true => StmtKind::Assign(var, value),
                false => StmtKind::Put(var, path, value),
            };
            self.push(range, kind);
        }
    }

    /// The variable and the properties of `a.b['c']`. What is computed is [`COMPUTED`].
    pub(super) fn place(&mut self, target: ExprId) -> Option<(Var, Vec<Name>)> {
        let (file, ast) = (self.file, self.file.ast());
        let target = ast.skip_casts(target);
        match ast[target].kind {
            ExprKind::Ident => match self.scopes.get(file.ident_name(target)?) {
                Some(Binding::Var(var)) => Some((*var, Vec::new())),
                _ => None,
            },
            ExprKind::Member(member) => {
                let (var, mut path) = self.place(member.object)?;
                path.push(self.name(file.slice(member.property)));
                Some((var, path))
            }
            ExprKind::Index(index) => {
                let (var, mut path) = self.place(index.object)?;
                let name = file.string_value(index.index);
                path.push(match name {
                    Some(name) => self.owned_name(&name),
                    None => self.name(COMPUTED),
                });
                Some((var, path))
            }
            _ => None,
        }
    }

    /// Says that something of a list or a map is changed, to what depends on `values`.
    pub(super) fn change(&mut self, object: ExprId, values: &[E], is_added: bool, range: TextRange) {
        if let Some((var, mut path)) = self.place(object) {
            path.push(self.name(if is_added { ADDED } else { COMPUTED }));
            let values = self.add(Expr::List(values.to_vec()));
            let value = self.add(Expr::Opaque(vec![values]));
            self.push(range, StmtKind::Put(var, path, value));
        }
    }
}

#[derive(Clone, Copy)]
enum Target {
    Var(Var),
    Expr(ExprId),
}
