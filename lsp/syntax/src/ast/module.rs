//! Imports and exports.

use text_size::TextRange;

use super::{ExprId, Id, List, StmtId};

/// The handle of an import.
pub type ImportId = Id<Import>;

/// An import declaration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Import {
    /// From `import` to the end, with the semicolon if there is one.
    pub range: TextRange,
    /// Which of the forms it has.
    pub kind: ImportKind,
    /// Whether it is `import type …`.
    pub type_only: bool,
    /// The name of the default import, or the name before `=`.
    pub default: Option<TextRange>,
    /// The name after `* as`.
    pub namespace: Option<TextRange>,
    /// What stands between the braces.
    pub named: List<ImportSpecifier>,
    /// The module, an `ExprKind::String`.
    pub source: Option<ExprId>,
    /// `with { type: 'json' }`: the object.
    pub attributes: Option<ExprId>,
}

/// The forms of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportKind {
    /// `import 'source'`.
    SideEffect,
    /// `import clause from 'source'`.
    Clause,
    /// `import name = require('source')`.
    Require,
    /// `import name = Other.name`.
    Alias,
}

/// `imported as local`, between the braces of an import.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImportSpecifier {
    /// From its first to its last character.
    pub range: TextRange,
    /// Whether it is `type name`.
    pub type_only: bool,
    /// The name in the other module; a string with its quotes.
    pub imported: TextRange,
    /// The name in this module; the same range without an `as`.
    pub local: TextRange,
}

/// The handle of an export.
pub type ExportId = Id<Export>;

/// An export declaration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Export {
    /// From `export` to the end, with the semicolon if there is one.
    pub range: TextRange,
    /// Whether it is `export type { … }` or `export type * from`.
    pub type_only: bool,
    /// What is exported.
    pub kind: ExportKind,
}

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ExportKind {
    /// `export default expression`.
    Default(ExprId),
    /// `export default function () {}`, `export default class {}`, `export default interface X {}`.
    DefaultDeclaration(StmtId),
    /// `export const x = 1`, `export type X = …`.
    Declaration(StmtId),
    /// `export { a, b as c }`, `export { a } from 'source'`.
    Named {
        /// What stands between the braces.
        specifiers: List<ExportSpecifier>,
        /// The module, an `ExprKind::String`.
        source: Option<ExprId>,
    },
    /// `export * from 'source'`, `export * as name from 'source'`.
    All {
        /// The name after `as`.
        alias: Option<TextRange>,
        /// The module, an `ExprKind::String`.
        source: Option<ExprId>,
    },
    /// `export = expression`.
    Assign(ExprId),
    /// `export as namespace Name`.
    Namespace,
    /// What the parser could not read.
    Unknown,
}

/// `local as exported`, between the braces of an export.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExportSpecifier {
    /// From its first to its last character.
    pub range: TextRange,
    /// Whether it is `type name`.
    pub type_only: bool,
    /// The name in this module, or in the source module.
    pub local: TextRange,
    /// The name under which it is seen; the same range without an `as`.
    pub exported: TextRange,
}
