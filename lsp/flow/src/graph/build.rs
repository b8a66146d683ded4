//! From the statements of a function to nodes, backwards: each statement is built with what comes after it.

mod generate;
mod inline;
mod jumps;
mod loops;
mod modules;

use std::rc::Rc;

use project::{FilePath, Span};
use rustc_hash::FxHashMap;

use super::{Graph, Helpers, Node, Round, When};
use crate::ir::{Block, E, FnId, Name, Op, OpKind, Program, Stmt, StmtKind, Var};

/// How many nodes a graph has at most; nothing is said of a function with more.
const MAX_NODES: usize = 3_000;

/// How deep calls are followed.
const MAX_DEPTH: usize = 8;

/// How often a function that calls itself is put in: what would go deeper is not looked at, so there are fewer ways, and each
/// that is found is one.
const MAX_ROUNDS: usize = 3;

/// The node of a failure.
pub(super) const FAIL: Node = 0;
/// The node of a return.
pub(super) const EXIT: Node = 1;
/// The node of a `throw` that nobody catches.
pub(super) const THROWN: Node = 2;

/// A variable of one call of its function.
pub(super) type Variable = u32;

/// A call of a function, or the function itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) file: u16,
    function: FnId,
    /// The variables of the function, and the number that the first of them has in this call.
    vars: (u32, u32),
    base: Variable,
    parent: Option<u32>,
    depth: usize,
}

/// What a node does, before it is known what matters.
#[derive(Debug, Clone)]
pub(super) enum Draft {
    Pass,
    Assign(Variable, E),
    /// To a property of a variable.
    Put(Variable, Vec<u32>, E),
    /// Nothing: a call does not give it.
    Absent(Variable),
    /// Something unknown that the provider or a computation gave.
    Fetched(Variable),
    /// What names the next page, or nothing.
    Token(Variable),
    /// What another variable holds.
    Copy(Variable, Variable),
    /// A number that is greater than before.
    Advance(Variable),
    Branch {
        test: Test,
        round: Round,
    },
    Choice {
        when: When,
    },
    Op {
        op: Op,
        model: u8,
        result: Option<Variable>,
    },
    Throw,
    Caught {
        is_finally: bool,
        judges: bool,
    },
    /// The end of a catch clause, or a jump out of it.
    Recovered {
        keeps: bool,
        skips: bool,
        /// The number of the attempt.
        attempt: usize,
        /// Of a `return`: the value, and the variable that it goes to.
        answer: Option<(E, Option<Variable>)>,
    },
    /// What comes depends on what failed.
    Doubt,
    Exit,
    Fail,
    /// A function calls itself once more than is looked at.
    Deep,
    Unknown,
}

/// A condition.
#[derive(Debug, Clone, Copy)]
pub(super) enum Test {
    Holds(E),
    /// Of a `switch`.
    Equal(E, E),
}

#[derive(Debug, Clone)]
pub(super) struct DraftNode {
    pub(super) draft: Draft,
    pub(super) file: u16,
    pub(super) span: Span,
    /// In which call its expressions are read.
    pub(super) frame: u32,
    pub(super) next: [Node; 2],
    pub(super) fails: Node,
    /// The nodes of the innermost `try` around it: from, up to.
    pub(super) region: Option<u32>,
}

/// Where jumps go.
#[derive(Debug, Clone)]
struct Targets<'a> {
    fails: Node,
    returns: Node,
    /// Where the value of a `return` goes.
    result: Option<Variable>,
    loops: Vec<Target>,
    region: Option<u32>,
    /// The innermost catch clause.
    catch: Option<Clause>,
    /// In a generator: where what it yields goes.
    yields: Option<Rc<Yields<'a>>>,
}

/// A catch clause around.
#[derive(Debug, Clone, Copy)]
struct Clause {
    /// How many loops there were when it began.
    loops: usize,
    /// Whether it keeps what failed.
    keeps: bool,
    /// The number of the attempt.
    attempt: usize,
}

/// Where what a generator yields goes: the loop over it.
#[derive(Debug)]
struct Yields<'a> {
    frame: u32,
    target: Variable,
    body: &'a Block,
    label: Option<u32>,
    next: Node,
    targets: Targets<'a>,
}

#[derive(Debug, Clone)]
struct Target {
    label: Option<u32>,
    breaks: Node,
    continues: Option<Node>,
}

pub(crate) struct Builder<'a> {
    pub(super) helpers: &'a dyn Helpers,
    pub(super) files: Vec<(Option<FilePath>, &'a Program)>,
    pub(super) nodes: Vec<DraftNode>,
    pub(super) frames: Vec<Frame>,
    /// Of each file, the call that stands for its top level.
    modules: Vec<u32>,
    /// Variables that are objects of the caller: what changes is that.
    aliases: FxHashMap<Variable, Variable>,
    /// Texts that were handed over as arguments.
    texts: FxHashMap<Variable, Box<str>>,
    /// Functions that were handed over as arguments: the function, and the call in which it was written.
    functions: FxHashMap<Variable, (FnId, u32)>,
    pub(super) variables: Variable,
    /// Names of all files.
    pub(super) names: Vec<Box<str>>,
    pub(super) models: Vec<Box<str>>,
    /// The nodes of each `try` block: the first, and the one after the last.
    pub(super) regions: Vec<(Node, Node)>,
    /// Of each `try` statement that catches failures: the nodes of its block and of its catch clause; none if it throws them on.
    pub(super) attempts: Vec<[(Node, Node); 2]>,
    frame: u32,
    targets: Targets<'a>,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(file: Option<&FilePath>, program: &'a Program, helpers: &'a dyn Helpers) -> Builder<'a> {
        Builder {
            helpers,
            files: vec![(file.cloned(), program)],
            nodes: Vec::new(),
            frames: Vec::new(),
            modules: Vec::new(),
            aliases: FxHashMap::default(),
            texts: FxHashMap::default(),
            functions: FxHashMap::default(),
            variables: 0,
            names: Vec::new(),
            models: Vec::new(),
            regions: Vec::new(),
            attempts: Vec::new(),
            frame: 0,
            targets: Targets {
                fails: FAIL,
                returns: EXIT,
                result: None,
                loops: Vec::new(),
                region: None,
                catch: None,
                yields: None,
            },
        }
    }

    /// The graph; none if nothing can be said of the function.
    pub(crate) fn build(mut self) -> Option<Graph> {
        let exec = self.files[0].1.exec?;
        let function = self.files[0].1.function(exec);
        self.enter_module(0, exec);
        self.frame = self.enter(0, exec, None, 0);
        self.node(Span::default(), Draft::Fail, FAIL);
        self.node(Span::default(), Draft::Exit, EXIT);
        self.node(Span::default(), Draft::Fail, THROWN);
        let entry = self.block(&function.body, EXIT);
        let entry = self.initialised(entry);
        (self.nodes.len() < MAX_NODES).then(|| super::slice::slice(self, entry))?
    }

    fn enter(&mut self, file: u16, function: FnId, parent: Option<u32>, depth: usize) -> u32 {
        let vars = self.files[usize::from(file)].1.function(function).vars;
        self.frames.push(Frame {
            file,
            function,
            vars,
            base: self.variables,
            parent,
            depth,
        });
        self.variables += vars.1 - vars.0;
        self.frames.len() as u32 - 1
    }

    /// A variable as it is in a call: its own, or that of the function around.
    pub(super) fn variable(&self, frame: u32, var: Var) -> Option<Variable> {
        let (mut at, file) = (frame, self.frames[frame as usize].file);
        loop {
            let frame = &self.frames[at as usize];
            if frame.file == file && (frame.vars.0..frame.vars.1).contains(&var.0) {
                let own = frame.base + var.0 - frame.vars.0;
                return Some(self.aliases.get(&own).copied().unwrap_or(own));
            }
            let module = self.modules[usize::from(file)];
            at = match frame.parent {
                Some(parent) => parent,
                None if at == module => return None,
                None => module,
            };
        }
    }

    fn own(&self, var: Var) -> Variable {
        self.variable(self.frame, var).unwrap_or_default()
    }

    pub(super) fn program(&self, frame: u32) -> &'a Program {
        self.files[usize::from(self.frames[frame as usize].file)].1
    }

    /// The number of a name among those of all files.
    pub(super) fn name(&mut self, frame: u32, name: Name) -> u32 {
        let text = &*self.program(frame).names[name.0 as usize];
        intern(&mut self.names, text)
    }

    fn node(&mut self, span: Span, draft: Draft, next: Node) -> Node {
        self.fork(span, draft, [next, next])
    }

    fn fork(&mut self, span: Span, draft: Draft, next: [Node; 2]) -> Node {
        let frame = self.frame;
        self.nodes.push(DraftNode {
            draft,
            file: self.frames.get(frame as usize).map_or(0, |frame| frame.file),
            span,
            frame,
            next,
            fails: self.targets.fails,
            region: self.targets.region,
        });
        self.nodes.len() as Node - 1
    }

    fn assign(&mut self, span: Span, var: Variable, value: E, next: Node) -> Node {
        self.node(span, Draft::Assign(var, value), next)
    }

    fn block(&mut self, block: &'a Block, next: Node) -> Node {
        block.iter().rev().fold(next, |next, stmt| self.stmt(stmt, next))
    }

    fn stmt(&mut self, stmt: &'a Stmt, next: Node) -> Node {
        let span = stmt.span;
        if self.nodes.len() >= MAX_NODES {
            return next;
        }
        match &stmt.kind {
            StmtKind::Assign(var, value) => {
                let var = self.own(*var);
                self.assign(span, var, *value, next)
            }
            StmtKind::Put(var, path, value) => {
                let var = self.own(*var);
                let path = path.iter().map(|name| self.name(self.frame, *name)).collect();
                self.node(span, Draft::Put(var, path, *value), next)
            }
            StmtKind::Op(op) => self.op(op, next),
            StmtKind::Call { callee, args, result } => self.call(span, callee, args, *result, next),
            StmtKind::If { test, then, otherwise } => {
                let no = self.block(otherwise, next);
                let yes = self.block(then, next);
                self.branch(span, *test, Round::None, [yes, no])
            }
            StmtKind::Loop(it) => self.repeat(span, it, next),
            StmtKind::Pages(it) => self.pages(span, it, next),
            StmtKind::Each {
                callback,
                is_loop,
                result,
            } => self.each(span, (*callback, *is_loop), *result, next),
            StmtKind::Try(it) => self.attempt(span, it, next),
            StmtKind::Switch { value, cases } => self.switch(span, *value, cases, next),
            StmtKind::Generated(it) => self.generated(span, it, next),
            StmtKind::Yield(value) => self.yields(span, *value, next),
            StmtKind::Labeled(label, body) => {
                let label = Some(self.name(self.frame, *label));
                // `continue label` finds the loop by the label too: it is given to the first loop inside.
                self.inside(label, next, None, |builder| builder.block(body, next))
            }
            StmtKind::Return(value) => self.returns(span, *value),
            StmtKind::Throw => {
                let to = match self.targets.fails {
                    FAIL => THROWN,
                    fails => fails,
                };
                self.node(span, Draft::Throw, to)
            }
            StmtKind::Break(label) => {
                let label = label.map(|label| self.name(self.frame, label));
                self.jump(span, label, |target| Some(target.breaks), next)
            }
            StmtKind::Continue(label) => {
                let label = label.map(|label| self.name(self.frame, label));
                self.jump(span, label, |target| target.continues, next)
            }
            StmtKind::Doubt => self.node(span, Draft::Doubt, next),
            StmtKind::Unknown => self.node(span, Draft::Unknown, next),
        }
    }

    fn branch(&mut self, span: Span, test: E, round: Round, next: [Node; 2]) -> Node {
        let draft = Draft::Branch {
            test: Test::Holds(test),
            round,
        };
        self.fork(span, draft, next)
    }

    fn op(&mut self, op: &Op, next: Node) -> Node {
        let model = match op.kind {
            OpKind::Save(model) | OpKind::Start(model) | OpKind::End(model) | OpKind::Purge(model) => {
                let handed = op.model.and_then(|model| self.text(model));
                let text = match &handed {
                    Some(text) => text,
                    None => &*self.program(self.frame).names[model.0 as usize],
                };
                // Bits of a byte: what comes after the eighth is one.
                intern(&mut self.models, text).min(7) as u8
            }
            _ => 0,
        };
        let result = op.result.map(|result| self.own(result));
        let draft = Draft::Op {
            op: op.clone(),
            model,
            result,
        };
        self.node(op.span, draft, next)
    }
}

/// The number of a text; a new one if it has none.
pub(super) fn intern(texts: &mut Vec<Box<str>>, text: &str) -> u32 {
    let known = texts.iter().position(|known| **known == *text);
    let at = known.unwrap_or_else(|| {
        texts.push(text.into());
        texts.len() - 1
    });
    at as u32
}
