//! Patterns: what a declaration, a parameter or an assignment binds.

use text_size::TextRange;

use super::{ExprId, Id, List, Part, PropKey};

/// The handle of a pattern.
pub type PatternId = Id<Pattern>;

/// What a value is bound to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pattern {
    /// From its first to its last character, without a type annotation.
    pub range: TextRange,
    /// What it is.
    pub kind: PatternKind,
}

/// What a pattern is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PatternKind {
    /// `name`.
    Ident,
    /// `{ a, b: c }`.
    Object(List<PatternProp>),
    /// `[a, b]`. A hole leaves no trace.
    Array(List<Pattern>),
    /// `...pattern`.
    Rest(PatternId),
    /// `pattern = value`.
    Default {
        /// What is bound.
        pattern: PatternId,
        /// What it is bound to in place of `undefined`.
        value: ExprId,
    },
    /// `object.property` and the like: the target of an assignment that binds no name.
    Expr(ExprId),
    /// What the parser could not read.
    Unknown(List<Part>),
}

/// The handle of an entry of an object pattern.
pub type PatternPropId = Id<PatternProp>;

/// One entry of an object pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PatternProp {
    /// From its first to its last character.
    pub range: TextRange,
    /// What it is.
    pub kind: PatternPropKind,
}

/// What an entry of an object pattern is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PatternPropKind {
    /// `key: pattern`; for `{ key }` and `{ key = 1 }` the pattern begins where the key does.
    Pair {
        /// The property that is read.
        key: PropKey,
        /// What its value is bound to.
        pattern: PatternId,
    },
    /// `...pattern`, given as its `PatternKind::Rest`.
    Rest(PatternId),
    /// What the parser could not read.
    Unknown(List<Part>),
}
