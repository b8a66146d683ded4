//! A statement of a `finally` or a catch clause, moved behind the `try`.

use syntax::SourceFile;
use syntax::ast::{ExprId, ExprKind, Node, PatternKind, StmtId, StmtKind};

use crate::prelude::*;
use crate::statements;

/// The edits that move the statement of a call behind the `try` that it stands in. None if it would not be reached there after
/// a success, or would be after a failure.
pub(super) fn behind_try(source: &SourceFile, end: ExprId) -> Option<Vec<TextEdit>> {
    let ast = source.ast();
    let mut moved = statements::in_block(ast, statements::of_call(ast, end)?)?;
    // A guard goes along: `if (started) { await nango.trackDeletesEnd('Deal'); }`.
    let around = |stmt: StmtId| ast.parent(ast.parent(stmt)?);
    while let Some(Node::Stmt(guard)) = around(moved.stmt)
        && matches!(ast[guard].kind, StmtKind::If(it) if it.alternate.is_none())
        && moved.all.len() == 1
    {
        moved = statements::in_block(ast, guard)?;
    }
    let block = ast.parent(moved.stmt)?;
    let (attempt, is_finally) = match ast.parent(block)? {
        Node::Stmt(attempt) => (attempt, true),
        Node::Catch(catch) => match ast.parent(catch)? {
            Node::Stmt(attempt) => (attempt, false),
            _ => return None,
        },
        _ => return None,
    };
    let StmtKind::Try(it) = ast[attempt].kind else {
        return None;
    };
    // As the only statement of a branch without braces it has no place behind it.
    let around = statements::in_block(ast, attempt)?;
    let is_in_place = !is_finally || it.finally.is_some_and(|finally| Node::Stmt(finally) == block);
    let rethrows = it.catch.is_none_or(|catch| match ast[ast[catch].body].kind {
        StmtKind::Block(body) => body
            .last()
            .is_some_and(|last| matches!(ast[last].kind, StmtKind::Throw(_))),
        _ => false,
    });
    if !is_in_place || !rethrows || leaves(source, it.block) {
        return None;
    }
    let range = statements::with_comments(source, moved.stmt);
    let indent = statements::indentation(source, ast[attempt].range.start());
    let text = statements::indented(source, range, indent)?;
    let is_all = is_finally && moved.all.len() == 1 && is_only(source, block, range);
    if !is_all {
        let behind = statements::line_behind(source, ast[attempt].range.end(), indent, &text);
        return Some(vec![statements::take_out(source, range), behind]);
    }
    match it.catch {
        Some(catch) => {
            let clause = TextRange::new(ast[catch].range.end(), ast[attempt].range.end());
            let text = format!("{}{indent}{text}", statements::eol(source));
            Some(vec![TextEdit::replace(clause, text)])
        }
        None => {
            if is_shadowing(source, it.block, around) {
                return None;
            }
            let body = inside(source, it.block)?;
            let body = statements::indented(source, body, indent)?;
            let text = format!("{body}{}{indent}{text}", statements::eol(source));
            Some(vec![TextEdit::replace(ast[attempt].range, text)])
        }
    }
}

/// Whether a block may be left but at its end or with a failure: then what is moved behind it is passed by.
fn leaves(source: &SourceFile, block: StmtId) -> bool {
    let ast = source.ast();
    let function = ast.enclosing_function(block);
    ast.descendants(block).any(|node| {
        let Node::Stmt(stmt) = node else { return false };
        if ast.enclosing_function(stmt) != function {
            return false;
        }
        // What a jump leaves; for `return` that is the function.
        let mut inner = ast
            .ancestors(stmt)
            .take_while(|it| *it != Node::Stmt(block))
            .filter_map(|it| match it {
                Node::Stmt(it) => Some(ast[it].kind),
                _ => None,
            });
        match ast[stmt].kind {
            StmtKind::Return(_) => true,
            StmtKind::Break(Some(label)) | StmtKind::Continue(Some(label)) => !inner.any(
                |it| matches!(it, StmtKind::Labeled { label: own, .. } if source.slice(own) == source.slice(label)),
            ),
            StmtKind::Break(None) => !inner.any(|it| is_loop(it) || matches!(it, StmtKind::Switch { .. })),
            StmtKind::Continue(None) => !inner.any(is_loop),
            _ => false,
        }
    })
}

fn is_loop(kind: StmtKind) -> bool {
    matches!(
        kind,
        StmtKind::For(_) | StmtKind::ForIn(_) | StmtKind::ForOf(_) | StmtKind::While { .. } | StmtKind::DoWhile { .. }
    )
}

/// Whether a name that a block declares means something else around it, where its statements are to stand.
fn is_shadowing(source: &SourceFile, block: StmtId, around: statements::InBlock) -> bool {
    let ast = source.ast();
    let StmtKind::Block(body) = ast[block].kind else {
        return true;
    };
    let mut names = Vec::new();
    for stmt in body {
        match ast[stmt].kind {
            StmtKind::Var { declarators, .. } => {
                for declarator in declarators {
                    let declared = ast.descendants(ast[declarator].pattern).filter_map(|node| match node {
                        Node::Pattern(id) if matches!(ast[id].kind, PatternKind::Ident) => {
                            Some(source.slice(ast[id].range))
                        }
                        _ => None,
                    });
                    names.extend(declared);
                }
            }
            StmtKind::Function(id) => names.extend(ast[id].name.map(|name| source.slice(name))),
            StmtKind::Class(_) => return true,
            _ => {}
        }
    }
    // The parameters of a function stand in the scope of its body.
    let Some(outer) = ast.parent(around.stmt) else {
        return !names.is_empty();
    };
    let scope = match ast.parent(outer) {
        Some(function @ Node::Function(_)) => function,
        _ => outer,
    };
    let inner = ast[block].range;
    ast.descendants(scope).any(|node| {
        let range = match node {
            Node::Expr(id) if matches!(ast[id].kind, ExprKind::Ident) => ast[id].range,
            Node::Pattern(id) if matches!(ast[id].kind, PatternKind::Ident) => ast[id].range,
            Node::Function(id) => match ast[id].name {
                Some(name) => name,
                None => return false,
            },
            _ => return false,
        };
        !inner.contains_range(range) && names.contains(&source.slice(range))
    })
}

/// Whether nothing stands in a block but that range.
fn is_only(source: &SourceFile, block: Node, range: TextRange) -> bool {
    let Node::Stmt(block) = block else { return false };
    inside(source, block).is_some_and(|inside| inside == range)
}

/// What stands between the braces of a block, blanks at the ends left off.
fn inside(source: &SourceFile, block: StmtId) -> Option<TextRange> {
    let range = source.ast()[block].range;
    let text = source.slice(range).strip_prefix('{')?.strip_suffix('}')?;
    let start = range.start() + TextSize::of('{') + TextSize::of(&text[..text.len() - text.trim_start().len()]);
    (!text.trim().is_empty()).then(|| TextRange::at(start, TextSize::of(text.trim())))
}
