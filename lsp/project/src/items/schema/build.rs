//! The one pass that writes down the expressions that make schemas.

use syntax::ast::{
    Body, Call, DeclaratorId, ExportKind, ExprId, ExprKind, FunctionId, MethodKind, PatternKind, Prop, PropKind,
    StmtId, StmtKind, UnaryOp,
};
use syntax::{SourceFile, TextRange};

use super::expr::{Node, SchemaExprId, SchemaExprs, Tag, ZodFamily};
use super::{SchemaDecl, ZodWord};
use crate::items::bindings::{Binding, Bindings};

/// Expressions deeper than this are unknown: the stack is finite.
const MAX_DEPTH: u32 = 200;

/// Writes down expressions of one file.
pub(in crate::items) struct Builder<'a> {
    pub(in crate::items) file: &'a SourceFile,
    pub(in crate::items) bindings: &'a Bindings<'a>,
    nodes: Vec<Node>,
    text: String,
    /// The children of the nodes that are being read.
    pending: Vec<Node>,
    depth: u32,
    /// The names that occur, once or more.
    names: Vec<&'a str>,
    decls: Vec<SchemaDecl>,
}

impl<'a> Builder<'a> {
    pub(in crate::items) fn new(file: &'a SourceFile, bindings: &'a Bindings<'a>) -> Builder<'a> {
        Builder {
            file,
            bindings,
            nodes: Vec::new(),
            text: String::new(),
            pending: Vec::new(),
            depth: 0,
            names: Vec::new(),
            decls: Vec::new(),
        }
    }

    /// Writes an expression down.
    pub(in crate::items) fn add(&mut self, id: ExprId) -> SchemaExprId {
        let root = self.expr(id);
        self.nodes.push(root);
        SchemaExprId(self.nodes.len() as u32 - 1)
    }

    /// Notes that a definition uses a name, which may be that of a schema.
    pub(in crate::items) fn uses(&mut self, name: &'a str) {
        self.names.push(name);
    }

    /// Whether an expression is a zod schema, by its looks: calls of members that begin at zod, or that derive a schema from
    /// a name.
    pub(in crate::items) fn is_schema(&self, id: ExprId) -> bool {
        let ast = self.file.ast();
        let ExprKind::Call(call) = ast[ast.skip_casts(id)].kind else {
            return false;
        };
        let callee = ast.skip_casts(call.callee);
        let ExprKind::Member(member) = ast[callee].kind else {
            return self.imported_word(callee).is_some();
        };
        let derives = || ZodWord::of(self.file.slice(member.property)).is_some_and(ZodWord::derives);
        let mut id = ast.skip_casts(member.object);
        loop {
            id = ast.skip_casts(match ast[id].kind {
                ExprKind::Member(member) => member.object,
                ExprKind::Call(call) => call.callee,
                ExprKind::Ident => {
                    let root = self.file.slice(ast[id].range);
                    return self.bindings.is_zod(root)
                        || self.imported_word(id).is_some()
                        || (self.bindings.get(root).is_some() && derives());
                }
                _ => return false,
            });
        }
    }

    /// The variables at the top level that hold schemas or parts of them, and all that was written down.
    pub(in crate::items) fn finish(mut self) -> (Box<[SchemaDecl]>, SchemaExprs) {
        for stmt in self.file.ast().body() {
            self.statement(stmt);
        }
        // What these use; which may use others.
        let mut at = 0;
        while let Some(name) = self.names.get(at).copied() {
            at += 1;
            self.variable(name);
        }
        let exprs = SchemaExprs {
            nodes: self.nodes.into(),
            text: self.text.into(),
        };
        (self.decls.into(), exprs)
    }

    fn statement(&mut self, stmt: StmtId) {
        let ast = self.file.ast();
        let (stmt, exported) = match ast[stmt].kind {
            StmtKind::Export(id) => match ast[id].kind {
                ExportKind::Declaration(stmt) => (stmt, true),
                ExportKind::Named {
                    specifiers,
                    source: None,
                } => {
                    for specifier in &ast[specifiers] {
                        if self.is_ingredient(self.file.slice(specifier.local)) {
                            self.names.push(self.file.slice(specifier.local));
                        }
                    }
                    return;
                }
                _ => return,
            },
            _ => (stmt, false),
        };
        let StmtKind::Var { declarators, .. } = ast[stmt].kind else {
            return;
        };
        for id in declarators {
            let Some(init) = ast[id].init else { continue };
            let name = self.file.slice(ast[ast[id].pattern].range);
            if self.is_schema(init) || (exported && self.is_ingredient(name)) {
                self.declare(id, exported);
            }
        }
    }

    /// Whether a variable holds something that another file may make a schema of: another name, an object of schemas, an
    /// array of strings.
    fn is_ingredient(&self, name: &str) -> bool {
        let ast = self.file.ast();
        let Some(Binding::Variable(id)) = self.bindings.get(name) else {
            return false;
        };
        let Some(init) = ast[id].init.map(|init| ast.skip_casts(init)) else {
            return false;
        };
        match ast[init].kind {
            ExprKind::Ident => true,
            ExprKind::Member(member) => matches!(ast[ast.skip_casts(member.object)].kind, ExprKind::Ident),
            ExprKind::Object(props) => ast[props]
                .first()
                .and_then(Prop::value)
                .is_some_and(|value| self.is_schema(value) || self.names_a_schema(value)),
            ExprKind::Array(items) => items
                .first()
                .is_some_and(|item| matches!(ast[item].kind, ExprKind::String) || self.is_schema(item)),
            _ => false,
        }
    }

    /// Whether an expression is the name of a schema of this file, or of something imported.
    fn names_a_schema(&self, id: ExprId) -> bool {
        let binding = self.file.ident_name(id).and_then(|name| self.bindings.get(name));
        match binding {
            Some(Binding::Variable(id)) => self.file.ast()[id].init.is_some_and(|init| self.is_schema(init)),
            Some(Binding::Import { .. }) => true,
            _ => false,
        }
    }

    fn variable(&mut self, name: &str) {
        let is_known = self.decls.iter().any(|decl| &*decl.name == name);
        if let (false, Some(Binding::Variable(id))) = (is_known, self.bindings.get(name)) {
            self.declare(id, false);
        }
    }

    fn declare(&mut self, id: DeclaratorId, exported: bool) {
        let ast = self.file.ast();
        let (declarator, pattern) = (&ast[id], ast[ast[id].pattern]);
        let Some(init) = declarator.init.filter(|_| matches!(pattern.kind, PatternKind::Ident)) else {
            return;
        };
        let expr = self.add(init);
        self.decls.push(SchemaDecl {
            name: self.file.slice(pattern.range).into(),
            name_span: pattern.range.into(),
            expr,
            annotated: declarator.ty.is_some(),
            exported,
        });
    }

    fn expr(&mut self, id: ExprId) -> Node {
        if self.depth == MAX_DEPTH {
            return leaf(self.file.ast()[id].range, Tag::Unknown);
        }
        self.depth += 1;
        let node = self.nested(id);
        self.depth -= 1;
        node
    }

    fn nested(&mut self, id: ExprId) -> Node {
        let ast = self.file.ast();
        let range = ast[id].range;
        match ast[id].kind {
            ExprKind::Paren(inner)
            | ExprKind::Satisfies(inner, _)
            | ExprKind::AsConst(inner)
            | ExprKind::NonNull(inner) => self.expr(inner),
            ExprKind::As(inner, _) | ExprKind::AngleCast(inner, _) => self.one(range, Tag::Cast, inner),
            ExprKind::Ident => {
                let name = self.file.slice(range);
                self.names.push(name);
                self.word(range, Tag::Name, name)
            }
            ExprKind::String | ExprKind::Template(_) => match self.file.string_value(id) {
                Some(text) => self.word(range, Tag::String, &text),
                None => leaf(range, Tag::Unknown),
            },
            ExprKind::Number => self.word(range, Tag::Number, self.file.slice(range)),
            ExprKind::Regex => self.word(range, Tag::Regex, self.file.slice(range)),
            ExprKind::Unary(unary)
                if unary.op == UnaryOp::Minus && matches!(ast[unary.operand].kind, ExprKind::Number) =>
            {
                self.word(range, Tag::Number, self.file.slice(range))
            }
            ExprKind::Boolean(value) => leaf(range, Tag::Bool(value)),
            ExprKind::Null => leaf(range, Tag::Null),
            ExprKind::Object(props) => self.many(range, Tag::Object, |builder| {
                for prop in &ast[props] {
                    builder.entry(prop);
                }
            }),
            ExprKind::Array(items) => self.many(range, Tag::Array, |builder| {
                for item in items {
                    builder.push(item);
                }
            }),
            ExprKind::Spread(inner) => self.one(range, Tag::Spread, inner),
            ExprKind::Function(function) => self.lazy(range, function),
            ExprKind::Call(call) => self.call(range, &call),
            ExprKind::Member(member) => self.member(range, member.object, self.file.slice(member.property)),
            ExprKind::Index(index) => match self.file.string_value(index.index) {
                Some(name) => self.member(range, index.object, &name),
                None => leaf(range, Tag::Unknown),
            },
            _ => leaf(range, Tag::Unknown),
        }
    }

    fn call(&mut self, range: TextRange, call: &Call) -> Node {
        let ast = self.file.ast();
        let callee = ast.skip_casts(call.callee);
        let ExprKind::Member(member) = ast[callee].kind else {
            return match self.imported_word(callee) {
                Some(word) => self.zod(range, ZodFamily::Plain, word, call),
                None => leaf(range, Tag::Unknown),
            };
        };
        let Some(word) = ZodWord::of(self.file.slice(member.property)) else {
            return leaf(range, Tag::Unknown);
        };
        if let Some(family) = self.family(member.object) {
            return self.zod(range, family, word, call);
        }
        self.many(range, Tag::Method(word), |builder| {
            builder.push(member.object);
            for argument in call.args.iter().take(word.arguments_of_method()) {
                builder.push(argument);
            }
        })
    }

    fn zod(&mut self, range: TextRange, family: ZodFamily, word: ZodWord, call: &Call) -> Node {
        self.many(range, Tag::Zod(family, word), |builder| {
            for argument in call.args.iter().take(word.arguments_of_function()) {
                builder.push(argument);
            }
        })
    }

    /// The part of zod that an expression is: `z`, `z.iso`, `z.coerce`.
    fn family(&self, id: ExprId) -> Option<ZodFamily> {
        let ast = self.file.ast();
        match ast[ast.skip_casts(id)].kind {
            ExprKind::Ident => {
                let name = self.file.slice(ast[ast.skip_casts(id)].range);
                match self.bindings.zod_import(name)? {
                    "z" | "*" | "default" => Some(ZodFamily::Plain),
                    "iso" => Some(ZodFamily::Iso),
                    "coerce" => Some(ZodFamily::Coerce),
                    _ => None,
                }
            }
            ExprKind::Member(member) if self.family(member.object)? == ZodFamily::Plain => {
                match self.file.slice(member.property) {
                    "iso" => Some(ZodFamily::Iso),
                    "coerce" => Some(ZodFamily::Coerce),
                    "z" => Some(ZodFamily::Plain),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The function of zod that a bare name is: `string` after `import { string } from 'zod'`.
    fn imported_word(&self, id: ExprId) -> Option<ZodWord> {
        ZodWord::of(self.bindings.zod_import(self.file.ident_name(id)?)?)
    }

    fn entry(&mut self, prop: &Prop) {
        let name = prop.key().and_then(|key| Some((key.range, self.file.key_name(key)?)));
        let value = match (prop.kind, name) {
            (PropKind::Spread(inner), _) => {
                let node = self.one(prop.range, Tag::Spread, inner);
                self.pending.push(node);
                return;
            }
            (PropKind::Pair { value, .. } | PropKind::Shorthand(value), Some(name)) => (name, self.expr(value)),
            (
                PropKind::Method {
                    kind: MethodKind::Get,
                    function,
                    ..
                },
                Some(name),
            ) => (name, self.lazy(prop.range, function)),
            (PropKind::Method { .. }, Some(name)) => (name, leaf(prop.range, Tag::Unknown)),
            _ => {
                self.pending.push(leaf(prop.range, Tag::Unknown));
                return;
            }
        };
        let ((key, name), value) = value;
        let key = self.word(key, Tag::Key, &name);
        // A key that is too long to be kept is no key.
        let value = if key.tag == Tag::Key {
            value
        } else {
            leaf(prop.range, Tag::Unknown)
        };
        self.pending.extend([key, value]);
    }

    /// What a function without parameters returns, if it does nothing else.
    fn lazy(&mut self, range: TextRange, id: FunctionId) -> Node {
        let ast = self.file.ast();
        let function = &ast[id];
        let value = match function.body {
            _ if !function.params.is_empty() || function.is_async || function.is_generator => None,
            Body::Expr(value) => Some(value),
            Body::Block(block) => match ast[block].kind {
                StmtKind::Block(stmts) => match ast[stmts] {
                    [stmt] => match stmt.kind {
                        StmtKind::Return(value) => value,
                        _ => None,
                    },
                    _ => None,
                },
                _ => None,
            },
            Body::None => None,
        };
        match value {
            Some(value) => self.one(range, Tag::Lazy, value),
            None => leaf(range, Tag::Unknown),
        }
    }

    fn member(&mut self, range: TextRange, object: ExprId, name: &str) -> Node {
        self.many(range, Tag::Member, |builder| {
            builder.push(object);
            let name = builder.word(range, Tag::Name, name);
            builder.pending.push(name);
        })
    }

    fn one(&mut self, range: TextRange, tag: Tag, child: ExprId) -> Node {
        self.many(range, tag, |builder| builder.push(child))
    }

    /// A node whose children `read` puts on the pile: they are laid side by side when all of theirs are.
    fn many(&mut self, range: TextRange, tag: Tag, read: impl FnOnce(&mut Self)) -> Node {
        let base = self.pending.len();
        read(self);
        let first = self.nodes.len() as u32;
        let Ok(count) = u16::try_from(self.pending.len() - base) else {
            self.pending.truncate(base);
            return leaf(range, Tag::Unknown);
        };
        self.nodes.extend(self.pending.drain(base..));
        Node {
            span: range.into(),
            tag,
            count,
            first,
        }
    }

    fn push(&mut self, id: ExprId) {
        let node = self.expr(id);
        self.pending.push(node);
    }

    fn word(&mut self, range: TextRange, tag: Tag, text: &str) -> Node {
        let Ok(count) = u16::try_from(text.len()) else {
            return leaf(range, Tag::Unknown);
        };
        let first = self.text.len() as u32;
        self.text.push_str(text);
        Node {
            span: range.into(),
            tag,
            count,
            first,
        }
    }
}

fn leaf(range: TextRange, tag: Tag) -> Node {
    Node {
        span: range.into(),
        tag,
        count: 0,
        first: 0,
    }
}
