//! `// nango-ignore rule: reason` and `// nango-ignore-file rule: reason`: reading them, and writing them.
//!
//! The first speaks of the next line that holds more than a comment, the second of its file. Both need a reason; without
//! one they have no effect. What they silence is decided in [`Analysis::diagnose`](crate::Analysis::diagnose).

use project::FilePath;
use syntax::ast::{Comment, CommentKind};
use syntax::{LineIndex, PositionEncoding, SourceFile, TextEdit, TextRange, TextSize};

use crate::change::SourceChange;
use crate::rule::Rule;

const KEYWORD: &str = "nango-ignore";
const FILE_SUFFIX: &str = "-file";

/// What stands for the reason until the user has written one.
const REASON: &str = "say why this is right here";

/// One suppression comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The comment.
    pub range: TextRange,
    /// What it speaks of.
    pub target: Target,
    /// The rules that it names, and where.
    pub rules: Vec<RuleName>,
    /// Whether there is a reason after the colon.
    pub has_reason: bool,
    /// What to delete to be rid of it: the whole line if nothing else is on it.
    pub removal: TextRange,
}

/// What a suppression speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The next line of code; empty at the end of the file if there is none.
    Line(TextRange),
    /// The whole file.
    File,
}

/// The name of a rule in a suppression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleName {
    /// As written.
    pub name: Box<str>,
    /// Its place.
    pub range: TextRange,
    /// What to delete to take it out of the list: with a comma and the blanks around it.
    pub removal: TextRange,
}

impl Suppression {
    /// Whether it silences a diagnostic of `rule` that starts at `offset`, and with which of its names.
    pub(crate) fn covers(&self, rule: &Rule, offset: TextSize) -> Option<usize> {
        if !self.target.holds(offset) || !self.has_reason {
            return None;
        }
        self.rules.iter().position(|name| &*name.name == rule.id)
    }

    /// The edit that takes one of its names away, and the comment with the last one.
    pub(crate) fn without(&self, name: usize) -> TextEdit {
        match self.rules.get(name) {
            Some(name) if self.rules.len() > 1 => TextEdit::delete(name.removal),
            _ => TextEdit::delete(self.removal),
        }
    }
}

impl Target {
    /// Whether it speaks of what begins at `offset`.
    pub(crate) fn holds(self, offset: TextSize) -> bool {
        match self {
            Target::File => true,
            Target::Line(line) => line.contains_inclusive(offset),
        }
    }
}

/// All suppression comments of a file, in source order.
pub(crate) fn read(file: &SourceFile) -> Vec<Suppression> {
    let comments = file.ast().comments();
    comments
        .iter()
        .enumerate()
        .filter_map(|(at, comment)| one(file, *comment, &comments[at + 1..]))
        .collect()
}

/// Silences `diagnostic` by a comment above its line, or by one more name in the comment that is there.
///
/// `file` is the text of `path` that the diagnostic was computed from. Nothing is offered in files without comments.
pub fn suppress_line(path: &FilePath, file: &SourceFile, rule: &Rule, at: TextRange) -> Option<SourceChange> {
    if !has_comments(path) {
        return None;
    }
    let start = line_of(file.line_index(), at.start());
    let above = read(file).into_iter().find(|suppression| {
        matches!(suppression.target, Target::Line(line) if line.contains_inclusive(at.start()))
            && suppression.has_reason
    });
    let edit = match above.as_ref().and_then(|suppression| suppression.rules.last()) {
        Some(last) => TextEdit::insert(last.range.end(), format!(", {}", rule.id)),
        None => {
            let line = file.slice(start);
            let indent = &line[..line.len() - line.trim_start().len()];
            let text = format!("{indent}// {KEYWORD} {}: {REASON}{}", rule.id, eol(file));
            TextEdit::insert(start.start(), text)
        }
    };
    Some(SourceChange::edit(path, [edit]))
}

/// Silences a rule in a whole file by a comment on its first line.
pub fn suppress_file(path: &FilePath, file: &SourceFile, rule: &Rule) -> Option<SourceChange> {
    let text = format!("// {KEYWORD}{FILE_SUFFIX} {}: {REASON}{}", rule.id, eol(file));
    has_comments(path).then(|| SourceChange::edit(path, [TextEdit::insert(TextSize::new(0), text)]))
}

fn one(file: &SourceFile, comment: Comment, following: &[Comment]) -> Option<Suppression> {
    let text = file.slice(comment.range);
    let end = match comment.kind {
        CommentKind::Line => text.len(),
        CommentKind::Block => text.len().checked_sub("*/".len())?,
    };
    let mut reader = Words {
        text: text.get(..end)?,
        at: "//".len(),
        start: comment.range.start(),
    };
    reader.skip_blanks();
    reader.take(KEYWORD)?;
    let is_file = reader.take(FILE_SUFFIX).is_some();
    // `nango-ignored` is an ordinary word.
    if reader
        .rest()
        .starts_with(|next: char| next.is_alphanumeric() || next == '-')
    {
        return None;
    }
    let rules = reader.rules();
    let has_reason = reader.take(":").is_some() && !reader.rest().trim().is_empty();
    let target = if is_file {
        Target::File
    } else {
        Target::Line(next_line_of_code(file, comment, following))
    };
    Some(Suppression {
        range: comment.range,
        target,
        rules,
        has_reason,
        removal: removal(file, comment.range),
    })
}

/// Reads the words of a comment, and knows where they stand.
struct Words<'a> {
    text: &'a str,
    at: usize,
    start: TextSize,
}

impl<'a> Words<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn take(&mut self, word: &str) -> Option<()> {
        let rest = self.rest();
        rest.starts_with(word).then(|| self.at += word.len())
    }

    fn rules(&mut self) -> Vec<RuleName> {
        let mut rules: Vec<RuleName> = Vec::new();
        loop {
            let before = self.at;
            self.skip_blanks();
            let rest = self.rest();
            let len = rest
                .find(|next: char| !next.is_alphanumeric() && next != '-')
                .unwrap_or(rest.len());
            if len == 0 {
                return rules;
            }
            let range = self.range(self.at, self.at + len);
            let removal = match rules.last() {
                // From the end of the name before, so that the comma goes too.
                Some(last) => TextRange::new(last.range.end(), range.end()),
                None => self.range(before, self.at + len),
            };
            rules.push(RuleName {
                name: rest[..len].into(),
                range,
                removal,
            });
            self.at += len;
            self.skip_blanks();
            if self.take(",").is_none() {
                // The first name takes the comma after it along.
                if let [first, second, ..] = &mut rules[..] {
                    first.removal = TextRange::new(first.range.start(), second.range.start());
                }
                return rules;
            }
        }
    }

    fn range(&self, from: usize, to: usize) -> TextRange {
        TextRange::new(
            self.start + TextSize::new(from as u32),
            self.start + TextSize::new(to as u32),
        )
    }
}

/// The line of the first character after `comment` that is neither blank nor in another comment.
pub(crate) fn next_line_of_code(file: &SourceFile, comment: Comment, following: &[Comment]) -> TextRange {
    let mut at = comment.range.end();
    let mut following = following.iter();
    loop {
        let rest = file.slice(TextRange::new(at, TextSize::of(file.text())));
        at += TextSize::of(rest) - TextSize::of(rest.trim_start());
        match following.next() {
            Some(next) if next.range.start() == at => at = next.range.end(),
            _ => break,
        }
    }
    line_of(file.line_index(), at)
}

fn removal(file: &SourceFile, comment: TextRange) -> TextRange {
    let lines = file.line_index();
    let line = line_of(lines, comment.start());
    if file.slice(line).trim() != file.slice(comment) {
        return comment;
    }
    let next = lines.position(line.start(), PositionEncoding::Utf8).line + 1;
    TextRange::new(line.start(), lines.line(next).start().max(line.end()))
}

fn line_of(lines: &LineIndex, offset: TextSize) -> TextRange {
    lines.line(lines.position(offset, PositionEncoding::Utf8).line)
}

fn eol(file: &SourceFile) -> &'static str {
    project::Eol::of(file.text()).as_str()
}

fn has_comments(path: &FilePath) -> bool {
    path.name().ends_with(".ts")
}

#[cfg(test)]
mod tests;
