//! The AST of one file: an index arena of small, copyable nodes, each with its range in the text.
//!
//! An [`Id`] or a [`List`] is looked up by indexing: `ast[call.callee].kind`, `&ast[object.props]`. The tree is total:
//! what the parser could not make sense of is an `Unknown` whose parts are kept. It is at most [`MAX_DEPTH`] deep, so
//! that recursion over it is safe; what lies deeper is an `Unknown` without parts.

mod arena;
mod calls;
mod children;
mod class;
mod comment;
mod expr;
mod function;
mod module;
mod node;
mod object;
mod parents;
mod pattern;
mod stmt;
mod ty;
mod walk;

pub use arena::{Ast, Id, List, Stored};
pub use calls::TopLevelCall;
pub use class::{Class, ClassId, ClassMember, ClassMemberId, ClassMemberKind};
pub use comment::{Comment, CommentKind};
pub use expr::{
    Assign, AssignOp, Binary, BinaryOp, Call, Conditional, Expr, ExprId, ExprKind, Index, Logical, LogicalOp, Member,
    New, Part, TaggedTemplate, TemplatePart, Unary, UnaryOp, Update, UpdateOp,
};
pub use function::{Body, Function, FunctionId, FunctionKind, Param, ParamId};
pub use module::{Export, ExportId, ExportKind, ExportSpecifier, Import, ImportId, ImportKind, ImportSpecifier};
pub use node::Node;
pub use object::{MethodKind, Prop, PropId, PropKey, PropKeyKind, PropKind};
pub use pattern::{Pattern, PatternId, PatternKind, PatternProp, PatternPropId, PatternPropKind};
pub use stmt::{
    Case, CaseId, Catch, CatchId, Declarator, DeclaratorId, For, ForIn, ForOf, If, Stmt, StmtId, StmtKind, Try, VarKind,
};
pub use ty::{Type, TypeId, TypeKind};
pub use walk::{Walk, WalkEvent};

/// How many nodes lie on the longest way from the file to a leaf. Every visit may recurse: this fits the 2 MB stack of a
/// thread, and no program written by hand comes near it.
pub const MAX_DEPTH: u32 = 256;
