//! Object literals.

use text_size::TextRange;

use super::{ExprId, FunctionId, Id, List, Part};

/// The handle of a property.
pub type PropId = Id<Prop>;

/// One entry of an object literal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prop {
    /// From its first to its last character, without the comma.
    pub range: TextRange,
    /// What it is.
    pub kind: PropKind,
}

/// What an entry of an object literal is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PropKind {
    /// `key: value`.
    Pair {
        /// The key.
        key: PropKey,
        /// The value.
        value: ExprId,
    },
    /// `name`: key and value at once. The value is an `ExprKind::Ident` of the same range.
    Shorthand(ExprId),
    /// `key() {}`, `get key() {}`, `async *key() {}`.
    Method {
        /// The key.
        key: PropKey,
        /// Method, getter or setter.
        kind: MethodKind,
        /// Parameters and body.
        function: FunctionId,
    },
    /// `...value`.
    Spread(ExprId),
    /// What the parser could not read.
    Unknown(List<Part>),
}

/// What a method is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodKind {
    /// An ordinary one, a constructor too.
    Method,
    /// `get key() {}`.
    Get,
    /// `set key(value) {}`.
    Set,
}

/// The key of a property, a method or a class member.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PropKey {
    /// With its quotes or brackets.
    pub range: TextRange,
    /// How it is written.
    pub kind: PropKeyKind,
}

/// How a key is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PropKeyKind {
    /// `key`
    Ident,
    /// `'key'`
    String,
    /// `1`
    Number,
    /// `[expression]`
    Computed(ExprId),
    /// `#key`
    Private,
}

impl Prop {
    /// Its key; a shorthand's is its name, a spread has none.
    pub fn key(&self) -> Option<PropKey> {
        match self.kind {
            PropKind::Pair { key, .. } | PropKind::Method { key, .. } => Some(key),
            PropKind::Shorthand(_) => Some(PropKey {
                range: self.range,
                kind: PropKeyKind::Ident,
            }),
            PropKind::Spread(_) | PropKind::Unknown(_) => None,
        }
    }

    /// The value of a pair or a shorthand.
    pub fn value(&self) -> Option<ExprId> {
        match self.kind {
            PropKind::Pair { value, .. } | PropKind::Shorthand(value) => Some(value),
            PropKind::Method { .. } | PropKind::Spread(_) | PropKind::Unknown(_) => None,
        }
    }
}
