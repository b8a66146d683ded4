//! Where a statement of the top level may begin.

use project::Items;
use syntax::{SourceFile, TextEdit, TextRange, TextSize};

/// A place where nothing but a new top-level statement can stand.
#[derive(Debug)]
pub(super) struct Site {
    /// What is typed already, and goes.
    pub(super) word: TextRange,
    /// The file without the word.
    pub(super) around: SourceFile,
    /// The facts of `around`.
    pub(super) items: Items,
}

impl Site {
    /// The site at `offset`: the first column of a line with nothing behind it, outside of every statement and comment of
    /// a file that, without the word being typed, has no syntax error and no create call.
    pub(super) fn at(file: &SourceFile, offset: TextSize) -> Option<Site> {
        let word = word_alone_on_its_line(file.text(), offset)?;
        let mut text = file.text().to_owned();
        text.replace_range(usize::from(word.start())..usize::from(word.end()), "");
        let around = SourceFile::parse(text);
        let items = Items::of(&around);
        let ast = around.ast();
        let within = |range: TextRange| range.start() < word.start() && word.start() < range.end();
        let is_free = !ast.has_errors()
            && items.create_calls.is_empty()
            && !ast[ast.body()].iter().any(|stmt| within(stmt.range))
            && !ast.comments().iter().any(|comment| within(comment.range));
        is_free.then_some(Site { word, around, items })
    }

    /// What goes between the text above and a new statement: an empty line, unless there is one.
    pub(super) fn gap(&self) -> &'static str {
        let above = &self.around.text()[..usize::from(self.word.start())];
        let last_line = above.lines().next_back().unwrap_or_default();
        if last_line.trim().is_empty() { "" } else { "\n" }
    }

    /// Whether a statement stands above.
    pub(super) fn has_code_above(&self) -> bool {
        let ast = self.around.ast();
        ast[ast.body()]
            .first()
            .is_some_and(|stmt| stmt.range.start() < self.word.start())
    }

    /// An edit of `around` as an edit of the file.
    pub(super) fn with_word(&self, edit: TextEdit) -> TextEdit {
        let is_behind = edit.range.start() >= self.word.start();
        TextEdit {
            range: if is_behind {
                edit.range + self.word.len()
            } else {
                edit.range
            },
            ..edit
        }
    }
}

/// The identifier that ends at `offset` (empty if there is none), if it fills its line.
fn word_alone_on_its_line(text: &str, offset: TextSize) -> Option<TextRange> {
    let (before, after) = (text.get(..usize::from(offset))?, text.get(usize::from(offset)..)?);
    let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let is_word = before[start..]
        .chars()
        .all(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '$'));
    let rest = after.lines().next().unwrap_or_default();
    (is_word && rest.trim().is_empty()).then(|| TextRange::new(TextSize::of(&before[..start]), offset))
}
