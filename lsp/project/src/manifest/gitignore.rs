//! `.gitignore` of the root.

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use syntax::{LineIndex, TextSize};

use crate::{Eol, FilePath, Name, Span};

/// The patterns of a `.gitignore`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitIgnore {
    /// Where it is.
    pub file: FilePath,
    /// For the positions of its spans.
    pub lines: LineIndex,
    /// How its lines end.
    pub eol: Eol,
    /// The patterns, in source order, without comments and empty lines.
    pub patterns: Box<[Name]>,
    /// Whether the last line ends in a line end (or the file is empty).
    pub ends_in_eol: bool,
    /// Whether `.env` in the root is ignored by these patterns.
    pub ignores_env: bool,
    /// The place of the pattern that ignores `.nango` in the root, if one does.
    pub ignores_nango: Option<Name>,
}

impl GitIgnore {
    /// Reads a `.gitignore` that lies in the root.
    pub fn parse(file: FilePath, text: &str) -> GitIgnore {
        let mut patterns = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let pattern = line.trim();
            if !pattern.is_empty() && !pattern.starts_with('#') {
                let at = TextSize::new((start + line.len() - line.trim_start().len()) as u32);
                patterns.push(Name {
                    text: pattern.into(),
                    span: Span::new(at, at + TextSize::of(pattern)),
                });
            }
            start += line.len();
        }
        let rules = rules(&patterns);
        let nango = [rules.matched(".nango", true), rules.matched(".nango/nango.json", false)];
        let culprit = nango
            .iter()
            .find(|found| found.is_ignore())
            .and_then(|found| found.inner());
        GitIgnore {
            file,
            lines: LineIndex::new(text),
            eol: Eol::of(text),
            ends_in_eol: text.is_empty() || text.ends_with('\n'),
            ignores_env: rules.matched(".env", false).is_ignore(),
            ignores_nango: culprit.and_then(|glob| {
                patterns
                    .iter()
                    .rfind(|pattern| &*pattern.text == glob.original())
                    .cloned()
            }),
            patterns: patterns.into(),
        }
    }
}

fn rules(patterns: &[Name]) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for pattern in patterns {
        // A pattern that is no glob ignores nothing, for git too.
        let _ = builder.add_line(None, &pattern.text);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, ignores_env: bool, ignores_nango: Option<&str>) {
        let ignore = GitIgnore::parse(FilePath::new("/p/.gitignore"), text);
        let culprit = ignore.ignores_nango.as_ref();
        assert_eq!(
            (ignore.ignores_env, culprit.map(|pattern| &*pattern.text)),
            (ignores_env, ignores_nango),
            "{text:?}"
        );
        if let Some(Name { text: pattern, span }) = culprit {
            assert_eq!(&text[usize::from(span.start())..usize::from(span.end())], &**pattern);
        }
    }

    #[test]
    fn what_is_ignored_in_the_root() {
        check("node_modules\n.env\n", true, None);
        check("# .env\n.nango\n", false, Some(".nango"));
        check("  .nango/\r\n.env*\r\n", true, Some(".nango/"));
        check(".nango/*.json", false, Some(".nango/*.json"));
    }

    #[test]
    fn a_later_pattern_may_take_it_back() {
        check(".*\n!.nango\n", true, None);
        check(".env\n!.env", false, None);
    }
}
