//! Imports of `index.ts` that the compiler's regex does not see.

use crate::{FilePath, Span};

/// An import or a re-export of a file that TypeScript sees in `index.ts` and the compiler's regex does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The statement.
    pub span: Span,
    /// The line, or lines, that it stands on, with the line end.
    pub line_span: Span,
    /// The path as written.
    pub source: Box<str>,
    /// The file that it stands for, if the project has it.
    pub target: Option<FilePath>,
    /// Why the regex does not match. If several things are wrong, the first in the order of the variants.
    pub why: WhyUnmatched,
}

/// Why the compiler's regex, `/^import ['"](?<path>\.\/[^'"]+)['"];?/gm`, does not match an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WhyUnmatched {
    /// `export * from './x.js'`, `export { a } from './x.js'`.
    ReExport,
    /// `import type … from './x.js'`.
    TypeImport,
    /// `import x = require('./x.js')`.
    ImportEquals,
    /// `import x from './x.js'`.
    DefaultImport,
    /// `import * as x from './x.js'`.
    NamespaceImport,
    /// `import { x } from './x.js'`, `import {} from './x.js'`.
    NamedImport,
    /// `import('./x.js')` as a statement.
    DynamicImport,
    /// The path leaves the project folder: `../x.js`.
    ParentPath,
    /// The path does not begin with `./`: `x.js`.
    BarePath,
    /// A byte order mark stands before it.
    ByteOrderMark,
    /// Another statement or a comment stands before it on its line.
    SecondOnLine,
    /// White space stands before it on its line.
    Indented,
    /// Nothing stands between `import` and the quote.
    NoBlank,
    /// Something else than one blank stands between `import` and the quote: two blanks, a tab, a comment, a line end.
    TwoBlanks,
}
