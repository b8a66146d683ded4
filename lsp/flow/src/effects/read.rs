//! From the tree of a file to what its functions do.
//!
//! It is asked what may be done, not in which order: a function is read as often as what is assigned in it needs to become
//! known, and functions that stand in another are read as a part of it.

mod arena;
mod call;
mod expr;
mod finish;
mod function;
mod object;
mod sdk;
mod text;

use std::borrow::Cow;

use project::FunctionKind;
use rustc_hash::{FxHashMap, FxHashSet};
use syntax::SourceFile;
use syntax::ast::{
    Call, DeclaratorId, ExportKind, ExprId, ExprKind, FunctionId, ImportKind, ParamId, PatternId, PatternKind,
    PropKind, StmtId, StmtKind,
};

use super::deeds::{Act, Deeds, V, Value, What};
use arena::Arena;

/// How many constants of the top level are followed from one to the next.
const MAX_CONSTANTS: usize = 32;
/// How many functions of one file are looked into.
const MAX_FUNCTIONS: usize = 256;

/// What the functions of a file do; none if it is about something else. A pure function of the text.
pub fn deeds(file: &SourceFile) -> Option<Deeds> {
    let names_sdk = file.text().contains("nango") || file.text().contains("Nango");
    if !names_sdk && !file.ast().body().iter().any(|stmt| passes_on(file, stmt)) {
        return None;
    }
    let mut reader = Reader::new(file);
    reader.module();
    let deeds = reader.finish();
    (!deeds.handlers.is_empty() || !deeds.exports.is_empty()).then_some(deeds)
}

/// Whether a statement exports what another file has.
fn passes_on(file: &SourceFile, stmt: StmtId) -> bool {
    let StmtKind::Export(export) = file.ast()[stmt].kind else {
        return false;
    };
    matches!(
        file.ast()[export].kind,
        ExportKind::Named { source: Some(_), .. } | ExportKind::All { source: Some(_), .. }
    )
}

pub(super) struct Reader<'a> {
    file: &'a SourceFile,
    values: Arena<'a>,
    /// What the names of the top level are bound to.
    module: FxHashMap<&'a str, Module<'a>>,
    /// What the variables of the top level are; nothing known of one that is being read.
    constants: FxHashMap<ExprId, V>,
    /// How many of them are being read.
    reading: usize,
    /// The functions that are read for themselves, in the order in which they were found.
    functions: Vec<Draft>,
    numbers: FxHashMap<FunctionId, u16>,
    /// Functions that stand in others, by their number.
    inner: Vec<FunctionId>,
    handlers: Vec<(Cow<'a, str>, V)>,
    exports: Vec<(Cow<'a, str>, V)>,
    now: Now<'a>,
}

/// What a name of the top level is bound to.
#[derive(Clone, Copy)]
enum Module<'a> {
    Function(FunctionId),
    Constant(ExprId),
    Import { source: &'a str, imported: &'a str },
    Other,
}

/// A function that is read for itself.
struct Draft {
    id: FunctionId,
    acts: Vec<Act>,
    returns: V,
    /// The parameters, as bits, whose name or type says that they are metadata, a checkpoint or a connection.
    named: u32,
}

/// The function that is being read.
#[derive(Default)]
struct Now<'a> {
    scopes: Vec<(&'a str, Binding)>,
    acts: Vec<Act>,
    /// What is assigned to a variable anywhere.
    assigned: FxHashMap<PatternId, V>,
    /// What the functions in it are handed anywhere, and what they return.
    handed: FxHashMap<ParamId, V>,
    returned: FxHashMap<FunctionId, V>,
    /// Those of them that were read, and those that were called before.
    entered: FxHashSet<FunctionId>,
    asked: FxHashSet<FunctionId>,
    /// The functions around, the innermost last.
    around: Vec<FunctionId>,
    /// Whether something became known that may be used before.
    is_stale: bool,
}

#[derive(Clone, Copy)]
struct Binding {
    value: V,
    declared: Option<PatternId>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a SourceFile) -> Reader<'a> {
        Reader {
            file,
            values: Arena::new(),
            module: FxHashMap::default(),
            constants: FxHashMap::default(),
            reading: 0,
            functions: Vec::new(),
            numbers: FxHashMap::default(),
            inner: Vec::new(),
            handlers: Vec::new(),
            exports: Vec::new(),
            now: Now::default(),
        }
    }

    fn module(&mut self) {
        let body = self.file.ast().body();
        for stmt in body {
            self.declare_module(stmt);
        }
        for stmt in body {
            self.find_handlers(stmt);
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

    /// The functions of the create calls of the top level.
    fn find_handlers(&mut self, stmt: StmtId) {
        let ast = self.file.ast();
        match ast[stmt].kind {
            StmtKind::Export(export) => match ast[export].kind {
                ExportKind::Default(value) => self.handlers_of(value),
                ExportKind::Declaration(stmt) => self.find_handlers(stmt),
                _ => {}
            },
            StmtKind::Var { declarators, .. } => {
                for init in declarators.iter().filter_map(|it| ast[it].init) {
                    self.handlers_of(init);
                }
            }
            _ => {}
        }
    }

    fn handlers_of(&mut self, value: ExprId) {
        let (file, ast) = (self.file, self.file.ast());
        let ExprKind::Call(call) = ast[ast.skip_casts(value)].kind else {
            return;
        };
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

    /// What a name of the top level is.
    fn module_value(&mut self, name: &str) -> V {
        match self.module.get(name).copied() {
            Some(Module::Function(id)) => self.number(id),
            Some(Module::Constant(init)) => self.constant(init),
            Some(Module::Import { source, imported }) => self
                .values
                .add(Value::Import(Box::new((source.into(), imported.into())))),
            Some(Module::Other) | None => V::OTHER,
        }
    }

    /// What an expression of the top level is. What it does is done when the file is loaded, and is no deed of a function.
    fn constant(&mut self, init: ExprId) -> V {
        if let Some(value) = self.constants.get(&init) {
            return *value;
        }
        if self.reading >= MAX_CONSTANTS {
            return V::OTHER;
        }
        self.constants.insert(init, V::OTHER);
        self.reading += 1;
        let outer = std::mem::take(&mut self.now);
        let value = self.expr(init);
        self.now = outer;
        self.reading -= 1;
        self.constants.insert(init, value);
        value
    }

    /// The function as a value that is read for itself.
    fn number(&mut self, id: FunctionId) -> V {
        let number = match self.numbers.get(&id) {
            Some(number) => *number,
            None if self.functions.len() >= MAX_FUNCTIONS => return V::OTHER,
            None => {
                let number = self.functions.len() as u16;
                self.numbers.insert(id, number);
                self.functions.push(Draft {
                    id,
                    acts: Vec::new(),
                    returns: V::ABSENT,
                    named: 0,
                });
                number
            }
        };
        self.values.add(Value::Function(number))
    }

    fn act(&mut self, on: V, what: What) {
        let act = Act { on, what };
        if !self.now.acts.contains(&act) {
            self.now.acts.push(act);
        }
    }
}
