//! The way from the parser's tree to the AST.

use tree_sitter::Tree;

use crate::ast::Ast;

/// What one lowering needs and the next can use again.
#[derive(Default)]
pub(crate) struct Lowering {}

impl Lowering {
    /// Fills an empty `ast` from `tree`, which was parsed from `text`.
    pub(crate) fn run(&mut self, tree: &Tree, _text: &str, ast: &mut Ast) {
        ast.has_errors = tree.root_node().has_error();
    }
}
