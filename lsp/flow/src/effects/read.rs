//! From the tree of a file to what its functions do.
//!
//! It is asked what may be done, not in which order: a function is read as often as what is assigned in it needs to become
//! known, and functions that stand in another are read as a part of it.

mod arena;
mod call;
mod expr;
mod finish;
mod function;
mod module;
mod object;
mod sdk;
mod text;

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};
use syntax::SourceFile;
use syntax::ast::{ExportKind, ExprId, FunctionId, ParamId, PatternId, StmtId, StmtKind};

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
