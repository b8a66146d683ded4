//! What the top level of a file declares, hands to Nango, and exports.

use project::FunctionKind;
use syntax::ast::{
    Call, DeclaratorId, ExportKind, ExprId, ExprKind, ImportKind, PatternKind, PropKind, StmtId, StmtKind,
};

use super::super::deeds::{V, Value};
use super::{Module, Reader};

impl<'a> Reader<'a> {
    /// Reads it.
    pub(super) fn module(&mut self) {
        let body = self.file.ast().body();
        for stmt in body {
            self.declare_module(stmt);
        }
        for top in self.file.ast().top_level_calls() {
            self.handlers_of(top.call);
        }
        for stmt in body {
            if let StmtKind::Export(export) = self.file.ast()[stmt].kind {
                self.export(self.file.ast()[export].kind);
            }
        }
        let mut at = 0;
        while at < self.functions.len() {
            self.read_function(at);
            at += 1;
        }
    }

    fn declare_module(&mut self, stmt: StmtId) {
        let (file, ast) = (self.file, self.file.ast());
        match ast[stmt].kind {
            StmtKind::Function(id) => {
                if let Some(name) = ast[id].name {
                    self.module.insert(file.slice(name), Module::Function(id));
                }
            }
            StmtKind::Var { kind, declarators } => {
                for declarator in declarators {
                    let is_constant = kind == syntax::ast::VarKind::Const;
                    self.declare_variable(declarator, is_constant);
                }
            }
            StmtKind::Class(id) => {
                if let Some(name) = ast[id].name {
                    self.module.insert(file.slice(name), Module::Other);
                }
            }
            StmtKind::Export(export) => {
                if let ExportKind::Declaration(stmt) | ExportKind::DefaultDeclaration(stmt) = ast[export].kind {
                    self.declare_module(stmt);
                }
            }
            StmtKind::Import(import) => {
                let import = &ast[import];
                let source = import.source.map(|source| file.slice(ast[source].range));
                let Some(source) = source.filter(|_| import.kind == ImportKind::Clause) else {
                    return;
                };
                let source = source.trim_matches(['\'', '"']);
                let named = ast[import.named].iter();
                let named = named.map(|it| (it.local, file.slice(it.imported).trim_matches(['\'', '"'])));
                let default = import.default.map(|local| (local, "default"));
                let all = import.namespace.map(|local| (local, "*"));
                for (local, imported) in named.chain(default).chain(all) {
                    self.module
                        .insert(file.slice(local), Module::Import { source, imported });
                }
            }
            _ => {}
        }
    }

    fn declare_variable(&mut self, declarator: DeclaratorId, is_constant: bool) {
        let ast = self.file.ast();
        let pattern = ast[ast[declarator].pattern];
        if matches!(pattern.kind, PatternKind::Ident) {
            let bound = match ast[declarator].init.filter(|_| is_constant) {
                Some(init) => match ast[ast.skip_casts(init)].kind {
                    ExprKind::Function(id) => Module::Function(id),
                    _ => Module::Constant(init),
                },
                None => Module::Other,
            };
            self.module.insert(self.file.slice(pattern.range), bound);
        }
    }

    /// The functions that a create call is handed.
    fn handlers_of(&mut self, call: Call) {
        let (file, ast) = (self.file, self.file.ast());
        let callee = ast.skip_casts(call.callee);
        let name = match ast[callee].kind {
            ExprKind::Member(member) => Some(file.slice(member.property)),
            _ => file.ident_name(callee),
        };
        let name = match name.map(|name| (name, self.module.get(name))) {
            Some((_, Some(Module::Import { imported, .. }))) => Some(*imported),
            other => other.map(|(name, _)| name),
        };
        if name.and_then(FunctionKind::of_create_name).is_none() || !self.handlers.is_empty() {
            return;
        }
        let Some(definition) = call.args.first() else { return };
        let definition = match file
            .ident_name(ast.skip_casts(definition))
            .and_then(|name| self.module.get(name))
        {
            Some(Module::Constant(init)) => *init,
            _ => definition,
        };
        for property in ["exec", "onWebhook"] {
            let handler = file.property(definition, property).map(|prop| match ast[prop].kind {
                PropKind::Method { function, .. } => self.number(function),
                PropKind::Pair { value, .. } | PropKind::Shorthand(value) => match ast[ast.skip_casts(value)].kind {
                    ExprKind::Function(function) => self.number(function),
                    _ => self.constant(value),
                },
                _ => V::OTHER,
            });
            self.handlers.extend(handler.map(|handler| (property.into(), handler)));
        }
        if self.handlers.is_empty() && !file.has_only_plain_keys(definition) {
            // There may be one where it cannot be read.
            self.handlers.push(("exec".into(), V::OTHER));
        }
    }

    fn export(&mut self, kind: ExportKind) {
        let (file, ast) = (self.file, self.file.ast());
        let module = |source: ExprId| file.slice(ast[source].range).trim_matches(['\'', '"']);
        match kind {
            ExportKind::Declaration(stmt) => match ast[stmt].kind {
                StmtKind::Function(id) => {
                    let name = ast[id].name.map(|name| file.slice(name));
                    self.exports_name(name, name);
                }
                StmtKind::Var { declarators, .. } => {
                    for declarator in declarators {
                        let name = file.slice(ast[ast[declarator].pattern].range);
                        self.exports_name(Some(name), Some(name));
                    }
                }
                _ => {}
            },
            ExportKind::DefaultDeclaration(stmt) => {
                if let StmtKind::Function(id) = ast[stmt].kind {
                    let number = self.number(id);
                    self.exports.push(("default".into(), number));
                }
            }
            ExportKind::Default(value) => self.exports_name(file.ident_name(value), Some("default")),
            ExportKind::Named { specifiers, source } => {
                for it in &ast[specifiers] {
                    let (local, exported) = (file.slice(it.local), file.slice(it.exported));
                    match source {
                        Some(source) => {
                            let import = self
                                .values
                                .add(Value::Import(Box::new((module(source).into(), local.into()))));
                            self.exports.push((exported.into(), import));
                        }
                        None => self.exports_name(Some(local), Some(exported)),
                    }
                }
            }
            ExportKind::All {
                alias,
                source: Some(source),
            } => {
                let import = self
                    .values
                    .add(Value::Import(Box::new((module(source).into(), "*".into()))));
                let name = alias.map_or("*", |alias| file.slice(alias));
                self.exports.push((name.into(), import));
            }
            _ => {}
        }
    }

    fn exports_name(&mut self, local: Option<&'a str>, exported: Option<&'a str>) {
        let (Some(local), Some(exported)) = (local, exported) else {
            return;
        };
        if self.is_made_elsewhere(local) {
            return;
        }
        let value = self.module_value(local);
        let is_of_use = |value: &Value<_>| matches!(value, Value::Function(_) | Value::Import(_) | Value::Text(_));
        // An object of functions or of texts.
        let is_object = |value: &Value<_>| matches!(value, Value::Object(entries) if !entries.is_empty());
        let known = self.values.get(value);
        if is_of_use(known) || is_object(known) {
            self.exports.push((exported.into(), value));
        }
    }

    /// Whether a name of the top level holds what an import answers, as a schema or a definition does: nothing of it is of use to others.
    fn is_made_elsewhere(&self, name: &str) -> bool {
        let ast = self.file.ast();
        let Some(Module::Constant(init)) = self.module.get(name) else {
            return false;
        };
        let mut expr = ast.skip_casts(*init);
        while let ExprKind::Call(Call { callee, .. }) = ast[expr].kind {
            expr = ast.skip_casts(callee);
            while let ExprKind::Member(member) = ast[expr].kind {
                expr = ast.skip_casts(member.object);
            }
        }
        let callee = self.file.ident_name(expr).filter(|_| expr != ast.skip_casts(*init));
        callee.is_some_and(|callee| matches!(self.module.get(callee), Some(Module::Import { .. })))
    }
}
