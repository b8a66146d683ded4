//! Statements.

use project::scope::sdk_type;
use syntax::TextRange;
use syntax::ast::{
    ExprId, ExprKind, List, ParamId, PatternId, PatternKind, Stmt as AstStmt, StmtId, StmtKind as AstKind, VarKind,
};

use super::Lower;
use super::scope::Binding;
use crate::ir::{Block, E, Expr, StmtKind, Try, Var};
use crate::value::Value;

impl<'a> Lower<'a> {
    /// Binds a parameter whose value is in `var`.
    pub(super) fn param(&mut self, param: ParamId, var: Var, is_sdk: bool) {
        let (file, ast) = (self.file, self.file.ast());
        let pattern = ast[param].pattern;
        let is_typed = ast[param].ty.is_some_and(|ty| sdk_type(file, ty).is_some());
        match self.pattern_name(pattern) {
            Some(name) if is_sdk || is_typed || matches!(name, "nango" | "_nango") => {
                self.scopes.bind(name, Binding::Sdk);
            }
            Some(name) => {
                self.scopes.bind(name, Binding::Var(var));
                if let Some(default) = ast[param].default {
                    let value = self.given(var, default);
                    self.push(ast[param].range, StmtKind::Assign(var, value));
                }
            }
            None => {
                let value = match ast[param].default {
                    Some(default) => self.given(var, default),
                    None => self.add(Expr::Var(var)),
                };
                self.destructure(pattern, value);
            }
        }
    }

    /// What a parameter is given, or its default.
    fn given(&mut self, var: Var, default: ExprId) -> E {
        let given = self.add(Expr::Var(var));
        self.or_default(given, default)
    }

    pub(super) fn pattern_name(&self, pattern: PatternId) -> Option<&'a str> {
        let pattern = self.file.ast()[pattern];
        match pattern.kind {
            PatternKind::Ident => Some(self.file.slice(pattern.range)),
            PatternKind::Default { pattern, .. } => self.pattern_name(pattern),
            _ => None,
        }
    }

    /// The variable that a name declares in the innermost scope.
    pub(super) fn declared(&mut self, name: &'a str) -> Var {
        if let Some(Binding::Var(var)) = self.scopes.own(name) {
            return *var;
        }
        let var = self.fresh();
        self.scopes.bind(name, Binding::Var(var));
        var
    }

    /// A block with its own scope.
    pub(super) fn body(&mut self, block: StmtId) {
        match self.file.ast()[block].kind {
            AstKind::Block(body) => {
                self.scopes.enter();
                self.stmts(body);
                self.scopes.leave();
            }
            _ => self.stmt(block),
        }
    }

    fn stmts(&mut self, body: List<AstStmt>) {
        let (file, ast) = (self.file, self.file.ast());
        // What is declared further down is bound from the beginning: functions that stand before see it.
        for stmt in body {
            match ast[stmt].kind {
                AstKind::Var { kind, declarators } => {
                    for declarator in declarators {
                        let Some(name) = self.pattern_name(ast[declarator].pattern) else {
                            continue;
                        };
                        let init = ast[declarator].init.filter(|_| kind == VarKind::Const);
                        let binding = match init.and_then(|init| self.function_of(init)) {
                            Some(function) => Binding::Function(self.number(function)),
                            None => Binding::Var(self.fresh()),
                        };
                        self.scopes.bind(name, binding);
                    }
                }
                AstKind::Function(id) => {
                    if let Some(name) = ast[id].name {
                        let number = self.number(id);
                        self.scopes.bind(file.slice(name), Binding::Function(number));
                    }
                }
                _ => {}
            }
        }
        for stmt in body {
            if let AstKind::Function(id) = ast[stmt].kind {
                self.function(id, &[]);
            }
        }
        for stmt in body {
            self.stmt(stmt);
        }
    }

    pub(super) fn stmt(&mut self, id: StmtId) {
        let (file, ast) = (self.file, self.file.ast());
        let range = ast[id].range;
        match ast[id].kind {
            AstKind::Expr(value) => {
                self.expr(value);
            }
            AstKind::Var { kind, declarators } => {
                for declarator in declarators {
                    let declarator = ast[declarator];
                    self.declare(kind, declarator.pattern, declarator.init, declarator.range);
                }
            }
            AstKind::If(it) => {
                if self.asks_for_error(it.test) {
                    self.push(range, StmtKind::Doubt);
                }
                let test = self.expr(it.test);
                let then = self.block(|lower| lower.body(it.consequent));
                let otherwise = self.block(|lower| {
                    if let Some(alternate) = it.alternate {
                        lower.body(alternate);
                    }
                });
                self.push(range, StmtKind::If { test, then, otherwise });
            }
            AstKind::For(it) => {
                self.scopes.enter();
                if let Some(init) = it.init {
                    self.stmt(init);
                }
                let mut test = None;
                let before = self.block(|lower| {
                    test = Some(match it.test {
                        Some(test) => lower.test(test),
                        None => lower.known(Value::bool(true)),
                    });
                });
                let outer = self.within.len();
                self.within.extend(it.test.and_then(|test| self.bounds(test)));
                let body = self.block(|lower| lower.round(it.body));
                self.within.truncate(outer);
                let update = self.block(|lower| {
                    if let Some(update) = it.update {
                        lower.expr(update);
                    }
                });
                self.scopes.leave();
                self.repeat(range, before, test, false, body, update);
            }
            AstKind::ForIn(it) => {
                let object = self.expr(it.object);
                let body = self.block(|lower| lower.each_round(it.target, object, it.body));
                self.go_over(range, None, body);
            }
            AstKind::ForOf(it) => self.for_of(range, &it),
            AstKind::While { test: value, body } => {
                let mut test = None;
                let before = self.block(|lower| test = Some(lower.test(value)));
                let body = self.block(|lower| lower.round(body));
                self.repeat(range, before, test, false, body, Block::new());
            }
            AstKind::DoWhile { body, test: value } => {
                let body = self.block(|lower| lower.round(body));
                let mut test = None;
                let before = self.block(|lower| test = Some(lower.test(value)));
                self.repeat(range, before, test, true, body, Block::new());
            }
            AstKind::Return(value) => {
                let value = value.map(|value| self.expr(value));
                self.push(range, StmtKind::Return(value));
            }
            AstKind::Throw(value) => {
                if let Some(value) = value {
                    self.expr(value);
                }
                self.push(range, StmtKind::Throw);
            }
            AstKind::Try(it) => {
                let block = self.block(|lower| lower.body(it.block));
                let catch = it.catch.map(|catch| self.catch(catch));
                let finally = it.finally.map(|finally| self.block(|lower| lower.body(finally)));
                self.push(range, StmtKind::Try(Box::new(Try { block, catch, finally })));
            }
            AstKind::Switch { discriminant, cases } => {
                let value = self.expr(discriminant);
                self.scopes.enter();
                let cases = cases.iter().map(|case| {
                    let case = ast[case];
                    let test = case.test.map(|test| self.expr(test));
                    let body = self.block(|lower| lower.stmts(case.body));
                    (test, body)
                });
                let cases = cases.collect();
                self.scopes.leave();
                self.push(range, StmtKind::Switch { value, cases });
            }
            AstKind::Labeled { label, body } => {
                let label = self.name(file.slice(label));
                let body = self.block(|lower| lower.stmt(body));
                self.push(range, StmtKind::Labeled(label, body));
            }
            AstKind::Break(label) => {
                let label = label.map(|label| self.name(file.slice(label)));
                self.push(range, StmtKind::Break(label));
            }
            AstKind::Continue(label) => {
                let label = label.map(|label| self.name(file.slice(label)));
                self.push(range, StmtKind::Continue(label));
            }
            AstKind::Block(_) => self.body(id),
            AstKind::Unknown(_) => self.push(range, StmtKind::Unknown),
            // Functions are lowered when their block begins; the rest does nothing.
            _ => {}
        }
    }

    fn declare(&mut self, kind: VarKind, pattern: PatternId, init: Option<ExprId>, range: TextRange) {
        let ast = self.file.ast();
        let Some(name) = self.pattern_name(pattern) else {
            if let Some(init) = init {
                match self.parts(pattern, init) {
                    Some(parts) => self.declare_parts(pattern, &parts),
                    None => {
                        let value = self.expr(init);
                        self.destructure(pattern, value);
                    }
                }
            }
            return;
        };
        let is_const = kind == VarKind::Const;
        let inner = init.map(|init| ast.skip_casts(init));
        if let Some(inner) = inner.filter(|_| is_const) {
            if let ExprKind::Function(function) = ast[inner].kind {
                let number = self.function(function, &[]);
                self.scopes.bind(name, Binding::Function(number));
                return;
            }
            if let Some(Binding::Sdk) = self.file.ident_name(inner).and_then(|name| self.scopes.get(name)) {
                self.scopes.bind(name, Binding::Sdk);
                return;
            }
            if let Some((config, place)) = self.pages(inner) {
                self.scopes.bind(name, Binding::Pages(config, place));
                return;
            }
            let is_iterated = || self.file.text().contains(&format!("of {name})"));
            let imported = self.imported_call(inner).filter(|_| is_iterated());
            if let Some(call) = self.generator_call(inner).or(imported) {
                self.scopes.bind(name, Binding::Generated(call));
                return;
            }
        }
        let var = self.declared(name);
        if let Some(inner) = inner.filter(|_| is_const) {
            self.inits.insert(var, inner);
        }
        let value = match init {
            Some(init) => self.expr(init),
            None => self.known(Value::UNDEFINED),
        };
        self.push(range, StmtKind::Assign(var, value));
    }
}
