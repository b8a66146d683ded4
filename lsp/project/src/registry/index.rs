//! What the text of an `index.ts` says, before anything is looked up.

use std::borrow::Cow;
use std::iter;
use std::sync::Arc;

use syntax::ast::{Ast, ExportKind, ExprKind, ImportKind, Node, StmtId, StmtKind};
use syntax::{SourceFile, TextSize};

use super::layout::Layout;
use super::scan::{self, Match};
use super::{Style, WhyUnmatched};
use crate::{Eol, Span};

/// What the text of an `index.ts` says: a pure function of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Index {
    /// Whether the file on the disk begins with one; editors keep it and do not show it.
    pub(crate) byte_order_mark: bool,
    pub(super) matches: Box<[Matched]>,
    pub(super) missed: Box<[Missed]>,
    pub(super) style: Style,
    pub(super) eol: Eol,
    pub(super) layout: Layout,
}

/// A match of the compiler's regex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Matched {
    pub(super) path: Arc<str>,
    pub(super) span: Span,
    pub(super) path_span: Span,
    pub(super) line_span: Span,
    pub(super) commented: bool,
    /// Whether nothing else stands on its line.
    pub(super) alone: bool,
}

/// An import that the regex does not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missed {
    pub(super) source: Box<str>,
    pub(super) span: Span,
    pub(super) line_span: Span,
    pub(super) why: WhyUnmatched,
    /// What goes when the import is rewritten: with the blanks before it.
    pub(super) replaced: Span,
    /// Whether it has to be moved to a line of its own.
    pub(super) breaks_line: bool,
}

impl Index {
    /// Reads an `index.ts`. `byte_order_mark` says whether the file begins with one on the disk, where the compiler reads
    /// it; the text of `file` does not have it.
    pub fn of(file: &SourceFile, byte_order_mark: bool) -> Index {
        let text = file.text();
        let mut found = scan::matches(text);
        if byte_order_mark {
            found.retain(|entry| entry.start > 0);
        }
        let matches: Box<[Matched]> = found.iter().map(|entry| matched(file, entry)).collect();
        let missed = file
            .ast()
            .body()
            .iter()
            .filter_map(|stmt| missed(file, stmt, &found, byte_order_mark));
        Index {
            byte_order_mark,
            missed: missed.collect(),
            style: Style::of(text, &matches),
            eol: Eol::of(text),
            layout: Layout::of(file),
            matches,
        }
    }
}

fn matched(file: &SourceFile, entry: &Match) -> Matched {
    let text = file.text();
    let line = line_around(text, entry.start, entry.end);
    Matched {
        path: text[entry.path_start..entry.path_end].into(),
        span: span(entry.start, entry.end),
        path_span: span(entry.path_start, entry.path_end),
        line_span: span(line.0, line.1),
        commented: is_commented(file.ast(), offset(entry.start)),
        alone: text[line.0..entry.start].trim().is_empty() && text[entry.end..line.1].trim().is_empty(),
    }
}

/// Whether an import at the start of a line is inside of a comment or a template.
fn is_commented(ast: &Ast, at: TextSize) -> bool {
    let comments = ast.comments();
    let before = comments.partition_point(|comment| comment.range.start() <= at);
    if before > 0 && comments[before - 1].range.end() > at {
        return true;
    }
    let body = &ast[ast.body()];
    let before = body.partition_point(|stmt| stmt.range.start() <= at);
    before > 0 && body[before - 1].range.start() < at && is_in_template(ast, at)
}

fn is_in_template(ast: &Ast, at: TextSize) -> bool {
    let is_template = |node| matches!(node, Node::Expr(id) if matches!(ast[id].kind, ExprKind::Template(_)));
    ast.node_at(at).is_some_and(|node| {
        let template = iter::once(node)
            .chain(ast.ancestors(node))
            .find(|node| is_template(*node));
        template.is_some_and(|template| ast.range(template).contains(at))
    })
}

fn missed(file: &SourceFile, stmt: StmtId, found: &[Match], byte_order_mark: bool) -> Option<Missed> {
    let range = file.ast()[stmt].range;
    let (start, end) = (usize::from(range.start()), usize::from(range.end()));
    if found.binary_search_by_key(&start, |entry| entry.start).is_ok() {
        return None;
    }
    let (source, form) = imported(file, stmt)?;
    let text = file.text();
    let line = line_around(text, start, end);
    let before = &text[line.0..start];
    let blanks = before.len() - before.trim_end().len();
    let breaks_line = blanks < before.len();
    let why = match form {
        Some(why) => why,
        None if source.starts_with("../") => WhyUnmatched::ParentPath,
        None if !source.starts_with("./") => WhyUnmatched::BarePath,
        None if byte_order_mark && start == 0 => WhyUnmatched::ByteOrderMark,
        None if breaks_line => WhyUnmatched::SecondOnLine,
        None if blanks > 0 => WhyUnmatched::Indented,
        None if file.slice(range).starts_with("import'") || file.slice(range).starts_with("import\"") => {
            WhyUnmatched::NoBlank
        }
        None => WhyUnmatched::TwoBlanks,
    };
    Some(Missed {
        source: source.into(),
        span: range.into(),
        line_span: span(line.0, line.1),
        why,
        replaced: span(start - blanks, end),
        breaks_line,
    })
}

/// The path that a statement imports or re-exports, and what is wrong with the form if it is no side-effect import.
fn imported(file: &SourceFile, stmt: StmtId) -> Option<(Cow<'_, str>, Option<WhyUnmatched>)> {
    let ast = file.ast();
    let (source, why) = match ast[stmt].kind {
        StmtKind::Import(id) => {
            let import = &ast[id];
            let why = match import.kind {
                ImportKind::Alias => return None,
                ImportKind::Require => Some(WhyUnmatched::ImportEquals),
                _ if import.type_only => Some(WhyUnmatched::TypeImport),
                ImportKind::SideEffect => None,
                ImportKind::Clause if import.default.is_some() => Some(WhyUnmatched::DefaultImport),
                ImportKind::Clause if import.namespace.is_some() => Some(WhyUnmatched::NamespaceImport),
                ImportKind::Clause => Some(WhyUnmatched::NamedImport),
            };
            (import.source?, why)
        }
        StmtKind::Export(id) => match ast[id].kind {
            ExportKind::Named { source, .. } | ExportKind::All { source, .. } => {
                (source?, Some(WhyUnmatched::ReExport))
            }
            _ => return None,
        },
        StmtKind::Expr(mut value) => {
            if let ExprKind::Await(inner) = ast[value].kind {
                value = inner;
            }
            let ExprKind::DynamicImport(args) = ast[value].kind else {
                return None;
            };
            (args.first()?, Some(WhyUnmatched::DynamicImport))
        }
        _ => return None,
    };
    Some((file.string_value(source)?, why))
}

/// From the start of the line that holds `start` to the end of the one that holds `end`, with the line end.
pub(super) fn line_around(text: &str, start: usize, end: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let first = memchr::memrchr2(b'\n', b'\r', &bytes[..start]).map_or(0, |at| at + 1);
    let last = match memchr::memchr2(b'\n', b'\r', &bytes[end..]) {
        Some(at) if bytes[end + at..].starts_with(b"\r\n") => end + at + 2,
        Some(at) => end + at + 1,
        None => bytes.len(),
    };
    (first, last)
}

pub(super) fn offset(at: usize) -> TextSize {
    TextSize::new(at as u32)
}

pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_commented(text: &str, expected: &[bool]) {
        let index = Index::of(&SourceFile::parse(text), false);
        let found: Vec<bool> = index.matches.iter().map(|entry| entry.commented).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_typescript_does_not_see() {
        check_commented(
            "import './a.js';\n/*\nimport './b.js';\n*/\nimport './c.js';",
            &[false, true, false],
        );
        check_commented("const text = `\nimport './a.js';\n`;\nimport './b.js';", &[true, false]);
        check_commented("import './a.js\";\nimport './b.js';", &[false, false]);
    }

    #[track_caller]
    fn check_missed(text: &str, expected: &[WhyUnmatched]) {
        let index = Index::of(&SourceFile::parse(text), false);
        let found: Vec<WhyUnmatched> = index.missed.iter().map(|missed| missed.why).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn what_the_compiler_does_not_see() {
        use WhyUnmatched::*;
        check_missed(
            "import a from './a.js';\nimport * as b from './b.js';\nimport { c } from './c.js';",
            &[DefaultImport, NamespaceImport, NamedImport],
        );
        check_missed(
            "export * from './a.js';\nexport { default } from './b.js';\nexport const c = 1;",
            &[ReExport, ReExport],
        );
        check_missed(
            "import type { A } from './a.js';\nimport b = require('./b.js');",
            &[TypeImport, ImportEquals],
        );
        check_missed(
            "import('./a.js');\nawait import('./b.js');",
            &[DynamicImport, DynamicImport],
        );
        check_missed("import '../a.js';\nimport 'b.js';", &[ParentPath, BarePath]);
        check_missed(
            "import './a.js'; import './b.js';\n/* c */ import './c.js';",
            &[SecondOnLine, SecondOnLine],
        );
        check_missed(" import './a.js';\n\timport './b.js';", &[Indented, Indented]);
        check_missed(
            "import'./a.js';\nimport  './b.js';\nimport\n'./c.js';",
            &[NoBlank, TwoBlanks, TwoBlanks],
        );
    }

    #[test]
    fn a_byte_order_mark_hides_the_first_line() {
        let index = Index::of(&SourceFile::parse("import './a.js';\nimport './b.js';"), true);
        assert_eq!(index.matches.len(), 1);
        assert_eq!(index.missed[0].why, WhyUnmatched::ByteOrderMark);
    }
}
