//! Statements that are moved, swapped, put in or taken out: with the comments above them, and at the indentation of their place.

use syntax::ast::{Ast, ExprId, ExprKind, List, Node, Stmt, StmtId, StmtKind};
use syntax::{SourceFile, TextEdit, TextRange, TextSize};

/// A statement of a block.
#[derive(Clone, Copy)]
pub(crate) struct InBlock {
    pub(crate) stmt: StmtId,
    /// The statements of the block, and the place among them.
    pub(crate) all: List<Stmt>,
    pub(crate) at: usize,
}

/// The statement that is nothing but the awaited call `id`: `await nango.log();`.
pub(crate) fn of_call(ast: &Ast, id: ExprId) -> Option<StmtId> {
    let is_around = |node: &Node| match node {
        Node::Expr(id) => matches!(ast[*id].kind, ExprKind::Await(_) | ExprKind::Paren(_)),
        _ => false,
    };
    match ast.ancestors(id).find(|node| !is_around(node))? {
        Node::Stmt(stmt) if matches!(ast[stmt].kind, StmtKind::Expr(_)) => Some(stmt),
        _ => None,
    }
}

/// The method of the call that a statement is: `batchSave` of `await nango.batchSave(…);`.
pub(crate) fn method(source: &SourceFile, stmt: StmtId) -> Option<&str> {
    let ast = source.ast();
    let StmtKind::Expr(mut value) = ast[stmt].kind else {
        return None;
    };
    while let ExprKind::Await(inner) | ExprKind::Paren(inner) = ast[value].kind {
        value = inner;
    }
    let ExprKind::Call(call) = ast[value].kind else {
        return None;
    };
    match ast[call.callee].kind {
        ExprKind::Member(member) => Some(source.slice(member.property)),
        _ => None,
    }
}

/// The block around a statement; none of a branch without braces.
pub(crate) fn in_block(ast: &Ast, stmt: StmtId) -> Option<InBlock> {
    let all = match ast.parent(stmt)? {
        Node::Stmt(block) => match ast[block].kind {
            StmtKind::Block(all) => all,
            _ => return None,
        },
        Node::Case(case) => ast[case].body,
        _ => return None,
    };
    let at = all.iter().position(|other| other == stmt)?;
    Some(InBlock { stmt, all, at })
}

/// A statement with the comments directly above it, and one behind it in its line.
pub(crate) fn with_comments(source: &SourceFile, stmt: StmtId) -> TextRange {
    let (text, range) = (source.text(), source.ast()[stmt].range);
    let (mut start, mut end) = (range.start(), range.end());
    for comment in source
        .ast()
        .comments()
        .iter()
        .rev()
        .filter(|it| it.range.end() <= range.start())
    {
        let between = &text[usize::from(comment.range.end())..usize::from(start)];
        let is_above = between.trim().is_empty() && between.matches('\n').count() == 1;
        if !is_above || !is_alone_before(text, comment.range.start()) {
            break;
        }
        start = comment.range.start();
    }
    for comment in source
        .ast()
        .comments()
        .iter()
        .filter(|it| it.range.start() >= range.end())
    {
        let between = &text[usize::from(end)..usize::from(comment.range.start())];
        if between.contains('\n') || !between.trim().is_empty() {
            break;
        }
        end = comment.range.end();
    }
    TextRange::new(start, end)
}

/// Takes a range out, with its lines if nothing else stands in them.
pub(crate) fn take_out(source: &SourceFile, range: TextRange) -> TextEdit {
    TextEdit::delete(lines(source, range).unwrap_or(range))
}

/// A text in a line of its own before the line of `offset`, indented like that.
pub(crate) fn line_before(source: &SourceFile, offset: TextSize, text: &str) -> TextEdit {
    let indent = indentation(source, offset);
    TextEdit::insert(offset, format!("{text}{}{indent}", eol(source)))
}

/// A text in a line of its own behind `offset`, the end of something that is indented as `indent`.
pub(crate) fn line_behind(source: &SourceFile, offset: TextSize, indent: &str, text: &str) -> TextEdit {
    TextEdit::insert(offset, format!("{}{indent}{text}", eol(source)))
}

/// The blanks that the line of `offset` begins with.
pub(crate) fn indentation(source: &SourceFile, offset: TextSize) -> &str {
    let text = source.text();
    let start = line_start(text, offset);
    let line = &text[start..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// A text that stood at the indentation `from`, at the indentation `to`. None where a text literal has several lines: its blanks
/// mean something.
pub(crate) fn indented(source: &SourceFile, range: TextRange, to: &str) -> Option<String> {
    let from = indentation(source, range.start());
    let ast = source.ast();
    let is_literal = |node: Node| match node {
        Node::Expr(id) => {
            let literal = ast[id].range;
            matches!(ast[id].kind, ExprKind::Template(_))
                && range.contains_range(literal)
                && source.slice(literal).contains('\n')
        }
        _ => false,
    };
    if ast.nodes().any(is_literal) {
        return None;
    }
    let mut lines = source.slice(range).split('\n');
    let mut moved = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        moved.push('\n');
        match line.strip_prefix(from) {
            Some(rest) if !rest.trim().is_empty() => {
                moved.push_str(to);
                moved.push_str(rest);
            }
            _ => moved.push_str(line),
        }
    }
    Some(moved)
}

/// How the lines of the file end.
pub(crate) fn eol(source: &SourceFile) -> &'static str {
    project::Eol::of(source.text()).as_str()
}

/// The whole lines of a range, with the end of the last; none if something else stands in them.
fn lines(source: &SourceFile, range: TextRange) -> Option<TextRange> {
    let text = source.text();
    let end = usize::from(range.end());
    let rest = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let is_alone = is_alone_before(text, range.start()) && text[end..rest].trim().is_empty();
    is_alone.then(|| {
        let start = line_start(text, range.start());
        TextRange::new((start as u32).into(), (rest as u32).into())
    })
}

fn is_alone_before(text: &str, offset: TextSize) -> bool {
    text[line_start(text, offset)..usize::from(offset)].trim().is_empty()
}

fn line_start(text: &str, offset: TextSize) -> usize {
    text[..usize::from(offset)].rfind('\n').map_or(0, |at| at + 1)
}
