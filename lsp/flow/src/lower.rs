//! From the tree of a file to what the analysis reads.

mod amount;
mod assign;
mod call;
mod catch;
mod destructure;
mod expr;
mod generate;
mod loops;
mod object;
mod request;
mod scope;
mod stmt;

use std::cell::OnceCell;

use project::FunctionKind;
use rustc_hash::{FxHashMap, FxHashSet};
use syntax::ast::{
    Body, Call, ExportKind, ExprId, ExprKind, FunctionId, PropKind, StmtId, StmtKind as AstStmt, VarKind,
};
use syntax::{SourceFile, TextRange};

use crate::ir::{Block, E, Expr, FnId, Function, Name, Program, Stmt, StmtKind, Var};
use crate::value::Value;
use amount::Use;
use scope::{Binding, Scopes};

/// How many functions of one file are looked into.
const MAX_FUNCTIONS: usize = 256;

/// What a sync calls of which the order matters.
const WORDS: [&str; 4] = [
    "trackDeletes",
    "Checkpoint(",
    "deleteRecordsFromPreviousExecutions",
    "listRecords(",
];

/// What the analysis needs of a file; none if it is a sync that tracks no deletions and keeps no checkpoint, or no helper. A pure
/// function of the text.
pub(crate) fn program(file: &SourceFile) -> Option<Program> {
    let (text, is_sync) = (file.text(), file.text().contains("createSync"));
    let tracks = || WORDS.iter().any(|word| text.contains(word)) || hands_over(text);
    let helps = || !is_sync && !text.contains("createAction") && text.to_ascii_lowercase().contains("nango");
    if file.ast().has_errors() || !(is_sync && tracks() || helps()) {
        return None;
    }
    let mut lower = Lower::new(file);
    lower.module();
    let mut program = lower.program;
    program.find_held();
    program.find_active();
    program.find_shared();
    (program.exec.is_some() || !program.exports.is_empty()).then_some(program)
}

/// Whether a sync may hand the SDK object to another file, which may do all of that.
fn hands_over(text: &str) -> bool {
    let imports = ["from './", "from '../", "from \"./", "from \"../"];
    let hands = ["(nango,", "(nango)", "nango }", " nango,"];
    let holds = |words: &[&str]| words.iter().any(|word| text.contains(word));
    holds(&imports) && holds(&hands)
}

pub(super) struct Lower<'a> {
    file: &'a SourceFile,
    program: Program,
    names: FxHashMap<&'a str, Name>,
    scopes: Scopes<'a>,
    /// What constants are initialised with, to look into configurations.
    inits: FxHashMap<Var, ExprId>,
    /// The variables of the top level, with what they are initialised with.
    module: Vec<(Var, Option<ExprId>)>,
    /// The functions of the tree that have been given a number.
    numbers: FxHashMap<FunctionId, FnId>,
    /// Those of them that are lowered, or being lowered.
    lowered: FxHashSet<FunctionId>,
    /// The statements that are being written, the innermost block last.
    blocks: Vec<Block>,
    /// Literal texts, by number.
    texts: Vec<String>,
    /// What catch clauses around that clear the checkpoint know of the error, by name.
    errors: Vec<&'a str>,
    /// How many loops and functions there are around: what is read there may have changed since the round before.
    rounds: usize,
    /// Whether it is the condition of a loop that is read.
    is_test: bool,
    /// The indices of the loops around, and the lists that they stay within: `for (let i = 0; i < list.length; i++)`.
    within: Vec<(&'a str, &'a str)>,
    /// What is done with lists that have a name, by place: computed when it is asked for.
    uses: OnceCell<Vec<(usize, Use)>>,
}

impl<'a> Lower<'a> {
    fn new(file: &'a SourceFile) -> Lower<'a> {
        Lower {
            file,
            program: Program::default(),
            names: FxHashMap::default(),
            scopes: Scopes::default(),
            inits: FxHashMap::default(),
            module: Vec::new(),
            numbers: FxHashMap::default(),
            lowered: FxHashSet::default(),
            blocks: vec![Block::new()],
            texts: Vec::new(),
            errors: Vec::new(),
            rounds: 0,
            is_test: false,
            within: Vec::new(),
            uses: OnceCell::new(),
        }
    }

    /// Finds what runs, and lowers it with what it calls.
    fn module(&mut self) {
        let ast = self.file.ast();
        self.scopes.enter();
        for stmt in ast.body() {
            self.declare_module(stmt);
        }
        self.initialise();
        for top in ast.top_level_calls() {
            self.exec_of(top.call);
        }
        for stmt in ast.body() {
            if let AstStmt::Export(export) = ast[stmt].kind
                && let ExportKind::Declaration(stmt) = ast[export].kind
            {
                self.export(stmt);
            }
        }
    }

    fn declare_module(&mut self, stmt: StmtId) {
        let (file, ast) = (self.file, self.file.ast());
        match ast[stmt].kind {
            AstStmt::Function(id) => {
                if let Some(name) = ast[id].name {
                    self.scopes.bind(file.slice(name), Binding::ModuleFunction(id));
                }
            }
            AstStmt::Var { kind, declarators } => {
                for declarator in declarators {
                    let Some(name) = self.pattern_name(ast[declarator].pattern) else {
                        continue;
                    };
                    let init = ast[declarator].init.map(|init| ast.skip_casts(init));
                    let binding = match init.map(|init| ast[init].kind) {
                        Some(ExprKind::Function(id)) if kind == VarKind::Const => Binding::ModuleFunction(id),
                        _ if kind != VarKind::Const => {
                            let var = self.fresh();
                            self.module.push((var, init));
                            Binding::Var(var)
                        }
                        _ => init.map_or(Binding::Other, Binding::ModuleValue),
                    };
                    self.scopes.bind(name, binding);
                }
            }
            AstStmt::Export(export) => {
                if let ExportKind::Declaration(stmt) | ExportKind::DefaultDeclaration(stmt) = ast[export].kind {
                    self.declare_module(stmt);
                }
            }
            AstStmt::Import(import) => {
                let import = &ast[import];
                let Some(source) = import.source.and_then(|source| file.string_value(source)) else {
                    return;
                };
                for specifier in &ast[import.named] {
                    let binding = Binding::Import {
                        source: (&*source).into(),
                        imported: specifier.imported,
                    };
                    self.scopes.bind(file.slice(specifier.local), binding);
                }
            }
            _ => {}
        }
    }

    /// What the variables of the top level hold when a run begins.
    fn initialise(&mut self) {
        for (var, init) in std::mem::take(&mut self.module) {
            let value = match init {
                Some(init) => self.module_value(init),
                None => self.known(Value::UNDEFINED),
            };
            self.program.module.push((var, value));
        }
    }

    fn export(&mut self, stmt: StmtId) {
        let (file, ast) = (self.file, self.file.ast());
        let function = match ast[stmt].kind {
            AstStmt::Function(id) => ast[id].name.map(|name| (file.slice(name), id)),
            AstStmt::Var { declarators, .. } => declarators.iter().find_map(|declarator| {
                let name = self.pattern_name(ast[declarator].pattern)?;
                match ast[ast.skip_casts(ast[declarator].init?)].kind {
                    ExprKind::Function(id) => Some((name, id)),
                    _ => None,
                }
            }),
            _ => None,
        };
        if let Some((name, id)) = function.filter(|(_, id)| !ast[*id].params.is_empty()) {
            let number = self.module_function(id, &[]);
            self.program.exports.push((name.into(), number));
        }
    }

    /// The `exec` of the create call at the top level.
    fn exec_of(&mut self, call: Call) {
        let (file, ast) = (self.file, self.file.ast());
        let is_sync = file
            .ident_name(call.callee)
            .is_some_and(|name| FunctionKind::of_create_name(name) == Some(FunctionKind::Sync));
        let Some(definition) = call.args.first().filter(|_| is_sync && self.program.exec.is_none()) else {
            return;
        };
        let function = file.property(definition, "exec").and_then(|exec| match ast[exec].kind {
            PropKind::Method { function, .. } => Some(function),
            PropKind::Pair { value, .. } => match ast[ast.skip_casts(value)].kind {
                ExprKind::Function(function) => Some(function),
                _ => None,
            },
            _ => None,
        });
        if let Some(function) = function {
            self.program.exec = Some(self.module_function(function, &[true]));
        }
    }

    /// The number of a function of the top level. `sdk` tells which of its parameters are the SDK object.
    fn module_function(&mut self, id: FunctionId, sdk: &[bool]) -> FnId {
        if self.lowered.contains(&id) {
            return self.number(id);
        }
        // What is declared between it and the call is not seen from there.
        let hidden = self.scopes.suspend(1);
        let number = self.function(id, sdk);
        self.scopes.resume(hidden);
        number
    }

    /// The number of a function, lowered or not.
    fn number(&mut self, id: FunctionId) -> FnId {
        let next = FnId(self.program.functions.len() as u32);
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.program.functions.push(Function {
                is_generator: self.file.ast()[id].is_generator,
                ..Function::default()
            });
        }
        number
    }

    /// Lowers a function where it stands.
    fn function(&mut self, id: FunctionId, sdk: &[bool]) -> FnId {
        let number = self.number(id);
        if !self.lowered.insert(id) {
            return number;
        }
        let ast = self.file.ast();
        let function = ast[id];
        let range = ast[id].range;
        if self.program.functions.len() > MAX_FUNCTIONS {
            self.program.functions[number.0 as usize].body = vec![Stmt {
                span: range.into(),
                kind: StmtKind::Unknown,
            }];
            return number;
        }
        let first = self.program.vars;
        let is_inner = self.blocks.len() > 1;
        self.rounds += usize::from(is_inner);
        self.scopes.enter();
        self.blocks.push(Block::new());
        let mut params = Vec::new();
        for (at, param) in function.params.iter().enumerate() {
            let var = self.fresh();
            params.push(var);
            self.param(param, var, sdk.get(at).copied().unwrap_or(false));
        }
        match function.body {
            Body::Block(block) => self.body(block),
            Body::Expr(value) => {
                let value = self.expr(value);
                self.push(range, StmtKind::Return(Some(value)));
            }
            Body::None => {}
        }
        self.scopes.leave();
        self.rounds -= usize::from(is_inner);
        let body = self.blocks.pop().unwrap_or_default();
        self.program.functions[number.0 as usize] = Function {
            params,
            vars: (first, self.program.vars),
            body,
            is_generator: function.is_generator,
            ..Function::default()
        };
        number
    }

    fn fresh(&mut self) -> Var {
        self.program.vars += 1;
        Var(self.program.vars - 1)
    }

    fn name(&mut self, text: &'a str) -> Name {
        if let Some(name) = self.names.get(text) {
            return *name;
        }
        let name = Name(self.program.names.len() as u32);
        self.program.names.push(text.into());
        self.names.insert(text, name);
        name
    }

    /// The name of a text that is decoded from the file.
    fn owned_name(&mut self, text: &str) -> Name {
        let known = self.program.names.iter().position(|name| &**name == text);
        let at = known.unwrap_or_else(|| {
            self.program.names.push(text.into());
            self.program.names.len() - 1
        });
        Name(at as u32)
    }

    fn add(&mut self, expr: Expr) -> E {
        self.program.exprs.push(expr);
        E(self.program.exprs.len() as u32 - 1)
    }

    fn known(&mut self, value: Value) -> E {
        self.program.traits.times |= value.is_time();
        self.add(Expr::Known(value))
    }

    fn unknown(&mut self) -> E {
        self.add(Expr::Opaque(Vec::new()))
    }

    fn push(&mut self, range: TextRange, kind: StmtKind) {
        if let Some(block) = self.blocks.last_mut() {
            block.push(Stmt {
                span: range.into(),
                kind,
            });
        }
    }

    /// What `write` writes, as a block of its own.
    fn block(&mut self, write: impl FnOnce(&mut Self)) -> Block {
        self.blocks.push(Block::new());
        write(self);
        self.blocks.pop().unwrap_or_default()
    }
}
