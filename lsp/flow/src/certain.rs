//! What goes wrong in a function whose ways are too many, or not understood, as far as it is certain without them: an end call that
//! stands in `finally`, under no condition, where a request or a batch may fail before it.

use project::Span;

use crate::explore::{Fault, FaultKind, PathStep, What};
use crate::ir::{Block, Callee, Name, Op, OpKind, Program, Stmt, StmtKind, Try};

/// How deep calls are followed.
const MAX_DEPTH: usize = 4;

/// The faults that are certain, in the order of the text.
pub(crate) fn faults(program: &Program) -> Vec<Fault> {
    let Some(exec) = program.exec else {
        return Vec::new();
    };
    let mut found = Vec::new();
    in_block(program, &program.function(exec).body, &mut Vec::new(), &mut found);
    found
}

/// `open` are the models whose window is open when the block begins.
fn in_block(program: &Program, block: &Block, open: &mut Vec<Name>, found: &mut Vec<Fault>) {
    for stmt in block {
        match &stmt.kind {
            StmtKind::Op(op) => match op.kind {
                OpKind::Start(model) => open.push(model),
                OpKind::End(model) => open.retain(|other| *other != model),
                _ => {}
            },
            StmtKind::Try(it) => {
                ends_anyway(program, it, open, found);
                in_block(program, &it.block, open, found);
            }
            // Whether it is entered is not known: what is opened there may not be.
            StmtKind::If { then, otherwise, .. } => {
                for branch in [then, otherwise] {
                    in_block(program, branch, &mut open.clone(), found);
                }
            }
            _ => {}
        }
    }
}

/// An end call in the `finally` of a `try` in which records are saved: of a window that is open, or opened first of all there.
fn ends_anyway(program: &Program, it: &Try, open: &[Name], found: &mut Vec<Fault>) {
    let is_first = |model: Name| {
        let first = it.block.iter().find_map(|stmt| match &stmt.kind {
            StmtKind::Op(op) => Some(op.kind),
            _ => None,
        });
        first == Some(OpKind::Start(model))
    };
    for stmt in it.finally.iter().flatten() {
        // Whatever else may leave the clause before the end call is not looked at.
        let StmtKind::Op(Op { kind, span, .. }) = &stmt.kind else {
            if leaves(stmt) {
                return;
            }
            continue;
        };
        let OpKind::End(model) = *kind else { continue };
        if (open.contains(&model) || is_first(model)) && saves(program, &it.block, model, 0) {
            found.push(fault(program, model, *span, it));
        }
    }
}

fn fault(program: &Program, model: Name, span: Span, it: &Try) -> Fault {
    let finally = it.finally.iter().flatten().next().map_or(span, |stmt| stmt.span);
    Fault {
        kind: FaultKind::EndAfterFailure,
        file: None,
        span,
        model: Some(program.names[model.0 as usize].clone()),
        path: vec![PathStep {
            file: None,
            span: finally,
            what: What::Finally,
        }],
        fields: Vec::new(),
        has_checkpoint: false,
    }
}

/// Whether a statement may lead past those behind it, other than by a failure.
fn leaves(stmt: &Stmt) -> bool {
    !matches!(stmt.kind, StmtKind::Assign(..) | StmtKind::Put(..))
}

/// Whether records of a model are saved in a block, or in a function of the file that it calls.
fn saves(program: &Program, block: &Block, model: Name, depth: usize) -> bool {
    let within = |block: &Block| saves(program, block, model, depth);
    block.iter().any(|stmt| match &stmt.kind {
        StmtKind::Op(op) => op.kind == OpKind::Save(model),
        StmtKind::Call {
            callee: Callee::Local(function),
            ..
        }
        | StmtKind::Each { callback: function, .. } => {
            depth < MAX_DEPTH && saves(program, &program.function(*function).body, model, depth + 1)
        }
        StmtKind::If { then, otherwise, .. } => within(then) || within(otherwise),
        StmtKind::Loop(it) => within(&it.body),
        StmtKind::Pages(it) => within(&it.body),
        StmtKind::Generated(it) => within(&it.body),
        StmtKind::Try(it) => within(&it.block),
        StmtKind::Switch { cases, .. } => cases.iter().any(|(_, block)| within(block)),
        StmtKind::Labeled(_, block) => within(block),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use syntax::SourceFile;

    use super::faults;

    #[track_caller]
    fn check(body: &str, expected: usize) {
        let text = format!("export default createSync({{ exec: async (nango) => {{\n{body}\n}} }}); // trackDeletes");
        let program = crate::lower::program(&SourceFile::parse(text)).unwrap_or_default();
        assert_eq!(faults(&program).len(), expected, "{body}");
    }

    const START: &str = "await nango.trackDeletesStart('A');";
    const SAVE: &str = "for (const id of ids) { if (id) { await nango.batchSave([await nango.get({ id })], 'A'); } }";
    const END: &str = "await nango.trackDeletesEnd('A');";

    #[test]
    fn an_end_that_always_comes() {
        check(&format!("{START} try {{ {SAVE} }} finally {{ {END} }}"), 1);
        check(&format!("try {{ {START} {SAVE} }} finally {{ {END} }}"), 1);
        check(
            &format!(
                "{START} const save = async () => {{ {SAVE} }}; try {{ await save(); }} catch (e) {{ throw e; }} finally {{ {END} }}"
            ),
            1,
        );
    }

    #[test]
    fn an_end_that_may_not() {
        for body in [
            format!("{START} let done = false; try {{ {SAVE} done = true; }} finally {{ if (done) {{ {END} }} }}"),
            format!("{START} {SAVE} try {{ await nango.log('a'); }} finally {{ {END} }}"),
            format!("if (ids) {{ {START} }} try {{ {SAVE} }} finally {{ {END} }}"),
            format!("{START} let ok = false; try {{ {SAVE} ok = true; }} finally {{ if (!ok) {{ return; }} {END} }}"),
            format!("{START} try {{ {SAVE} }} catch (e) {{ throw e; }} {END}"),
        ] {
            check(&body, 0);
        }
    }

    #[test]
    fn it_is_asked_where_the_ways_are_not_followed() {
        let tracked = format!("{START} try {{ helper(nango); {SAVE} }} finally {{ {END} }}");
        let text = format!("export default createSync({{ exec: async (nango) => {{\n{tracked}\n}} }});");
        let summary = crate::Summary::of(&SourceFile::parse(text), None);
        let found = summary.faults(&project::FilePath::new("/crm/syncs/deals.ts"), &crate::summary::Alone);
        assert_eq!(found.len(), 1);
    }
}
