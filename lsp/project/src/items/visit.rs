//! The one pass over the tree that finds create calls and calls on the SDK object.

use rustc_hash::FxHashMap;
use syntax::ast::{
    Call, DeclaratorId, Expr, ExprId, ExprKind, FunctionId, List, Node, ParamId, PatternKind, PropKind, StmtId,
    StmtKind, TopLevelCall, WalkEvent,
};
use syntax::{SourceFile, TextRange};

use super::bindings::{Binding, Bindings};
use super::schema::Builder;
use super::{CreateCall, NangoCall, SdkType, Seen, call, checkpoint, create, definition};
use crate::plugin;
use crate::scope::sdk_type;
use crate::{Name, Span};

/// The calls of a file that matter, in source order.
pub(super) struct Calls {
    pub(super) creates: Box<[CreateCall]>,
    /// Calls on the SDK object.
    pub(super) calls: Box<[NangoCall]>,
    /// Calls on what is merely called as it is.
    pub(super) namesakes: Box<[NangoCall]>,
    /// The relative paths of `import()` and `require()`.
    pub(super) lazy_imports: Box<[Box<str>]>,
}

/// Every create call and every call on the SDK object of a file.
pub(super) fn calls(schemas: &mut Builder<'_>) -> Calls {
    let (file, bindings) = (schemas.file, schemas.bindings);
    let mut visit = Visit {
        file,
        bindings,
        schemas,
        handlers: FxHashMap::default(),
        scopes: vec![Scope::default()],
        execs: Vec::new(),
        blocks: Vec::new(),
        awaited: None,
        top_level: Vec::new(),
        creates: Vec::new(),
        calls: Vec::new(),
        namesakes: Vec::new(),
        lazy_imports: Vec::new(),
    };
    visit.find_handlers();
    for event in file.ast().walk() {
        match event {
            WalkEvent::Enter(Node::Expr(id)) => visit.expr(id),
            WalkEvent::Enter(Node::Function(id)) => visit.enter(id),
            WalkEvent::Enter(Node::Declarator(id)) => visit.declare(id),
            WalkEvent::Enter(Node::Stmt(id)) if matches!(file.ast()[id].kind, StmtKind::Block(_)) => {
                visit.blocks.push(id)
            }
            WalkEvent::Enter(node @ (Node::Prop(_) | Node::PatternProp(_))) if plugin::is_exec(file, node) => {
                visit.execs.push(node);
            }
            WalkEvent::Leave(Node::Function(_)) => {
                visit.scopes.pop();
            }
            WalkEvent::Leave(Node::Stmt(id)) => {
                visit.blocks.pop_if(|block| *block == id);
            }
            WalkEvent::Leave(node @ (Node::Prop(_) | Node::PatternProp(_))) => {
                visit.execs.pop_if(|exec| *exec == node);
            }
            _ => {}
        }
    }
    Calls {
        creates: visit.creates.into(),
        calls: visit.calls.into(),
        namesakes: visit.namesakes.into(),
        lazy_imports: visit.lazy_imports.into(),
    }
}

struct Visit<'a, 'b> {
    file: &'a SourceFile,
    bindings: &'a Bindings<'a>,
    /// Where the schemas of definitions go.
    schemas: &'b mut Builder<'a>,
    /// The functions that are handed to a create call.
    handlers: FxHashMap<FunctionId, Handler<'a>>,
    /// Of the functions around the current node, the innermost last; the first is the file's.
    scopes: Vec<Scope<'a>>,
    /// Of the properties `exec` around it, the innermost last.
    execs: Vec<Node>,
    /// Of the blocks around it, the innermost last.
    blocks: Vec<StmtId>,
    /// What the innermost `await` waits for.
    awaited: Option<ExprId>,
    /// The create calls at the top level of the file, with the variable that they are bound to.
    top_level: Vec<(ExprId, Option<DeclaratorId>)>,
    creates: Vec<CreateCall>,
    calls: Vec<NangoCall>,
    namesakes: Vec<NangoCall>,
    lazy_imports: Vec<Box<str>>,
}

/// A function that is handed to a create call.
#[derive(Clone, Copy)]
struct Handler<'a> {
    /// The property it is the value of.
    property: &'a str,
    /// Whether it stands in the definition, so that TypeScript knows what its parameters are.
    is_inline: bool,
}

/// What a name is bound to: the SDK object, perhaps of a known type, or something else.
type Sdk = Option<Option<SdkType>>;

#[derive(Default)]
struct Scope<'a> {
    property: Option<&'a str>,
    /// The names that this scope binds.
    names: Vec<(&'a str, Sdk)>,
    /// What its variables are initialised with.
    values: Vec<(&'a str, ExprId)>,
}

impl<'a> Visit<'a, '_> {
    /// Looks for create calls at the top level, and for the functions that they are handed: these may be declared before.
    fn find_handlers(&mut self) {
        for top in self.file.ast().top_level_calls() {
            self.find_handlers_of(top);
        }
    }

    fn find_handlers_of(&mut self, top: TopLevelCall) {
        let (ast, call) = (self.file.ast(), top.call);
        if create::callee(self.file, self.bindings, &call).is_none() {
            return;
        }
        self.top_level.push((top.id, top.declarator));
        let Some(first) = call.args.first() else { return };
        let argument = self.variable(ast.skip_casts(first));
        let ExprKind::Object(props) = ast[argument].kind else {
            return;
        };
        let is_plain = argument == ast.skip_parens(first);
        for prop in &ast[props] {
            let Some(key) = prop.key() else { continue };
            let (function, is_inline) = match prop.kind {
                PropKind::Method { function, .. } => (Some(function), true),
                PropKind::Pair { value, .. } | PropKind::Shorthand(value) => {
                    let is_function = matches!(ast[ast.skip_parens(value)].kind, ExprKind::Function(_));
                    (self.function(value), is_function)
                }
                _ => (None, false),
            };
            if let Some(function) = function {
                let handler = Handler {
                    property: super::bindings::unquoted(self.file.slice(key.range)),
                    is_inline: is_inline && is_plain,
                };
                self.handlers.insert(function, handler);
            }
        }
    }

    /// The function that a value is, or that the name it is stands for.
    fn function(&self, value: ExprId) -> Option<FunctionId> {
        let ast = self.file.ast();
        let value = ast.skip_casts(value);
        if let Some(Binding::Function(function)) = self.file.ident_name(value).and_then(|name| self.bindings.get(name))
        {
            return Some(function);
        }
        match ast[self.variable(value)].kind {
            ExprKind::Function(function) => Some(function),
            _ => None,
        }
    }

    /// What a top-level variable is initialised with; `id` itself if it is no such name.
    fn variable(&self, id: ExprId) -> ExprId {
        let ast = self.file.ast();
        match self.file.ident_name(id).and_then(|name| self.bindings.get(name)) {
            Some(Binding::Variable(declarator)) => ast[declarator].init.map_or(id, |init| ast.skip_casts(init)),
            _ => id,
        }
    }

    fn enter(&mut self, id: FunctionId) {
        let ast = self.file.ast();
        let own = self.handlers.get(&id).copied();
        let mut scope = Scope {
            property: own.map_or_else(|| self.scopes.last()?.property, |own| Some(own.property)),
            ..Scope::default()
        };
        for (at, param) in ast[id].params.iter().enumerate() {
            let pattern = ast[ast[param].pattern];
            if matches!(pattern.kind, PatternKind::Ident) {
                let own = own.filter(|_| at == 0);
                scope
                    .names
                    .push((self.file.slice(pattern.range), self.sdk_of(param, own)));
            }
        }
        self.scopes.push(scope);
    }

    /// Whether a parameter is the SDK object: the first one of a handler, or by its name or type (`NangoSync`,
    /// `NangoActionLocal`).
    fn sdk_of(&self, param: ParamId, handler: Option<Handler<'_>>) -> Sdk {
        let ast = self.file.ast();
        let ty = match ast[param].ty {
            Some(ty) => sdk_type(self.file, ty),
            None => handler.filter(|handler| handler.is_inline).map(|_| SdkType::Definition),
        };
        let name = self.file.slice(ast[ast[param].pattern].range);
        (handler.is_some() || ty.is_some() || matches!(name, "nango" | "_nango")).then_some(ty)
    }

    fn declare(&mut self, id: DeclaratorId) {
        let ast = self.file.ast();
        let pattern = ast[ast[id].pattern];
        if !matches!(pattern.kind, PatternKind::Ident) {
            return;
        }
        let name = self.file.slice(pattern.range);
        let init = ast[id].init.map(|init| ast.skip_casts(init));
        let sdk = init
            .and_then(|init| self.file.ident_name(init))
            .and_then(|init| self.sdk(init));
        // Of an alias with a type of its own, or below a cast, the type is unknown.
        let is_plain = ast[id].ty.is_none() && init == ast[id].init;
        let sdk = sdk.map(|ty| ty.filter(|_| is_plain));
        let shadows = sdk.is_some() || self.sdk(name).is_some();
        if let Some(scope) = self.scopes.last_mut() {
            if shadows {
                scope.names.push((name, sdk));
            }
            if let Some(init) = init {
                scope.values.push((name, init));
            }
        }
    }

    fn sdk(&self, name: &str) -> Sdk {
        let names = self.scopes.iter().rev().flat_map(|scope| scope.names.iter().rev());
        names
            .into_iter()
            .find(|(bound, _)| *bound == name)
            .and_then(|(_, sdk)| *sdk)
    }

    /// What a name is initialised with, as far as it is a variable of the functions around or of the file.
    fn resolve(&self, id: ExprId) -> ExprId {
        let id = self.file.ast().skip_casts(id);
        let Some(name) = self.file.ident_name(id) else {
            return id;
        };
        let values = self.scopes.iter().rev().flat_map(|scope| scope.values.iter().rev());
        values
            .into_iter()
            .find(|(bound, _)| *bound == name)
            .map_or(id, |(_, value)| *value)
    }

    fn expr(&mut self, id: ExprId) {
        match self.file.ast()[id].kind {
            ExprKind::Await(inner) => self.awaited = Some(self.file.ast().skip_parens(inner)),
            ExprKind::Call(call) => self.call(id, &call),
            ExprKind::DynamicImport(args) => self.lazy_import(args),
            _ => {}
        }
    }

    fn lazy_import(&mut self, args: List<Expr>) {
        let path = args.first().and_then(|source| self.file.string_value(source));
        self.lazy_imports
            .extend(path.filter(|path| path.starts_with('.')).map(Into::into));
    }

    fn call(&mut self, id: ExprId, call: &Call) {
        let file = self.file;
        if let Some(callee) = create::callee(file, self.bindings, call) {
            let mut create = create::create_call(self.schemas, (id, *call), callee);
            if let Some((_, declarator)) = self.top_level.iter().find(|(top, _)| *top == id) {
                create.top_level = true;
                create.binding =
                    declarator.and_then(|declarator| definition::pattern_name(file, file.ast()[declarator].pattern));
            }
            self.creates.push(create);
            return;
        }
        if file.ident_name(call.callee) == Some("require") {
            self.lazy_import(call.args);
        }
        let seen = plugin::sees(file, call);
        let named = call::method(file, call.callee);
        let is_named = named.is_some();
        let Some((object, method)) = named.or_else(|| computed(file, call, seen?)) else {
            return;
        };
        let Some(receiver) = file.ident_name(object) else {
            return;
        };
        let sdk = self.sdk(receiver).filter(|_| is_named);
        if sdk.is_none() && seen.is_none() {
            return;
        }
        let model = call::model(file, call, &method.text, |id| self.resolve(id));
        let (endpoint, http_method) = call::request(file, call, &method.text, |id| self.resolve(id));
        let call = NangoCall {
            span: file.ast()[id].range.into(),
            receiver: receiver.into(),
            seen: seen.map(|_| Seen {
                in_exec: !self.execs.is_empty(),
                names_model: call::names_model(file, call),
            }),
            block: self.block(id, &method.text),
            type_args: checkpoint::type_arguments(file, call),
            saved: checkpoint::saved(file, self.bindings, call, &method.text),
            sdk: sdk.flatten().filter(|_| has_plain_callee(file, call)),
            is_model_literal: call::is_model_literal(file, call, model.as_ref()),
            model,
            method: method.text,
            method_span: method.span,
            awaited: self.awaited == Some(id),
            endpoint,
            http_method,
            in_property: self.scopes.last().and_then(|scope| scope.property).map(Into::into),
        };
        if sdk.is_some() {
            &mut self.calls
        } else {
            &mut self.namesakes
        }
        .push(call);
    }

    /// The innermost block, if a call on records is a statement of it that is awaited.
    fn block(&self, call: ExprId, method: &str) -> Option<Span> {
        let ast = self.file.ast();
        let block = ast[*self.blocks.last().filter(|_| call::is_on_records(method))?];
        let (StmtKind::Block(body), at) = (block.kind, ast[call].range) else {
            return None;
        };
        let body = &ast[body];
        let stmt = body.get(body.partition_point(|stmt| stmt.range.end() < at.end()))?;
        let StmtKind::Expr(value) = stmt.kind else { return None };
        let ExprKind::Await(value) = ast[ast.skip_parens(value)].kind else {
            return None;
        };
        (ast.skip_parens(value) == call).then_some(block.range.into())
    }
}

/// Whether no cast hides from TypeScript what is called: a member of a name, both at most in parentheses.
fn has_plain_callee(file: &SourceFile, call: &Call) -> bool {
    let ast = file.ast();
    let object = match ast[ast.skip_parens(call.callee)].kind {
        ExprKind::Member(member) => member.object,
        ExprKind::Index(index) => index.object,
        _ => return false,
    };
    file.ident_name(ast.skip_parens(object)).is_some()
}

/// The method of `nango[method]()`, which the compiler takes for `nango.method()`.
fn computed(file: &SourceFile, call: &Call, method: TextRange) -> Option<(ExprId, Name)> {
    let ast = file.ast();
    let ExprKind::Index(index) = ast[ast.skip_parens(call.callee)].kind else {
        return None;
    };
    let name = Name {
        text: file.slice(method).into(),
        span: method.into(),
    };
    Some((ast.skip_parens(index.object), name))
}

#[cfg(test)]
mod tests;
