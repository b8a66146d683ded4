//! The kinds of nodes that a rule can ask to see.

use syntax::ast::{Ast, ExprKind, Node, StmtKind};

/// A kind of node, as coarse as rules need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// `callee(args)`.
    Call,
    /// `name.get(config)`, by its looks a request (`request.rs`). It is a `Call` as well. Many rules ask for
    /// requests, and most calls are none: that is found out once.
    Request,
    /// `new Callee(args)`.
    New,
    /// `import(source)`.
    DynamicImport,
    /// `object.property` and `object[index]`.
    Member,
    /// `name`, as an expression.
    Ident,
    /// `target = value`, `target += value`, `target++`.
    Assignment,
    /// `x as Type`, `<Type>x`; not `x as const`.
    Cast,
    /// `'text'`.
    String,
    /// `` `text ${value}` ``.
    Template,
    /// `{ key: value }`.
    Object,
    /// An entry of an object literal.
    Prop,
    /// A function of any shape.
    Function,
    /// `for`, `for … of`, `for … in`, `while`, `do`.
    Loop,
    /// `try {} catch {} finally {}`.
    Try,
    /// `expression;`
    ExprStmt,
    /// `import …`
    Import,
    /// `export …`
    Export,
}

impl NodeKind {
    /// How many kinds there are: the length of a table indexed by them.
    pub const COUNT: usize = NodeKind::Export as usize + 1;

    /// The kind of a node, if rules can ask for it.
    pub fn of(ast: &Ast, node: Node) -> Option<NodeKind> {
        Some(match node {
            Node::Expr(id) => match ast[id].kind {
                ExprKind::Call(_) => NodeKind::Call,
                ExprKind::New(_) => NodeKind::New,
                ExprKind::DynamicImport(_) => NodeKind::DynamicImport,
                ExprKind::Member(_) | ExprKind::Index(_) => NodeKind::Member,
                ExprKind::Ident => NodeKind::Ident,
                ExprKind::Assign(_) | ExprKind::Update(_) => NodeKind::Assignment,
                ExprKind::As(..) | ExprKind::AngleCast(..) => NodeKind::Cast,
                ExprKind::String => NodeKind::String,
                ExprKind::Template(_) => NodeKind::Template,
                ExprKind::Object(_) => NodeKind::Object,
                _ => return None,
            },
            Node::Stmt(id) => match ast[id].kind {
                StmtKind::For(_)
                | StmtKind::ForIn(_)
                | StmtKind::ForOf(_)
                | StmtKind::While { .. }
                | StmtKind::DoWhile { .. } => NodeKind::Loop,
                StmtKind::Try(_) => NodeKind::Try,
                StmtKind::Expr(_) => NodeKind::ExprStmt,
                StmtKind::Import(_) => NodeKind::Import,
                StmtKind::Export(_) => NodeKind::Export,
                _ => return None,
            },
            Node::Prop(_) => NodeKind::Prop,
            Node::Function(_) => NodeKind::Function,
            _ => return None,
        })
    }
}
