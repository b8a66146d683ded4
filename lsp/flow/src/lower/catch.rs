//! Catch clauses, and what they care for.

use syntax::ast::{CatchId, ExprId, ExprKind, Node, StmtKind as AstKind};

use super::Lower;
use crate::ir::{Care, Catch};

impl Lower<'_> {
    pub(super) fn catch(&mut self, id: CatchId) -> Catch {
        let ast = self.file.ast();
        let catch = ast[id];
        let care = self.care(id);
        let body = self.block(|lower| {
            lower.scopes.enter();
            if let Some(param) = catch.param {
                let error = lower.unknown();
                lower.destructure(param, error);
            }
            lower.body(catch.body);
            lower.scopes.leave();
        });
        Catch {
            span: catch.range.into(),
            body,
            care,
        }
    }

    /// What a catch clause cares for.
    pub(super) fn care(&self, id: CatchId) -> Care {
        let (file, ast) = (self.file, self.file.ast());
        let (mut throws, mut judges, mut keeps) = (false, false, false);
        for node in ast.descendants(id) {
            match node {
                Node::Stmt(stmt) => match ast[stmt].kind {
                    AstKind::Throw(_) => throws = true,
                    AstKind::If(it) => {
                        let test = file.slice(ast[it.test].range);
                        judges |= may_mean_nothing(test);
                    }
                    _ => {}
                },
                Node::Expr(call) => {
                    if let ExprKind::Call(call) = ast[call].kind {
                        keeps |= self.keeps(call.callee);
                    }
                }
                _ => {}
            }
        }
        match (throws && judges, keeps) {
            (true, _) => Care::Judges,
            (false, true) => Care::Keeps,
            (false, false) => Care::Nothing,
        }
    }

    /// What the function around cares for that asks for outcomes by `Promise.allSettled`: if it takes what was fulfilled, and has no
    /// word for the rest, nothing. Else it looks at them in a way that is not followed.
    pub(super) fn care_of_outcomes(&self, call: ExprId) -> Care {
        let (file, ast) = (self.file, self.file.ast());
        let Some(function) = ast.enclosing_function(call) else {
            return Care::Keeps;
        };
        let text = file.slice(ast[function].range);
        let looks = [
            "rejected",
            "reason",
            "throw",
            "else",
            "!== 'fulfilled'",
            "!= 'fulfilled'",
        ];
        match text.contains("'fulfilled'") && !looks.iter().any(|word| text.contains(word)) {
            true => Care::Nothing,
            false => Care::Keeps,
        }
    }

    /// Whether a call puts something in the place of what failed.
    pub(super) fn keeps(&self, callee: ExprId) -> bool {
        match self.file.ast()[callee].kind {
            ExprKind::Member(member) => {
                let method = self.file.slice(member.property);
                matches!(method, "push" | "set" | "add" | "batchSave" | "batchUpdate")
            }
            _ => false,
        }
    }
}

/// Whether a condition on an error asks for one that means that there is nothing: by its status, or in a way that is not seen. Too
/// many requests and faults of the provider do not.
fn may_mean_nothing(test: &str) -> bool {
    let mut numbers = test
        .split(|char: char| !char.is_ascii_digit())
        .filter(|number| number.len() == 3);
    numbers.all(|number| number.starts_with('4') && !matches!(number, "400" | "429"))
}
