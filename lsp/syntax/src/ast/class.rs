//! Classes.

use text_size::TextRange;

use super::{Expr, ExprId, FunctionId, Id, List, MethodKind, Part, PropKey, StmtId, Type, TypeId};

/// The handle of a class.
pub type ClassId = Id<Class>;

/// A class, declared or an expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Class {
    /// From its first to its last character.
    pub range: TextRange,
    /// Its name.
    pub name: Option<TextRange>,
    /// Whether it is `abstract`.
    pub is_abstract: bool,
    /// `@decorator`s before it.
    pub decorators: List<Expr>,
    /// The expression after `extends`.
    pub extends: Option<ExprId>,
    /// The types after `implements`.
    pub implements: List<Type>,
    /// What stands between the braces.
    pub members: List<ClassMember>,
}

/// The handle of a class member.
pub type ClassMemberId = Id<ClassMember>;

/// A member of a class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClassMember {
    /// From its first to its last character.
    pub range: TextRange,
    /// Whether it is `static`.
    pub is_static: bool,
    /// What it is.
    pub kind: ClassMemberKind,
}

/// What a member of a class is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ClassMemberKind {
    /// `key: Type = value`.
    Field {
        /// Its key.
        key: PropKey,
        /// The type after the colon.
        ty: Option<TypeId>,
        /// The value after the equals sign.
        value: Option<ExprId>,
    },
    /// `key() {}`; without a body it is an overload or abstract.
    Method {
        /// Its key.
        key: PropKey,
        /// Method, getter or setter.
        kind: MethodKind,
        /// Parameters and body.
        function: FunctionId,
    },
    /// `static {}`, with its block.
    StaticBlock(StmtId),
    /// A member of the type alone, as an index signature.
    Type,
    /// A decorator of the member that follows.
    Decorator(ExprId),
    /// What the parser could not read.
    Unknown(List<Part>),
}
