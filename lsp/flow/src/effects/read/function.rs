//! Functions and statements.

use project::scope::sdk_type;
use syntax::ast::{
    Body, DeclaratorId, FunctionId, List, Node, ParamId, PatternId, PatternKind, PatternPropKind, Stmt, StmtId,
    StmtKind,
};

use super::{Binding, Now, Reader};
use crate::effects::deeds::{V, Value, What};

/// How often a function is read, at most, until what is assigned in it is known.
const MAX_READINGS: usize = 3;

impl<'a> Reader<'a> {
    /// Reads a function for itself.
    pub(super) fn read_function(&mut self, number: usize) {
        let id = self.functions[number].id;
        let params = self.file.ast()[id].params;
        self.now = Now::default();
        for _ in 0..MAX_READINGS {
            self.now.acts.clear();
            self.now.is_stale = false;
            let args: Vec<V> = (0..params.len().min(32))
                .map(|at| self.values.add(Value::Param(at as u8)))
                .collect();
            self.enter(id, &args);
            if !self.now.is_stale {
                break;
            }
        }
        let named = params.iter().take(32).enumerate();
        let named = named.filter(|(_, param)| self.is_named(*param));
        let draft_named = named.fold(0, |bits, (at, _)| bits | 1 << at);
        let draft = &mut self.functions[number];
        draft.named = draft_named;
        draft.acts = std::mem::take(&mut self.now.acts);
        draft.returns = self.now.returned.get(&id).copied().unwrap_or(V::ABSENT);
    }

    /// Whether the text of a parameter says that it is metadata, a checkpoint or a connection.
    fn is_named(&self, param: ParamId) -> bool {
        let text = self.file.slice(self.file.ast()[param].range).to_ascii_lowercase();
        ["metadata", "checkpoint", "connection"]
            .iter()
            .any(|word| text.contains(word))
    }

    /// Reads the body of a function where it stands, handed `args`. What it returns is kept.
    pub(super) fn enter(&mut self, id: FunctionId, args: &[V]) {
        let function = self.file.ast()[id];
        if self.now.around.contains(&id) {
            return;
        }
        let mark = self.now.scopes.len();
        for (at, param) in function.params.iter().enumerate() {
            self.param(param, args.get(at).copied().unwrap_or(V::OTHER));
        }
        self.now.around.push(id);
        self.now.entered.insert(id);
        match function.body {
            Body::Block(block) => self.stmt(block),
            Body::Expr(value) => {
                let value = self.expr(value);
                self.returned(value);
            }
            Body::None => {}
        }
        self.now.around.pop();
        self.now.scopes.truncate(mark);
    }

    fn param(&mut self, param: ParamId, value: V) {
        let ast = self.file.ast();
        let it = ast[param];
        let is_name = matches!(ast[it.pattern].kind, PatternKind::Ident);
        let name = self.file.slice(ast[it.pattern].range);
        let is_sdk = is_sdk_name(name) || it.ty.is_some_and(|ty| sdk_type(self.file, ty).is_some());
        if is_name && is_sdk {
            return self.bind(it.pattern, V::SDK);
        }
        let value = match it.default {
            Some(default) => {
                let default = self.expr(default);
                self.values.or(value, default)
            }
            None => value,
        };
        self.bind(it.pattern, value);
    }

    /// Binds the names of a pattern to what a value holds.
    pub(super) fn bind(&mut self, pattern: PatternId, value: V) {
        let (file, ast) = (self.file, self.file.ast());
        match ast[pattern].kind {
            PatternKind::Ident => {
                let value = match self.now.assigned.get(&pattern) {
                    Some(assigned) => {
                        let assigned = *assigned;
                        self.values.either(value, assigned)
                    }
                    None => value,
                };
                let name = file.slice(ast[pattern].range);
                let declared = Some(pattern);
                self.now.scopes.push((name, Binding { value, declared }));
            }
            _ => self.take_apart(pattern, value, Self::bind),
        }
    }

    /// Hands the parts of a value to the parts of a pattern.
    fn take_apart(&mut self, pattern: PatternId, value: V, take: fn(&mut Self, PatternId, V)) {
        let (file, ast) = (self.file, self.file.ast());
        match ast[pattern].kind {
            PatternKind::Object(props) => {
                for prop in props {
                    match ast[prop].kind {
                        PatternPropKind::Pair { key, pattern } => {
                            let part = match file.key_name(key) {
                                Some(name) => self.read_member(value, name),
                                None => {
                                    self.hide(value);
                                    V::OTHER
                                }
                            };
                            take(self, pattern, part);
                        }
                        PatternPropKind::Rest(pattern) => {
                            self.hide(value);
                            take(self, pattern, V::OTHER);
                        }
                        PatternPropKind::Unknown(_) => {}
                    }
                }
            }
            PatternKind::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    let part = self.values.member(value, at.to_string().into());
                    take(self, item, part);
                }
            }
            PatternKind::Default {
                pattern,
                value: default,
            } => {
                let default = self.expr(default);
                let value = self.values.or(value, default);
                take(self, pattern, value);
            }
            PatternKind::Rest(pattern) => take(self, pattern, V::OTHER),
            PatternKind::Ident | PatternKind::Expr(_) | PatternKind::Unknown(_) => {}
        }
    }

    /// Assigns a value to what a pattern names.
    pub(super) fn assign(&mut self, target: PatternId, value: V) {
        let (file, ast) = (self.file, self.file.ast());
        match ast[target].kind {
            PatternKind::Ident => self.assign_name(file.slice(ast[target].range), value),
            PatternKind::Expr(place) => self.assign_place(place, value),
            _ => self.take_apart(target, value, Self::assign),
        }
    }

    pub(super) fn assign_name(&mut self, name: &str, value: V) {
        let mut bindings = self.now.scopes.iter().rev();
        let Some((_, binding)) = bindings.find(|(bound, _)| *bound == name) else {
            return;
        };
        let (old, declared) = (binding.value, binding.declared);
        let new = self.values.either(old, value);
        let Some(declared) = declared.filter(|_| new != old) else {
            return;
        };
        let mut bindings = self.now.scopes.iter_mut().rev();
        if let Some((_, binding)) = bindings.find(|(bound, _)| *bound == name) {
            binding.value = new;
        }
        self.now.assigned.insert(declared, new);
        // Nothing was known before either.
        self.now.is_stale |= (old, new) != (V::ABSENT, V::OTHER);
    }

    fn returned(&mut self, value: V) {
        let Some(function) = self.now.around.last().copied() else {
            return;
        };
        let old = self.now.returned.get(&function).copied().unwrap_or(V::ABSENT);
        let new = self.values.either(old, value);
        if new != old {
            self.now.returned.insert(function, new);
            self.now.is_stale |= self.now.asked.contains(&function);
        }
    }

    pub(super) fn stmt(&mut self, id: StmtId) {
        let ast = self.file.ast();
        let mark = self.now.scopes.len();
        match ast[id].kind {
            StmtKind::Block(body) => {
                self.hoist(body);
                for stmt in body {
                    self.stmt(stmt);
                }
                self.now.scopes.truncate(mark);
            }
            StmtKind::Var { declarators, .. } => {
                for declarator in declarators {
                    self.declare(declarator);
                }
            }
            StmtKind::For(_) | StmtKind::Switch { .. } => {
                self.children(id);
                self.now.scopes.truncate(mark);
            }
            StmtKind::ForOf(it) => {
                let list = self.expr(it.iterable);
                let element = self.values.element(list);
                self.round(it.declared.is_some(), it.target, element, it.body);
            }
            StmtKind::ForIn(it) => {
                let object = self.expr(it.object);
                self.hide(object);
                self.round(it.declared.is_some(), it.target, V::OTHER, it.body);
            }
            StmtKind::Return(value) => {
                if let Some(value) = value {
                    let value = self.expr(value);
                    self.returned(value);
                }
            }
            StmtKind::Function(id) => self.enter_inner(id),
            _ => self.children(id),
        }
    }

    fn round(&mut self, declares: bool, target: PatternId, element: V, body: StmtId) {
        let mark = self.now.scopes.len();
        match declares {
            true => self.bind(target, element),
            false => self.assign(target, element),
        }
        self.stmt(body);
        self.now.scopes.truncate(mark);
    }

    /// Functions are there before their declaration.
    fn hoist(&mut self, body: List<Stmt>) {
        let (file, ast) = (self.file, self.file.ast());
        for stmt in body {
            if let StmtKind::Function(id) = ast[stmt].kind
                && let Some(name) = ast[id].name
            {
                let value = self.inner_value(id);
                let name = file.slice(name);
                self.now.scopes.push((name, Binding { value, declared: None }));
            }
        }
    }

    fn declare(&mut self, id: DeclaratorId) {
        let it = self.file.ast()[id];
        let value = it.init.map_or(V::ABSENT, |init| self.expr(init));
        self.bind(it.pattern, value);
    }

    /// Reads what a node is made of.
    pub(super) fn children(&mut self, node: impl Into<Node>) {
        let mut children = Vec::new();
        self.file.ast().for_each_child(node, &mut |child| children.push(child));
        for child in children {
            match child {
                Node::Stmt(id) => self.stmt(id),
                Node::Expr(id) => {
                    self.expr(id);
                }
                Node::Declarator(id) => self.declare(id),
                Node::Function(id) => self.enter_inner(id),
                Node::Catch(_) => {
                    let mark = self.now.scopes.len();
                    self.children(child);
                    self.now.scopes.truncate(mark);
                }
                Node::Pattern(id) => self.bind(id, V::OTHER),
                _ => self.children(child),
            }
        }
    }

    /// The number of a function that stands in another.
    pub(super) fn inner_value(&mut self, id: FunctionId) -> V {
        let number = self.inner.iter().position(|inner| *inner == id);
        let number = number.unwrap_or_else(|| {
            self.inner.push(id);
            self.inner.len() - 1
        });
        self.values.add(Value::Inner(number as u16))
    }

    /// Reads a function that stands in another, handed what it is handed anywhere.
    pub(super) fn enter_inner(&mut self, id: FunctionId) {
        let params = self.file.ast()[id].params;
        let args = params
            .iter()
            .map(|param| self.now.handed.get(&param).copied().unwrap_or(V::OTHER));
        let args: Vec<V> = args.collect();
        self.enter(id, &args);
    }

    /// What a function that stands in another returns, as far as it was read.
    pub(super) fn returned_by_inner(&mut self, id: FunctionId) -> V {
        let returned = self.now.returned.get(&id).copied();
        if returned.is_none() {
            self.now.asked.insert(id);
        }
        returned.unwrap_or(V::OTHER)
    }

    /// Remembers what a function that stands in another is handed.
    pub(super) fn hand_to_inner(&mut self, id: FunctionId, args: &[V]) {
        for (param, value) in self.file.ast()[id].params.iter().zip(args) {
            let old = self.now.handed.get(&param).copied().unwrap_or(V::ABSENT);
            let new = self.values.either(old, *value);
            if new != old {
                self.now.handed.insert(param, new);
                // What it was not handed was supposed to be anything.
                self.now.is_stale |= new != V::OTHER && self.now.entered.contains(&id);
            }
        }
    }

    /// Something is handed to what is not looked into.
    pub(super) fn hide(&mut self, value: V) {
        for value in self.values.alternatives(value) {
            match self.values.get(value) {
                Value::Object(entries) => {
                    let entries: Vec<V> = entries.iter().map(|(_, value)| *value).collect();
                    for value in entries {
                        self.hide(value);
                    }
                }
                Value::Sdk | Value::Metadata | Value::Checkpoint | Value::Connection => self.act(value, What::Hides),
                Value::Param(_) | Value::Called(..) => self.act(value, What::Hides),
                _ => {}
            }
        }
    }
}

/// What the SDK object is called, where nothing else tells.
pub(super) fn is_sdk_name(name: &str) -> bool {
    matches!(name, "nango" | "_nango")
}
