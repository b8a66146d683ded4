//! Comments: found in the text, since in the tree they may hang anywhere.

use grammars::Kind;
use tree_sitter::Node;

use super::Cx;
use crate::ast::{Comment, CommentKind};

impl Cx<'_> {
    /// All comments, in source order. To look for them in the tree would cost more than the whole lowering; so the
    /// tree is asked at every `//` and `/*` of the text.
    pub(super) fn comments(&self, root: Node<'_>) -> Vec<Comment> {
        let text = self.text.as_bytes();
        let mut comments = Vec::new();
        let mut at = 0;
        while let Some(slash) = text.get(at..).and_then(|rest| memchr::memchr(b'/', rest)) {
            let start = at + slash;
            let kind = match text.get(start + 1) {
                Some(b'/') => CommentKind::Line,
                Some(b'*') => CommentKind::Block,
                _ => {
                    at = start + 1;
                    continue;
                }
            };
            let node = root
                .descendant_for_byte_range(start, start + 2)
                .filter(|it| self.kind(*it) == Kind::Comment);
            at = node.map_or(start + 2, |node| node.end_byte());
            comments.extend(node.map(|node| Comment {
                range: self.range(node),
                kind,
            }));
        }
        comments
    }
}
