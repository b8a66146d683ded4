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
        let live = || matches.iter().filter(|entry| !entry.commented);
        let most = |holds: &dyn Fn(&Matched) -> bool, by_default: bool| {
            let (count, all) = (live().filter(|entry| holds(entry)).count() * 2, live().count());
            if count == all { by_default } else { count > all }
        };
        let default = Style::default();
        let slice = |entry: &Matched| &text[usize::from(entry.span.start())..usize::from(entry.span.end())];
        Style {
            double_quotes: most(&|entry| slice(entry).starts_with("import \""), default.double_quotes),
            semicolon: most(&|entry| slice(entry).ends_with(';'), default.semicolon),
            js_extension: most(&|entry| entry.path.ends_with(".js"), default.js_extension),
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
