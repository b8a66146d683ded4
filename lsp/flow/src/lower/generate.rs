//! Generators: what they yield is handed to the body of the loop over them.

use syntax::TextRange;
use syntax::ast::{ExprId, ExprKind, ForOf, Node};

use super::Lower;
use super::scope::Binding;
use crate::ir::{Block, Callee, E, Expr, Generated, StmtKind, There, Var};

impl Lower<'_> {
    /// The call of a generator that an expression is, or that the constant is initialised with which it names.
    pub(super) fn generated(&self, id: ExprId) -> Option<ExprId> {
        let name = self.file.ident_name(self.file.ast().skip_casts(id));
        match name.and_then(|name| self.scopes.get(name)) {
            Some(Binding::Generated(call)) => Some(*call),
            _ => self.generator_call(id),
        }
    }

    /// The call of a generator of this file that an expression is.
    pub(super) fn generator_call(&self, id: ExprId) -> Option<ExprId> {
        let (file, ast) = (self.file, self.file.ast());
        let id = ast.skip_casts(id);
        let ExprKind::Call(call) = ast[id].kind else {
            return None;
        };
        let is_generator = match self.scopes.get(file.ident_name(ast.skip_casts(call.callee))?)? {
            Binding::Function(function) => self.program.functions[function.0 as usize].is_generator,
            Binding::ModuleFunction(function) => ast[*function].is_generator,
            _ => false,
        };
        is_generator.then_some(id)
    }

    /// The call of a function of another file that is handed the SDK object, and may be a generator.
    pub(super) fn imported_call(&self, id: ExprId) -> Option<ExprId> {
        let (file, ast) = (self.file, self.file.ast());
        let id = ast.skip_casts(id);
        let ExprKind::Call(call) = ast[id].kind else {
            return None;
        };
        let binding = self.scopes.get(file.ident_name(ast.skip_casts(call.callee))?)?;
        let is_import = matches!(binding, Binding::Import { .. });
        let holds_sdk = |arg| {
            ast.descendants(arg)
                .any(|node| matches!(node, Node::Expr(id) if self.is_sdk(id)))
        };
        (is_import && call.args.iter().any(holds_sdk)).then_some(id)
    }

    /// `for await (target of generator(…)) body`.
    pub(super) fn generator_loop(&mut self, range: TextRange, call: ExprId, it: &ForOf) {
        let Some((callee, args)) = self.generator(call) else {
            return;
        };
        let target = self.fresh();
        let body = self.page_body(it.target, target, it.body);
        self.go_through(range, (callee, args), target, body);
    }

    /// `yield value`, `yield* values`.
    pub(super) fn yields(&mut self, range: TextRange, value: Option<ExprId>, is_delegate: bool) {
        let Some(value) = value else {
            let nothing = self.unknown();
            self.push(range, StmtKind::Yield(nothing));
            return;
        };
        if let Some(call) = self.generated(value).filter(|_| is_delegate)
            && let Some(called) = self.generator(call)
        {
            let target = self.fresh();
            let body = self.block(|lower| {
                let value = lower.add(Expr::Var(target));
                lower.push(range, StmtKind::Yield(value));
            });
            self.go_through(range, called, target, body);
            return;
        }
        let values = self.expr(value);
        if is_delegate {
            let body = self.block(|lower| {
                let value = lower.add(Expr::Element(There::IfAny, vec![values]));
                lower.push(range, StmtKind::Yield(value));
            });
            self.go_over(range, None, body);
        } else {
            self.push(range, StmtKind::Yield(values));
        }
    }

    fn go_through(&mut self, range: TextRange, (callee, args): (Callee, Vec<E>), target: Var, body: Block) {
        let it = Generated {
            callee,
            args,
            target,
            body,
        };
        self.push(range, StmtKind::Generated(Box::new(it)));
    }

    fn generator(&mut self, call: ExprId) -> Option<(Callee, Vec<E>)> {
        let (file, ast) = (self.file, self.file.ast());
        let ExprKind::Call(call) = ast[call].kind else {
            return None;
        };
        let name = file.ident_name(ast.skip_casts(call.callee))?;
        if let Some((function, args)) = self.own_call(name, &call) {
            return Some((Callee::Local(function), args));
        }
        match self.scopes.get(name).cloned()? {
            Binding::Import { source, imported } => {
                self.program.traits.calls_others = true;
                let args = self.args(&call);
                Some((Callee::Imported(source, file.slice(imported).into()), args))
            }
            _ => None,
        }
    }
}
