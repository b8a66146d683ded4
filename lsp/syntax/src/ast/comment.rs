//! Comments.

use text_size::TextRange;

/// A comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// With its `//` or `/*` and `*/`, without the end of its line.
    pub range: TextRange,
    /// Line or block.
    pub kind: CommentKind,
}

/// How a comment is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentKind {
    /// `// …`
    Line,
    /// `/* … */`
    Block,
}
