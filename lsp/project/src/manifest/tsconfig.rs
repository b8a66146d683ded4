//! `tsconfig.json` of the root.

use syntax::LineIndex;

use crate::FilePath;

/// What matters of a `tsconfig.json`: the compiler ignores it, and `nango dev` overwrites it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TsConfig {
    /// Where it is.
    pub file: FilePath,
    /// For positions.
    pub lines: LineIndex,
    /// Whether it says that Nango manages it (`$comment`).
    pub is_managed: bool,
}

impl TsConfig {
    /// Reads a `tsconfig.json`.
    pub fn parse(file: FilePath, text: &str) -> TsConfig {
        TsConfig {
            file,
            lines: LineIndex::new(text),
            is_managed: text.contains(MANAGED),
        }
    }
}

/// What `nango dev` writes to `$comment` (`syncTsConfig`).
const MANAGED: &str = "This file is managed by Nango";
