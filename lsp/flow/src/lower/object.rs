//! Objects of the file: their methods, what is put into them at once, and functions that are handed over by name.

use syntax::TextRange;
use syntax::ast::{Call, Class, ExprId, ExprKind, PropKind};

use super::Lower;
use super::scope::Binding;
use crate::ir::{E, Expr, FnId, StmtKind};

impl Lower<'_> {
    /// The method of an object that is written down, and what a call hands to it: `const progress = { reset: async () => … }`.
    pub(super) fn own_method(&mut self, object: ExprId, method: &str, call: &Call) -> Option<(FnId, Vec<E>)> {
        let (file, ast) = (self.file, self.file.ast());
        let binding = self.scopes.get(file.ident_name(ast.skip_casts(object))?).cloned()?;
        let literal = self.literal(object);
        if !file.has_only_plain_keys(literal) {
            return None;
        }
        let function = match ast[file.property(literal, method)?].kind {
            PropKind::Method { function, .. } => function,
            PropKind::Pair { value, .. } => self.function_of(value)?,
            _ => return None,
        };
        let sdk: Vec<bool> = call.args.iter().map(|arg| self.is_sdk(arg)).collect();
        let args = self.args(call);
        let function = match binding {
            Binding::ModuleValue(_) => self.module_function(function, &sdk),
            // It is lowered where the object stands.
            _ => self.number(function),
        };
        Some((function, args))
    }

    /// The function that is handed over to be called: written there, or by its name.
    pub(super) fn callback(&mut self, arg: ExprId) -> Option<FnId> {
        if let Some(function) = self.function_of(arg) {
            return Some(self.function(function, &[]));
        }
        let name = self.file.ident_name(self.file.ast().skip_casts(arg))?;
        match self.scopes.get(name).cloned()? {
            Binding::Function(function) => Some(function),
            Binding::ModuleFunction(id) => Some(self.module_function(id, &[])),
            _ => None,
        }
    }

    /// `Object.assign(target, source)`, of a source that is written down.
    pub(super) fn put_all(&mut self, range: TextRange, target: ExprId, source: E) {
        let Some((var, path)) = self.place(target) else { return };
        let Expr::Object(own, _) = self.program.exprs[source.0 as usize].clone() else {
            return;
        };
        for (name, value) in own {
            let path = path.iter().copied().chain([name]).collect();
            self.push(range, StmtKind::Put(var, path, value));
        }
    }

    /// Whether an object is made by a class of the file that knows the SDK object: its methods are not followed.
    pub(super) fn is_of_own_class(&self, object: ExprId) -> bool {
        let (file, ast) = (self.file, self.file.ast());
        let ExprKind::New(new) = ast[ast.skip_casts(self.literal(object))].kind else {
            return false;
        };
        let Some(name) = file.ident_name(new.callee) else {
            return false;
        };
        ast.all::<Class>().any(|class| {
            let is_it = ast[class].name.is_some_and(|own| file.slice(own) == name);
            is_it && file.slice(ast[class].range).contains("nango")
        })
    }
}
