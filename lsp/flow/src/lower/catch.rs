//! Catch clauses, and what they care for.

use syntax::ast::{CatchId, Expr as AstExpr, ExprId, ExprKind, FunctionId, Node, StmtKind as AstKind};

use super::Lower;
use super::scope::Binding;
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

    /// What a catch clause cares for, or a function that is handed to `catch`.
    pub(super) fn care(&self, id: impl Into<Node>) -> Care {
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

    /// Whether a call puts something in the place of what failed, or writes it down where somebody reads it.
    fn keeps(&self, callee: ExprId) -> bool {
        let ExprKind::Member(member) = self.file.ast()[callee].kind else {
            return false;
        };
        match self.file.slice(member.property) {
            "batchSave" | "batchUpdate" => true,
            "push" | "set" | "add" => !self.is_never_read(member.object),
            _ => false,
        }
    }

    /// Whether a list is made empty here, and nobody asks what is in it but for a log.
    fn is_never_read(&self, list: ExprId) -> bool {
        let (file, ast) = (self.file, self.file.ast());
        let list = ast.skip_casts(list);
        let Some(name) = file.ident_name(list) else {
            return false;
        };
        let is_empty = match self.scopes.get(name) {
            Some(Binding::Var(var)) => self.inits.get(var).is_some_and(|init| match ast[*init].kind {
                ExprKind::Array(items) => items.is_empty(),
                ExprKind::New(new) => new.args.is_empty() && matches!(file.slice(ast[new.callee].range), "Set" | "Map"),
                _ => false,
            }),
            _ => false,
        };
        is_empty && {
            let mut uses = ast.all::<AstExpr>().filter(|id| file.ident_name(*id) == Some(name));
            uses.all(|id| self.is_added_to(id) || self.is_logged(id))
        }
    }

    /// Whether something is put into a list there, and that is all.
    fn is_added_to(&self, list: ExprId) -> bool {
        let (file, ast) = (self.file, self.file.ast());
        let is_method = |id: ExprId| match ast[id].kind {
            ExprKind::Member(member) => {
                member.object == list && matches!(file.slice(member.property), "push" | "set" | "add")
            }
            _ => false,
        };
        let mut around = ast.ancestors(list);
        matches!(
            [around.next(), around.next(), around.next()],
            [Some(Node::Expr(method)), Some(Node::Expr(call)), Some(Node::Stmt(_))]
                if is_method(method) && matches!(ast[call].kind, ExprKind::Call(call) if call.callee == method)
        )
    }

    /// Whether it stands in what is handed to a log.
    fn is_logged(&self, value: ExprId) -> bool {
        let (file, ast) = (self.file, self.file.ast());
        ast.ancestors(value).any(|node| match node {
            Node::Expr(call) => match ast[call].kind {
                ExprKind::Call(call) => match ast[call.callee].kind {
                    ExprKind::Member(member) => match file.slice(member.property) {
                        "log" => self.is_sdk(member.object) || file.ident_name(member.object) == Some("console"),
                        "error" | "warn" | "info" | "debug" => file.ident_name(member.object) == Some("console"),
                        _ => false,
                    },
                    _ => false,
                },
                _ => false,
            },
            _ => false,
        })
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
