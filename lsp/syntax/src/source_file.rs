//! One version of one file: its text, its tree and its AST.

use std::cell::RefCell;
use std::fmt;
use std::sync::{Arc, OnceLock};

use ropey::Rope;
use text_size::{TextRange, TextSize};
use tree_sitter::{InputEdit, Point, Tree};

use crate::ast::Ast;
use crate::{LineIndex, Parser, Position, PositionEncoding};

/// One version of one file. A value: an edit makes a new one, and a clone costs a reference count.
#[derive(Clone)]
pub struct SourceFile {
    version: Arc<Version>,
}

struct Version {
    text: String,
    /// None only if the parser gave up, which it does for nobody but who cancels it.
    tree: Option<Tree>,
    ast: Ast,
    lines: OnceLock<LineIndex>,
    /// Made for the first edit: a file that is never edited needs none.
    rope: OnceLock<Rope>,
}

/// One change as an editor sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentChange {
    /// Start and end of what goes; none for the whole text.
    pub range: Option<(Position, Position)>,
    /// What comes.
    pub text: String,
}

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new(Parser::new());
}

impl SourceFile {
    /// Parses a text. A byte order mark is a character as any other: who reads from the disk takes it off, because
    /// editors do so too and do not count it.
    pub fn parse(text: impl Into<String>) -> SourceFile {
        PARSER.with_borrow_mut(|parser| parser.parse(text.into(), None, Ast::default()))
    }

    /// The file after `changes`, each of which is relative to the text that the one before it left. The changes are
    /// parsed together, and only what they touch is parsed again.
    ///
    /// A position outside the text is clamped as [`LineIndex`] says, and a range that ends before it starts is turned
    /// round, so no change can fail.
    pub fn apply(&self, changes: &[ContentChange], encoding: PositionEncoding) -> SourceFile {
        let mut rope = self.version.rope.get_or_init(|| Rope::from_str(self.text())).clone();
        let mut tree = self.version.tree.clone();
        for change in changes {
            match change.range {
                Some((start, end)) => {
                    let (start, end) = (rope_offset(&rope, start, encoding), rope_offset(&rope, end, encoding));
                    let edit = replace(&mut rope, start.min(end), start.max(end), &change.text);
                    if let Some(tree) = &mut tree {
                        tree.edit(&edit);
                    }
                }
                None => {
                    rope = Rope::from_str(&change.text);
                    tree = None;
                }
            }
        }
        let file = PARSER.with_borrow_mut(|parser| parser.parse(rope.to_string(), tree.as_ref(), Ast::default()));
        // The cell is new, so this cannot fail.
        let _ = file.version.rope.set(rope);
        file
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.version.text
    }

    /// The text of a range; what lies outside the text, or cuts a character, is empty.
    pub fn slice(&self, range: TextRange) -> &str {
        self.text()
            .get(usize::from(range.start())..usize::from(range.end()))
            .unwrap_or_default()
    }

    /// The tree.
    pub fn ast(&self) -> &Ast {
        &self.version.ast
    }

    /// Where the lines begin.
    pub fn line_index(&self) -> &LineIndex {
        self.version.lines.get_or_init(|| LineIndex::new(self.text()))
    }

    /// The position of a byte offset.
    pub fn position(&self, offset: TextSize, encoding: PositionEncoding) -> Position {
        self.line_index().position(offset, encoding)
    }

    /// The byte offset of a position.
    pub fn offset(&self, position: Position, encoding: PositionEncoding) -> TextSize {
        self.line_index().offset(position, encoding)
    }

    /// What the parser made of the text.
    pub(crate) fn tree(&self) -> Option<&Tree> {
        self.version.tree.as_ref()
    }

    pub(crate) fn new(text: String, tree: Option<Tree>, ast: Ast) -> SourceFile {
        let version = Version {
            text,
            tree,
            ast,
            lines: OnceLock::new(),
            rope: OnceLock::new(),
        };
        SourceFile {
            version: Arc::new(version),
        }
    }

    /// The arenas, if nobody else holds the file.
    pub(crate) fn into_ast(self) -> Option<Ast> {
        Arc::try_unwrap(self.version).ok().map(|version| version.ast)
    }
}

impl fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceFile")
            .field("text", &self.text())
            .field("ast", self.ast())
            .finish()
    }
}

/// A text of another language after `changes`, each of which is relative to the text that the one before it left. Nothing can
/// fail, as in [`SourceFile::apply`].
pub fn apply_changes(text: &str, changes: &[ContentChange], encoding: PositionEncoding) -> String {
    let mut rope = Rope::from_str(text);
    for change in changes {
        match change.range {
            Some((start, end)) => {
                let (start, end) = (rope_offset(&rope, start, encoding), rope_offset(&rope, end, encoding));
                replace(&mut rope, start.min(end), start.max(end), &change.text);
            }
            None => rope = Rope::from_str(&change.text),
        }
    }
    rope.to_string()
}

/// The byte offset of a position, as `LineIndex::offset` gives it.
fn rope_offset(rope: &Rope, position: Position, encoding: PositionEncoding) -> usize {
    let line = position.line as usize;
    let Some(text) = rope.get_line(line) else {
        return rope.len_bytes();
    };
    let terminator = text
        .chars_at(text.len_chars())
        .reversed()
        .take(2)
        .take_while(|char| matches!(char, '\n' | '\r'));
    let mut left = position.character;
    let mut offset = rope.line_to_byte(line);
    for char in text.chars().take(text.len_chars() - terminator.count()) {
        let width = encoding.width(char.len_utf8() as u32);
        if left < width {
            break;
        }
        left -= width;
        offset += char.len_utf8();
    }
    offset
}

fn replace(rope: &mut Rope, start: usize, end: usize, text: &str) -> InputEdit {
    let start_position = point(rope, start);
    let old_end_position = point(rope, end);
    let at = rope.byte_to_char(start);
    rope.remove(at..rope.byte_to_char(end));
    rope.insert(at, text);
    let new_end = start + text.len();
    InputEdit {
        start_byte: start,
        old_end_byte: end,
        new_end_byte: new_end,
        start_position,
        old_end_position,
        new_end_position: point(rope, new_end),
    }
}

fn point(rope: &Rope, offset: usize) -> Point {
    let line = rope.byte_to_line(offset);
    Point {
        row: line,
        column: offset - rope.line_to_byte(line),
    }
}
