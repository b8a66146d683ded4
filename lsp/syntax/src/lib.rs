//! Text and trees: source files, positions, edits and the AST.
//!
//! Everything above works on [`SourceFile`]: its text, and its [`ast`], an index arena with a range on every node. The
//! parser behind it (tree-sitter) is a detail that no signature shows. Nothing here can fail: broken code becomes
//! [`ast::ExprKind::Unknown`] nodes, around which the rest stays usable, and a position outside the text is clamped as
//! the Language Server Protocol says. Of [`json`], the other language of a project, broken texts are refused with a place,
//! and a cursor finds its place in them all the same.

mod access;
pub mod ast;
mod drift;
mod edit;
pub mod json;
mod line_index;
mod literal;
mod lower;
mod parser;
mod position;
mod source_file;
mod tokens;

pub use drift::{Drift, Revision};
pub use edit::{Overlap, TextEdit, apply_edits};
pub use line_index::LineIndex;
pub use parser::Parser;
pub use position::{Position, PositionEncoding};
pub use source_file::{ContentChange, SourceFile, apply_changes};
pub use text_size::{TextLen, TextRange, TextSize};
