//! Parses many files one after the other with the same memory.

use crate::SourceFile;
use crate::ast::Ast;
use crate::lower::Lowering;

/// A parser that is used again and again: make one for each thread that loads files.
pub struct Parser {
    parser: tree_sitter::Parser,
    lowering: Lowering,
    /// The arenas of the last file, to be filled again.
    spare: Ast,
}

impl Parser {
    /// A parser of TypeScript.
    pub fn new() -> Parser {
        Parser {
            parser: grammars::parser(),
            lowering: Lowering::default(),
            spare: Ast::default(),
        }
    }

    /// Parses `text`, shows the file to `read`, and takes its memory back, unless `read` kept a clone.
    pub fn with<R>(&mut self, text: impl Into<String>, read: impl FnOnce(&SourceFile) -> R) -> R {
        let ast = std::mem::take(&mut self.spare);
        let file = self.parse(text.into(), None, ast);
        let result = read(&file);
        if let Some(ast) = file.into_ast() {
            self.spare = ast;
        }
        result
    }

    /// Parses `text`, with the help of the tree of an earlier version to which the edits since have been told.
    pub(crate) fn parse(&mut self, text: String, old: Option<&tree_sitter::Tree>, mut ast: Ast) -> SourceFile {
        ast.clear();
        let tree = self.parser.parse(&text, old);
        if let Some(tree) = &tree {
            self.lowering.run(tree, &text, &mut ast);
        }
        SourceFile::new(text, tree, ast)
    }
}

impl Default for Parser {
    fn default() -> Parser {
        Parser::new()
    }
}

impl std::fmt::Debug for Parser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parser").finish_non_exhaustive()
    }
}
