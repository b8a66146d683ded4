//! Calls: the function that is called is put in where the call stands, as often as it is called.

use std::rc::Rc;

use project::{FilePath, Span};

use super::{Builder, Draft, FAIL, MAX_DEPTH, MAX_ROUNDS, Targets, Variable, Yields};
use crate::graph::{Node, When};
use crate::ir::{Callee, E, Expr, FnId, Function, Handed, Program, Var};

impl<'a> Builder<'a> {
    pub(super) fn each(
        &mut self,
        span: Span,
        (callback, is_loop): (FnId, bool),
        result: Option<Var>,
        next: Node,
    ) -> Node {
        let result = result.map(|result| self.own(result));
        let program = self.program(self.frame);
        if !program.is_active(callback) {
            return next;
        }
        if !is_loop {
            return self.inline(span, self.frame, callback, &[], result, next);
        }
        let again = self.node(span, Draft::Pass, FAIL);
        let body = self.inline(span, self.frame, callback, &[], result, again);
        let more = self.fork(span, Draft::Choice { when: When::Never }, [body, next]);
        self.nodes[again as usize].next = [more; 2];
        self.fork(span, Draft::Choice { when: When::First }, [body, next])
    }

    pub(super) fn call(&mut self, span: Span, callee: &'a Callee, args: &'a [E], result: Var, next: Node) -> Node {
        let result = self.own(result);
        match callee {
            Callee::Local(function) => self.inline(span, self.frame, *function, args, Some(result), next),
            Callee::Value(value) => match self.function_value(*value) {
                Some((function, frame)) => self.inline(span, frame, function, args, Some(result), next),
                // Without the SDK object it does nothing that matters, if it is no function of the file.
                None if !self.program(self.frame).may_act(*value)
                    && !args.iter().any(|arg| self.program(self.frame).holds_sdk(*arg)) =>
                {
                    self.fetched(span, result, next)
                }
                None => self.node(span, Draft::Unknown, next),
            },
            Callee::Imported(source, name) => match self.imported(source, name) {
                Some((file, function)) => self.inline_of(span, (file, None), function, args, Some(result), next),
                None => self.node(span, Draft::Unknown, next),
            },
        }
    }

    /// The function that another file exports by this name.
    pub(super) fn imported(&mut self, source: &str, name: &str) -> Option<(u16, FnId)> {
        let from = &self.files[usize::from(self.frames[self.frame as usize].file)].0;
        let (path, program) = self.helpers.helper(from.as_ref()?, source)?;
        let (_, function) = program.exports.iter().find(|(exported, _)| **exported == *name)?;
        Some((self.file(path, program), *function))
    }

    fn file(&mut self, path: FilePath, program: &'a Program) -> u16 {
        let known = self.files.iter().position(|(known, _)| known.as_ref() == Some(&path));
        let at = known.unwrap_or_else(|| {
            self.files.push((Some(path), program));
            // Which of its functions that is makes no difference.
            self.enter_module(self.files.len() as u16 - 1, FnId(0));
            self.files.len() - 1
        });
        at as u16
    }

    /// The function that an expression is, and the call in which it was written.
    pub(super) fn function_value(&self, value: E) -> Option<(FnId, u32)> {
        match self.program(self.frame).expr(value) {
            Expr::Function(function) => Some((*function, self.frame)),
            Expr::Var(var) => self.functions.get(&self.variable(self.frame, *var)?).copied(),
            _ => None,
        }
    }

    /// Puts a function of the file of `parent` in.
    pub(super) fn inline(
        &mut self,
        span: Span,
        parent: u32,
        function: FnId,
        args: &[E],
        result: Option<Variable>,
        next: Node,
    ) -> Node {
        let file = self.frames[parent as usize].file;
        self.inline_of(span, (file, Some(parent)), function, args, result, next)
    }

    pub(super) fn inline_of(
        &mut self,
        span: Span,
        (file, parent): (u16, Option<u32>),
        function: FnId,
        args: &[E],
        result: Option<Variable>,
        next: Node,
    ) -> Node {
        let program = self.files[usize::from(file)].1;
        let depth = self.frames[self.frame as usize].depth + 1;
        let is_deep = self.is_deep(file, function);
        if depth > MAX_DEPTH || is_deep {
            // If it does nothing, only its result is unknown.
            return match (program.is_active(function), result) {
                (true, _) if is_deep => self.node(span, Draft::Deep, next),
                (true, _) => self.node(span, Draft::Unknown, next),
                (false, Some(result)) => self.fetched(span, result, next),
                (false, None) => next,
            };
        }
        if program.function(function).is_generator {
            // Nothing runs until somebody goes through it.
            return match (program.is_active(function), result) {
                (true, _) => self.node(span, Draft::Unknown, next),
                (false, Some(result)) => self.fetched(span, result, next),
                (false, None) => next,
            };
        }
        self.put_in(span, (file, parent), function, args, (result, None), next)
    }

    /// Puts a function in, with where its results go: what it returns, and what it yields.
    pub(super) fn put_in(
        &mut self,
        span: Span,
        (file, parent): (u16, Option<u32>),
        function: FnId,
        args: &[E],
        (result, yields): (Option<Variable>, Option<Rc<Yields<'a>>>),
        next: Node,
    ) -> Node {
        let program = self.files[usize::from(file)].1;
        let caller = self.frame;
        let depth = self.frames[caller as usize].depth + 1;
        let frame = self.enter(file, function, parent.or(Some(caller)), depth);
        self.hand_functions(program.function(function), frame, args);
        self.share(program.function(function), frame, args);
        let targets = Targets {
            fails: self.targets.fails,
            returns: next,
            result,
            loops: Vec::new(),
            region: self.targets.region,
            catch: None,
            yields,
        };
        let outer = std::mem::replace(&mut self.targets, targets);
        self.frame = frame;
        let body = &self.files[usize::from(file)].1.function(function).body;
        let mut entry = self.block(body, next);
        self.targets = outer;
        self.frame = caller;
        let params = self.files[usize::from(file)].1.function(function).params.clone();
        for (at, param) in params.iter().enumerate() {
            let var = self.frames[frame as usize].base + param.0 - self.frames[frame as usize].vars.0;
            if self.aliases.contains_key(&var) {
                continue;
            }
            entry = match args.get(at) {
                Some(value) => self.assign(span, var, *value, entry),
                // Of a callback it is not known what it is given.
                None if result.is_some() => self.node(span, Draft::Absent(var), entry),
                None => self.fetched(span, var, entry),
            };
        }
        entry
    }

    /// Whether a function is called on the way to here as often as that is looked at.
    pub(super) fn is_deep(&self, file: u16, function: FnId) -> bool {
        let (mut at, mut rounds) = (Some(self.frame), 0);
        while let Some(frame) = at {
            let frame = &self.frames[frame as usize];
            rounds += usize::from(frame.file == file && frame.function == function);
            at = frame.parent;
        }
        rounds >= MAX_ROUNDS
    }

    /// The text that an argument is, or that was handed over for it.
    pub(super) fn text(&self, value: E) -> Option<Box<str>> {
        let program = self.program(self.frame);
        match program.expr(value) {
            Expr::Var(var) => self.texts.get(&self.variable(self.frame, *var)?).cloned(),
            _ => program.text(value).map(Into::into),
        }
    }

    pub(super) fn hand_functions(&mut self, function: &Function, frame: u32, args: &[E]) {
        let (base, first) = (self.frames[frame as usize].base, function.vars.0);
        for (param, arg) in function.params.iter().zip(args) {
            let param = base + param.0 - first;
            if let Some(handed) = self.function_value(*arg) {
                self.functions.insert(param, handed);
            }
            if let Some(text) = self.text(*arg) {
                self.texts.insert(param, text);
            }
        }
    }

    /// What the function puts into an object of the caller is put into that.
    fn share(&mut self, function: &Function, frame: u32, args: &[E]) {
        let (base, first) = (self.frames[frame as usize].base, function.vars.0);
        for (var, handed) in &function.shared {
            let object = match handed {
                Handed::Argument(at) => args.get(*at).copied(),
                Handed::Property(at, name) => {
                    let name = &self.program(frame).names[name.0 as usize];
                    args.get(*at).and_then(|arg| self.property(*arg, name))
                }
            };
            // Into a text nothing is put.
            let object = object.filter(|object| self.text(*object).is_none());
            if let Some(Expr::Var(object)) = object.map(|object| self.program(self.frame).expr(object))
                && let Some(object) = self.variable(self.frame, *object)
            {
                self.aliases.insert(base + var.0 - first, object);
            }
        }
    }

    /// The property of this name, of an object that is written down here.
    fn property(&self, object: E, name: &str) -> Option<E> {
        let program = self.program(self.frame);
        let Expr::Object(own, _) = program.expr(object) else {
            return None;
        };
        let mut own = own.iter().rev();
        own.find(|(own, _)| *program.names[own.0 as usize] == *name)
            .map(|(_, value)| *value)
    }
}
