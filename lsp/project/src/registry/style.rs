//! How the lines of an `index.ts` are written.

use super::index::Matched;

/// How the lines of an `index.ts` are written, by majority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// `"` instead of `'`.
    pub double_quotes: bool,
    /// Whether a line ends in `;`.
    pub semicolon: bool,
    /// Whether a path ends in `.js`.
    pub js_extension: bool,
}

impl Default for Style {
    /// The style of Nango's own template: `import './github/syncs/fetchIssues.js';`.
    fn default() -> Style {
        Style {
            double_quotes: false,
            semicolon: true,
            js_extension: true,
        }
    }
}

impl Style {
    pub(super) fn of(text: &str, matches: &[Matched]) -> Style {
        let slice = |entry: &Matched| &text[usize::from(entry.span.start())..usize::from(entry.span.end())];
        let live = matches.iter().filter(|entry| !entry.commented);
        let (mut quotes, mut semicolons, mut extensions) = (Vote::default(), Vote::default(), Vote::default());
        for entry in live {
            quotes.cast(slice(entry).starts_with("import \""));
            semicolons.cast(slice(entry).ends_with(';'));
            // `.ts` is an error and no habit.
            if !entry.path.ends_with(".ts") {
                extensions.cast(entry.path.ends_with(".js"));
            }
        }
        let default = Style::default();
        Style {
            double_quotes: quotes.outcome(default.double_quotes),
            semicolon: semicolons.outcome(default.semicolon),
            js_extension: extensions.outcome(default.js_extension),
        }
    }

    /// The import of `path`, without a line end. An extension of `path` is left out or written as the style says.
    pub fn import(self, path: &str) -> String {
        let path = [".js", ".ts"]
            .iter()
            .find_map(|end| path.strip_suffix(end))
            .unwrap_or(path);
        let path = path.strip_prefix("./").unwrap_or(path);
        let quote = if self.double_quotes { '"' } else { '\'' };
        let extension = if self.js_extension { ".js" } else { "" };
        let semicolon = if self.semicolon { ";" } else { "" };
        format!("import {quote}./{path}{extension}{quote}{semicolon}")
    }
}

#[derive(Default)]
struct Vote {
    yes: usize,
    no: usize,
}

impl Vote {
    fn cast(&mut self, yes: bool) {
        *if yes { &mut self.yes } else { &mut self.no } += 1;
    }

    /// What most are for; `tie` if there is no majority.
    fn outcome(&self, tie: bool) -> bool {
        if self.yes == self.no { tie } else { self.yes > self.no }
    }
}
