//! Zod schemas: the expressions that make them, and the variables at the top level of a file that hold them.

mod build;
mod expr;
mod word;

use crate::Span;

pub(super) use build::Builder;
pub use expr::{SchemaEntry, SchemaExpr, SchemaExprId, SchemaExprIds, SchemaExprs, ZodFamily};
pub use word::ZodWord;

/// `const X = z.object({…})` at the top level: a schema, or an object or array that a schema is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SchemaDecl {
    /// The variable.
    pub name: Box<str>,
    /// The place of its name.
    pub name_span: Span,
    /// Its value.
    pub expr: SchemaExprId,
    /// Whether it has a type annotation, so that the type checker sees that and not the value.
    pub annotated: bool,
    /// Whether it is `export const`.
    pub exported: bool,
}
