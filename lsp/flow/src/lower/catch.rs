//! Catch clauses, and what they care for.

use syntax::ast::{CatchId, ExprId, ExprKind, FunctionId, Node, StmtKind as AstKind};

use super::Lower;
use crate::ir::{Care, Catch, Expr};

impl<'a> Lower<'a> {
    pub(super) fn catch(&mut self, id: CatchId) -> Catch {
        let ast = self.file.ast();
        let catch = ast[id];
        let care = self.care(id);
        let outer = self.errors.len();
        self.errors.extend(self.known_of_error(id));
        let body = self.block(|lower| {
            lower.scopes.enter();
            if let Some(param) = catch.param {
                // Nobody throws `undefined`, or an empty text.
                let error = lower.add(Expr::Computed(Vec::new()));
                lower.destructure(param, error);
            }
            lower.body(catch.body);
            lower.scopes.leave();
        });
        self.errors.truncate(outer);
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

    /// In a catch clause that clears the checkpoint, the names of the error and of what is made from it: what they say may well be
    /// that there is one, as where a token was refused.
    fn known_of_error(&self, id: CatchId) -> Vec<&'a str> {
        let (file, ast) = (self.file, self.file.ast());
        let Some(error) = ast[id]
            .param
            .filter(|_| file.slice(ast[id].range).contains("clearCheckpoint"))
        else {
            return Vec::new();
        };
        let mut names = vec![file.slice(ast[error].range)];
        for node in ast.descendants(id) {
            let Node::Stmt(stmt) = node else { continue };
            let AstKind::Var { declarators, .. } = ast[stmt].kind else {
                continue;
            };
            for declarator in declarators {
                let declarator = ast[declarator];
                if declarator.init.is_some_and(|init| self.mentions(init, &names)) {
                    names.push(file.slice(ast[declarator.pattern].range));
                }
            }
        }
        names
    }

    /// Whether a condition asks for what a catch clause around knows of the error.
    pub(super) fn asks_for_error(&self, test: ExprId) -> bool {
        !self.errors.is_empty() && self.mentions(test, &self.errors)
    }

    fn mentions(&self, value: ExprId, names: &[&str]) -> bool {
        let is_named = |id| self.file.ident_name(id).is_some_and(|name| names.contains(&name));
        let mut nodes = self.file.ast().descendants(value);
        nodes.any(|node| matches!(node, Node::Expr(id) if is_named(id)))
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
            ".every(",
            "!== 'fulfilled'",
            "!= 'fulfilled'",
        ];
        let looks = looks.iter().any(|word| text.contains(word)) || self.decides_by_outcomes(function);
        match text.contains("'fulfilled'") && !looks {
            true => Care::Nothing,
            false => Care::Keeps,
        }
    }

    /// Whether a function closes a window or leaves by what was fulfilled.
    fn decides_by_outcomes(&self, function: FunctionId) -> bool {
        let (file, ast) = (self.file, self.file.ast());
        ast.descendants(function).any(|node| match node {
            Node::Stmt(stmt) => match ast[stmt].kind {
                AstKind::If(it) => {
                    let then = file.slice(ast[it.consequent].range);
                    file.slice(ast[it.test].range).contains("'fulfilled'")
                        && ["trackDeletesEnd", "saveCheckpoint", "return"]
                            .iter()
                            .any(|word| then.contains(word))
                }
                _ => false,
            },
            _ => false,
        })
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
