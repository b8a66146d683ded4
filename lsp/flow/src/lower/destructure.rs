//! Patterns: what they take out of a value.

use syntax::ast::{ExprId, ExprKind, PatternId, PatternKind, PatternPropKind};

use super::Lower;
use super::scope::Binding;
use crate::ir::{Block, E, Expr, StmtKind, Var};
use crate::value::Value;

/// What is done with a name of a pattern, or what else it assigns to, and the value that comes there.
type Leaf<'l, 'a> = &'l dyn Fn(&mut Lower<'a>, PatternId, E);

impl<'a> Lower<'a> {
    /// Binds what a pattern takes out of a value.
    pub(super) fn destructure(&mut self, pattern: PatternId, value: E) {
        self.take_apart(pattern, value, &Self::bind);
    }

    /// Binds what a list of values holds that are written down.
    pub(super) fn declare_parts(&mut self, pattern: PatternId, parts: &[Var]) {
        self.take_parts(pattern, parts, &|lower, pattern, value| {
            lower.destructure(pattern, value)
        });
    }

    /// Assigns what a list of values holds that are written down.
    pub(super) fn assign_parts(&mut self, pattern: PatternId, parts: &[Var]) {
        self.take_parts(pattern, parts, &|lower, pattern, value| {
            lower.destructure_assign(pattern, value);
        });
    }

    fn take_parts(&mut self, pattern: PatternId, parts: &[Var], take: Leaf<'_, 'a>) {
        let PatternKind::Array(items) = self.file.ast()[pattern].kind else {
            return;
        };
        for (item, part) in items.iter().zip(parts) {
            let value = self.add(Expr::Var(*part));
            take(self, item, value);
        }
    }

    fn bind(&mut self, pattern: PatternId, value: E) {
        let range = self.file.ast()[pattern].range;
        if !matches!(self.file.ast()[pattern].kind, PatternKind::Ident) {
            return;
        }
        let name = self.file.slice(range);
        if name == "nango" {
            self.scopes.bind(name, Binding::Sdk);
            return;
        }
        let var = self.declared(name);
        self.push(range, StmtKind::Assign(var, value));
    }

    /// Takes a value apart as a pattern does, down to what has no parts.
    pub(super) fn take_apart(&mut self, pattern: PatternId, value: E, leaf: Leaf<'_, 'a>) {
        let (file, ast) = (self.file, self.file.ast());
        match ast[pattern].kind {
            PatternKind::Ident | PatternKind::Expr(_) => leaf(self, pattern, value),
            PatternKind::Object(props) => {
                for prop in &ast[props] {
                    match prop.kind {
                        PatternPropKind::Pair { key, pattern } => match file.key_name(key) {
                            Some(name) => {
                                let name = self.owned_name(&name);
                                let value = self.add(Expr::Member(value, name));
                                self.take_apart(pattern, value, leaf);
                            }
                            None => {
                                let value = self.add(Expr::Opaque(vec![value]));
                                self.take_apart(pattern, value, leaf);
                            }
                        },
                        PatternPropKind::Rest(pattern) => self.take_apart(pattern, value, leaf),
                        PatternPropKind::Unknown(_) => {}
                    }
                }
            }
            PatternKind::Array(items) => {
                for item in items {
                    let value = self.add(Expr::Opaque(vec![value]));
                    self.take_apart(item, value, leaf);
                }
            }
            PatternKind::Rest(pattern) => self.take_apart(pattern, value, leaf),
            PatternKind::Default {
                pattern,
                value: default,
            } => {
                let value = self.or_default(value, default);
                self.take_apart(pattern, value, leaf);
            }
            PatternKind::Unknown(_) => {}
        }
    }

    /// A value, or what stands for it where it is `undefined`.
    pub(super) fn or_default(&mut self, value: E, default: ExprId) -> E {
        let default = self.expr(default);
        let absent = self.known(Value::UNDEFINED);
        let is_absent = self.add(Expr::Equals(value, absent, false));
        self.add(Expr::Cond(is_absent, default, value))
    }

    /// What a pattern for a list gets, each in a variable, if the list is written down: `[a, b] = next ? [next, true] : ['', false]`.
    pub(super) fn parts(&mut self, pattern: PatternId, value: ExprId) -> Option<Vec<Var>> {
        let PatternKind::Array(items) = self.file.ast()[pattern].kind else {
            return None;
        };
        if !self.is_list(value, items.len()) || items.iter().any(|item| self.is_rest(item)) {
            return None;
        }
        let parts: Vec<Var> = items.iter().map(|_| self.fresh()).collect();
        self.fill(&parts, value);
        Some(parts)
    }

    fn is_rest(&self, pattern: PatternId) -> bool {
        matches!(self.file.ast()[pattern].kind, PatternKind::Rest(_))
    }

    /// Whether a list of at least so many elements is written down, none of them spread.
    fn is_list(&self, value: ExprId, count: usize) -> bool {
        let ast = self.file.ast();
        match ast[ast.skip_casts(value)].kind {
            ExprKind::Array(items) => {
                items.len() >= count && !items.iter().any(|item| matches!(ast[item].kind, ExprKind::Spread(_)))
            }
            ExprKind::Conditional(it) => self.is_list(it.consequent, count) && self.is_list(it.alternate, count),
            _ => false,
        }
    }

    fn fill(&mut self, parts: &[Var], value: ExprId) {
        let ast = self.file.ast();
        let value = ast.skip_casts(value);
        match ast[value].kind {
            ExprKind::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    let value = self.expr(item);
                    if let Some(part) = parts.get(at) {
                        self.push(ast[item].range, StmtKind::Assign(*part, value));
                    }
                }
            }
            ExprKind::Conditional(it) => {
                let test = self.expr(it.test);
                let then: Block = self.block(|lower| lower.fill(parts, it.consequent));
                let otherwise: Block = self.block(|lower| lower.fill(parts, it.alternate));
                self.push(ast[value].range, StmtKind::If { test, then, otherwise });
            }
            _ => {}
        }
    }
}
