//! Where a place of one version of a file is in another one.

use std::sync::Arc;

use text_size::TextRange;

use crate::{LineIndex, SourceFile};

/// What of a version is kept to follow its places through edits: not the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    text: Arc<str>,
    tokens: Vec<TextRange>,
    statements: Vec<TextRange>,
}

impl Revision {
    /// The version that `file` is.
    pub fn of(file: &SourceFile) -> Revision {
        let ast = file.ast();
        Revision {
            text: file.text().into(),
            tokens: file.tokens(),
            statements: ast.body().iter().map(|statement| ast.range(statement)).collect(),
        }
    }

    /// The statement at the top level of the file that holds `range`.
    pub fn statement(&self, range: TextRange) -> Option<TextRange> {
        let mut statements = self.statements.iter();
        statements.find(|statement| statement.contains_range(range)).copied()
    }

    /// Where its lines begin.
    pub fn lines(&self) -> LineIndex {
        LineIndex::new(&self.text)
    }

    fn token(&self, index: usize) -> &str {
        &self.text[self.tokens[index]]
    }

    /// The tokens that a range has a part of, first and last. An empty range has a part of the one that follows it.
    fn tokens_of(&self, range: TextRange) -> Option<(usize, usize)> {
        let first = self.tokens.partition_point(|token| token.end() <= range.start());
        let last = match range.is_empty() {
            true => first,
            false => self
                .tokens
                .partition_point(|token| token.start() < range.end())
                .checked_sub(1)?,
        };
        (first <= last && last < self.tokens.len()).then_some((first, last))
    }
}

/// How a version came from another one, token by token: what of it begins and ends as before. Spaces and comments are no
/// tokens, so that a formatter changes nothing.
#[derive(Debug, Clone, Copy)]
pub struct Drift<'a> {
    old: &'a Revision,
    new: &'a Revision,
    /// How many tokens are the same from the beginning.
    before: usize,
    /// How many are the same to the end.
    after: usize,
}

impl<'a> Drift<'a> {
    /// Compares two versions.
    pub fn between(old: &'a Revision, new: &'a Revision) -> Drift<'a> {
        let shorter = old.tokens.len().min(new.tokens.len());
        let before = (0..shorter).take_while(|at| old.token(*at) == new.token(*at)).count();
        let from_end = |revision: &'a Revision, at: usize| revision.token(revision.tokens.len() - 1 - at);
        let after = (0..shorter - before)
            .take_while(|at| from_end(old, *at) == from_end(new, *at))
            .count();
        Drift {
            old,
            new,
            before,
            after,
        }
    }

    /// Whether the program is the same.
    pub fn is_same_program(&self) -> bool {
        self.before == self.old.tokens.len() && self.before == self.new.tokens.len()
    }

    /// Where the tokens of a place of the old version are in the new one: none, if one of them is another or something came
    /// between them. What a place begins and ends with that is no token is left out.
    pub fn shift(&self, range: TextRange) -> Option<TextRange> {
        let (first, last) = self.old.tokens_of(range)?;
        let moved = |index: usize| match index {
            _ if last < self.before => Some(index),
            _ if first >= self.old.tokens.len() - self.after => {
                Some(index + self.new.tokens.len() - self.old.tokens.len())
            }
            _ => None,
        };
        let (old_first, old_last) = (self.old.tokens[first], self.old.tokens[last]);
        let (new_first, new_last) = (self.new.tokens[moved(first)?], self.new.tokens[moved(last)?]);
        // It may begin inside of its first token, and end inside of its last one.
        let cut = range.start().max(old_first.start()) - old_first.start();
        let start = new_first.start() + cut;
        if range.is_empty() {
            return Some(TextRange::empty(start));
        }
        let left = old_last.end() - range.end().min(old_last.end());
        Some(TextRange::new(start, new_last.end() - left))
    }

    /// As [`Drift::shift`], of a statement at the top level: none as well if it has become another one, as by a call that was
    /// appended to it.
    pub fn shift_statement(&self, statement: TextRange) -> Option<TextRange> {
        let shifted = self.shift(statement)?;
        let is_whole = |whole: TextRange| self.new.tokens_of(whole) == self.new.tokens_of(shifted);
        // In a text that is broken at the moment there may be none.
        self.new.statement(shifted).is_none_or(is_whole).then_some(shifted)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn revision(text: &str) -> Revision {
        Revision::of(&SourceFile::parse(text))
    }

    /// What becomes of the text between `▷` and `◁` in `old` when it is edited to `new`.
    fn shifted<'n>(old: &str, new: &'n str) -> Option<&'n str> {
        let (start, end) = (old.find('▷').expect("a start"), old.find('◁').expect("an end"));
        let length = end - start - '▷'.len_utf8();
        let start = u32::try_from(start).expect("a short text");
        let range = TextRange::at(start.into(), u32::try_from(length).expect("a short text").into());
        let old = revision(&old.replace(['▷', '◁'], ""));
        let shifted = Drift::between(&old, &revision(new)).shift(range)?;
        Some(&new[shifted])
    }

    #[test]
    fn a_place_moves_with_the_text_around_it() {
        let old = "f(a);\nconst b = ▷nango.get◁(c);\ng();";
        for new in [
            "f(a);\nconst b = nango.get(c);\ng();",
            "f(a, a);\nconst b = nango.get(c);\ng();",
            "f(a);\n// nango.get\nconst b = nango.get(c); g();",
            "f(a);\nconst b = nango.get(c);\nh(); g();",
            "",
        ] {
            let expected = new.contains("= nango.get").then_some("nango.get");
            assert_eq!(shifted(old, new), expected, "{new}");
        }
        assert_eq!(
            shifted(old, "f(a); const b = nango\n  .get(c); g();"),
            Some("nango\n  .get")
        );
    }

    #[test]
    fn what_is_edited_is_gone() {
        let old = "a(▷'one'◁);";
        assert_eq!(shifted(old, "a('two');"), None);
        assert_eq!(shifted("a(▷b.c◁);", "a(b.d.c);"), None);
        assert_eq!(shifted("▷◁", "a;"), None);
        assert_eq!(shifted("▷ ◁ a;", "a;"), None);
    }

    #[test]
    fn a_statement_is_another_one_when_something_is_appended_to_it() {
        let old = revision("const a = z.object({})\nconst b = 1\n");
        let statement = old.statement(TextRange::new(6.into(), 7.into())).expect("a statement");
        let after = |new: &str| {
            let new = revision(new);
            Drift::between(&old, &new)
                .shift_statement(statement)
                .map(|range| new.text[range].to_owned())
        };
        assert_eq!(
            after("// c\nconst a = z.object({})\nconst b = 2\n").as_deref(),
            Some("const a = z.object({})")
        );
        assert_eq!(after("const a = z.object({})\n  .strict()\nconst b = 1\n"), None);
        assert_eq!(after("const a = z.object({ x })\nconst b = 1\n"), None);
    }

    /// A text of these pieces.
    fn program() -> impl Strategy<Value = Vec<&'static str>> {
        const PIECES: [&str; 16] = [
            "a", " ", "\n", "(", ")", "'s'", ".", ";", "{", "}", "const ", "=", "// c\n", "`t ${", "1", "é😀",
        ];
        prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40)
    }

    proptest! {
        #[test]
        fn a_place_still_covers_the_same_tokens_or_is_gone(
            old in program(), new in program(), start in 0..60_usize, length in 0..20_usize,
        ) {
            // Half of the new text is the old one, so that there is something to find again.
            let mixed: String = old.iter().take(old.len() / 2).chain(&new).chain(old.iter().skip(old.len() / 2)).copied().collect();
            let (old, new) = (revision(&old.concat()), revision(&mixed));
            let Some(range) = old.tokens.get(start).map(|token| {
                let last = old.tokens[(start + length).min(old.tokens.len() - 1)];
                token.cover(last)
            }) else { return Ok(()) };
            let tokens = |revision: &Revision, range: TextRange| -> Vec<String> {
                let inside = revision.tokens.iter().filter(|token| range.contains_range(**token));
                inside.map(|token| revision.text[*token].to_owned()).collect()
            };
            let drift = Drift::between(&old, &new);
            if let Some(shifted) = drift.shift(range) {
                prop_assert_eq!(tokens(&old, range), tokens(&new, shifted));
            }
            if drift.is_same_program() {
                prop_assert!(drift.shift(range).is_some());
            }
        }
    }
}
