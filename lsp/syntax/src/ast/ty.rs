//! Types, as far as anything above looks at them: mostly a range.

use text_size::TextRange;

use super::{Id, List};

/// The handle of a type.
pub type TypeId = Id<Type>;

/// A type, without the colon of its annotation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    /// From its first to its last character.
    pub range: TextRange,
    /// What it is.
    pub kind: TypeKind,
}

/// What a type is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TypeKind {
    /// `Name`, `module.Name`, `Name<A, B>`.
    Reference {
        /// The name, with what stands before its dots.
        name: TextRange,
        /// The type arguments.
        args: List<Type>,
    },
    /// `typeof value`.
    Query {
        /// What stands after `typeof`.
        operand: TextRange,
    },
    /// `Element[]`.
    Array(TypeId),
    /// `A | B`: the left side and the right, of which each may be a union again.
    Union(List<Type>),
    /// `'text'`, `1`, `true`, `null`, `undefined`.
    Literal,
    /// `string`, `any`, `void`, …
    Predefined,
    /// `{ key: Type }`.
    Object,
    /// Everything else.
    Other,
}
