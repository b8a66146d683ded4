//! The tokens of a file, for who compares two prints of one program.

use grammars::{Grammar, Kind};
use text_size::{TextRange, TextSize};

use crate::SourceFile;

impl SourceFile {
    /// The places of all tokens in their order; comments are none. A string is one token, a template several: its text in pieces, and
    /// the tokens of its substitutions.
    pub fn tokens(&self) -> Vec<TextRange> {
        let mut tokens = Vec::new();
        let Some(tree) = self.tree() else {
            return tokens;
        };
        let grammar = Grammar::get();
        let mut cursor = tree.walk();
        loop {
            let node = cursor.node();
            let kind = grammar.kind(node);
            let is_whole = matches!(
                kind,
                Kind::String | Kind::Regex | Kind::Comment | Kind::HtmlComment | Kind::HashBangLine
            );
            if !is_whole && cursor.goto_first_child() {
                continue;
            }
            let is_token = !is_whole || matches!(kind, Kind::String | Kind::Regex);
            if is_token && !node.byte_range().is_empty() {
                let offset = |at: usize| TextSize::try_from(at).unwrap_or_default();
                tokens.push(TextRange::new(offset(node.start_byte()), offset(node.end_byte())));
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return tokens;
                }
            }
        }
    }
}
