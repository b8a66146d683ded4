//! Where the parser had to skip or to invent something.

use grammars::Kind;
use text_size::TextRange;
use tree_sitter::{Node, Tree};

use super::Cx;

impl Cx<'_> {
    /// The ranges of the errors, in source order. Only the parts of the tree that hold one are visited.
    pub(super) fn errors(&self, tree: &Tree) -> Vec<TextRange> {
        let mut errors = Vec::new();
        let mut cursor = tree.walk();
        loop {
            let node = cursor.node();
            let is_error = node.is_error() || node.is_missing();
            if is_error && !self.is_type_of_export_all(node) {
                errors.push(self.range(node));
            }
            if !is_error && node.has_error() && cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return errors;
                }
            }
        }
    }

    /// The grammar does not know `export type * from` and skips the `type`; we do know it.
    pub(super) fn is_type_of_export_all(&self, error: Node<'_>) -> bool {
        error.is_error()
            && self.text.get(error.byte_range()) == Some("type")
            && error
                .parent()
                .is_some_and(|parent| self.kind(parent) == Kind::ExportStatement)
            && error
                .next_sibling()
                .is_some_and(|next| matches!(self.kind(next), Kind::Star | Kind::NamespaceExport))
    }
}
