//! The children of every node, in source order: what walking and parents are made of.

use super::{
    Ast, Body, ClassMemberKind, ExportKind, ExprKind, List, Node, Part, PatternKind, PatternPropKind, PropKey,
    PropKeyKind, PropKind, StmtKind,
};

impl Ast {
    /// Calls `visit` with each child of `node`, in source order.
    pub fn for_each_child(&self, node: impl Into<Node>, visit: &mut dyn FnMut(Node)) {
        let mut children = Children { ast: self, visit };
        match node.into() {
            Node::Stmt(id) => children.stmt(self[id].kind),
            Node::Expr(id) => children.expr(self[id].kind),
            Node::Pattern(id) => children.pattern(self[id].kind),
            Node::PatternProp(id) => match self[id].kind {
                PatternPropKind::Pair { key, pattern } => {
                    children.key(key);
                    children.one(pattern);
                }
                PatternPropKind::Rest(pattern) => children.one(pattern),
                PatternPropKind::Unknown(parts) => children.parts(parts),
            },
            Node::Prop(id) => children.prop(self[id].kind),
            Node::Function(id) => {
                let function = &self[id];
                children.all(function.params);
                match function.body {
                    Body::None => {}
                    Body::Block(block) => children.one(block),
                    Body::Expr(value) => children.one(value),
                }
            }
            Node::Param(id) => {
                let param = &self[id];
                children.all(param.decorators);
                children.one(param.pattern);
                children.maybe(param.default);
            }
            Node::Class(id) => {
                let class = &self[id];
                children.all(class.decorators);
                children.maybe(class.extends);
                children.all(class.members);
            }
            Node::Member(id) => children.member(self[id].kind),
            Node::Declarator(id) => {
                children.one(self[id].pattern);
                children.maybe(self[id].init);
            }
            Node::Case(id) => {
                children.maybe(self[id].test);
                children.all(self[id].body);
            }
            Node::Catch(id) => {
                children.maybe(self[id].param);
                children.one(self[id].body);
            }
        }
    }
}

struct Children<'a> {
    ast: &'a Ast,
    visit: &'a mut dyn FnMut(Node),
}

impl Children<'_> {
    fn stmt(&mut self, kind: StmtKind) {
        match kind {
            StmtKind::Expr(value) => self.one(value),
            StmtKind::Var { declarators, .. } => self.all(declarators),
            StmtKind::Function(function) => self.one(function),
            StmtKind::Class(class) => self.one(class),
            StmtKind::If(it) => {
                self.one(it.test);
                self.one(it.consequent);
                self.maybe(it.alternate);
            }
            StmtKind::For(it) => {
                self.maybe(it.init);
                self.maybe(it.test);
                self.maybe(it.update);
                self.one(it.body);
            }
            StmtKind::ForIn(it) => {
                self.one(it.target);
                self.one(it.object);
                self.one(it.body);
            }
            StmtKind::ForOf(it) => {
                self.one(it.target);
                self.one(it.iterable);
                self.one(it.body);
            }
            StmtKind::While { test, body } => {
                self.one(test);
                self.one(body);
            }
            StmtKind::DoWhile { body, test } => {
                self.one(body);
                self.one(test);
            }
            StmtKind::Return(value) | StmtKind::Throw(value) => self.maybe(value),
            StmtKind::Try(it) => {
                self.one(it.block);
                self.maybe(it.catch);
                self.maybe(it.finally);
            }
            StmtKind::Switch { discriminant, cases } => {
                self.one(discriminant);
                self.all(cases);
            }
            StmtKind::Labeled { body, .. } | StmtKind::Declare(body) => self.one(body),
            StmtKind::Block(body) => self.all(body),
            StmtKind::Import(import) => {
                self.maybe(self.ast[import].source);
                self.maybe(self.ast[import].attributes);
            }
            StmtKind::Export(export) => match self.ast[export].kind {
                ExportKind::Default(value) | ExportKind::Assign(value) => self.one(value),
                ExportKind::DefaultDeclaration(stmt) | ExportKind::Declaration(stmt) => self.one(stmt),
                ExportKind::Named { source, .. } | ExportKind::All { source, .. } => self.maybe(source),
                ExportKind::Namespace | ExportKind::Unknown => {}
            },
            StmtKind::Namespace { body, .. } => self.maybe(body),
            StmtKind::Unknown(parts) => self.parts(parts),
            StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::TypeAlias { .. }
            | StmtKind::Interface { .. }
            | StmtKind::Enum { .. }
            | StmtKind::Debugger
            | StmtKind::Empty => {}
        }
    }

    fn expr(&mut self, kind: ExprKind) {
        match kind {
            ExprKind::Template(parts) => {
                for part in &self.ast[parts] {
                    self.maybe(part.value);
                }
            }
            ExprKind::Object(props) => self.all(props),
            ExprKind::Array(items) | ExprKind::Sequence(items) | ExprKind::DynamicImport(items) => self.all(items),
            ExprKind::Function(function) => self.one(function),
            ExprKind::Class(class) => self.one(class),
            ExprKind::Call(it) => {
                self.one(it.callee);
                self.all(it.args);
            }
            ExprKind::New(it) => {
                self.one(it.callee);
                self.all(it.args);
            }
            ExprKind::Member(it) => self.one(it.object),
            ExprKind::Index(it) => {
                self.one(it.object);
                self.one(it.index);
            }
            ExprKind::Unary(it) => self.one(it.operand),
            ExprKind::Update(it) => self.one(it.operand),
            ExprKind::Binary(it) => {
                self.one(it.left);
                self.one(it.right);
            }
            ExprKind::Logical(it) => {
                self.one(it.left);
                self.one(it.right);
            }
            ExprKind::Assign(it) => {
                self.one(it.target);
                self.one(it.value);
            }
            ExprKind::Conditional(it) => {
                self.one(it.test);
                self.one(it.consequent);
                self.one(it.alternate);
            }
            ExprKind::Yield { value, .. } => self.maybe(value),
            ExprKind::Await(value)
            | ExprKind::Spread(value)
            | ExprKind::Paren(value)
            | ExprKind::As(value, _)
            | ExprKind::Satisfies(value, _)
            | ExprKind::AsConst(value)
            | ExprKind::AngleCast(value, _)
            | ExprKind::NonNull(value)
            | ExprKind::Instantiation(value, _) => self.one(value),
            ExprKind::TaggedTemplate(it) => {
                self.one(it.tag);
                self.one(it.template);
            }
            ExprKind::Unknown(parts) => self.parts(parts),
            ExprKind::Ident
            | ExprKind::String
            | ExprKind::Number
            | ExprKind::Boolean(_)
            | ExprKind::Null
            | ExprKind::Regex
            | ExprKind::This
            | ExprKind::Super
            | ExprKind::MetaProperty => {}
        }
    }

    fn pattern(&mut self, kind: PatternKind) {
        match kind {
            PatternKind::Ident => {}
            PatternKind::Object(props) => self.all(props),
            PatternKind::Array(items) => self.all(items),
            PatternKind::Rest(pattern) => self.one(pattern),
            PatternKind::Default { pattern, value } => {
                self.one(pattern);
                self.one(value);
            }
            PatternKind::Expr(value) => self.one(value),
            PatternKind::Unknown(parts) => self.parts(parts),
        }
    }

    fn prop(&mut self, kind: PropKind) {
        match kind {
            PropKind::Pair { key, value } => {
                self.key(key);
                self.one(value);
            }
            PropKind::Shorthand(value) | PropKind::Spread(value) => self.one(value),
            PropKind::Method { key, function, .. } => {
                self.key(key);
                self.one(function);
            }
            PropKind::Unknown(parts) => self.parts(parts),
        }
    }

    fn member(&mut self, kind: ClassMemberKind) {
        match kind {
            ClassMemberKind::Field { key, value, .. } => {
                self.key(key);
                self.maybe(value);
            }
            ClassMemberKind::Method { key, function, .. } => {
                self.key(key);
                self.one(function);
            }
            ClassMemberKind::StaticBlock(block) => self.one(block),
            ClassMemberKind::Type => {}
            ClassMemberKind::Decorator(value) => self.one(value),
            ClassMemberKind::Unknown(parts) => self.parts(parts),
        }
    }

    fn key(&mut self, key: PropKey) {
        if let PropKeyKind::Computed(value) = key.kind {
            self.one(value);
        }
    }

    fn parts(&mut self, parts: List<Part>) {
        for part in &self.ast[parts] {
            match *part {
                Part::Expr(id) => self.one(id),
                Part::Stmt(id) => self.one(id),
                Part::Prop(id) => self.one(id),
            }
        }
    }

    fn one(&mut self, child: impl Into<Node>) {
        (self.visit)(child.into());
    }

    fn maybe(&mut self, child: Option<impl Into<Node>>) {
        if let Some(child) = child {
            self.one(child);
        }
    }

    fn all<T>(&mut self, list: List<T>)
    where
        super::Id<T>: Into<Node>,
    {
        for child in list {
            self.one(child);
        }
    }
}
