//! The TypeScript grammar as the server uses it: language, node kinds and fields as constants

use tree_sitter::{Language, Parser};

/// The TypeScript grammar (without JSX).
pub fn language() -> Language {
    tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into()
}

/// A parser of TypeScript.
///
/// # Panics
///
/// If the grammar was generated for another version of tree-sitter than the one that is linked; a test of this crate
/// holds the two together.
pub fn parser() -> Parser {
    let mut parser = Parser::new();
    parser
        .set_language(&language())
        .expect("the grammar fits the version of tree-sitter");
    parser
}
