//! The calls of a file, found without going over the tree.

use std::cmp::Reverse;

use super::{Ast, Call, DeclaratorId, ExportKind, Expr, ExprId, ExprKind, Node, StmtId, StmtKind};

/// A call that stands at the top level of a file, without the casts around it.
#[derive(Debug, Clone, Copy)]
pub struct TopLevelCall {
    /// The call as an expression.
    pub id: ExprId,
    /// The call.
    pub call: Call,
    /// The variable that starts with its result.
    pub declarator: Option<DeclaratorId>,
}

impl Ast {
    /// The calls at and below `node`, in source order, an outer one before those in it.
    pub fn calls_below(&self, node: impl Into<Node>) -> impl Iterator<Item = ExprId> {
        let range = self.range(node);
        // Computed when first asked for: most files of a project are read for their facts alone.
        let calls = self.calls.get_or_init(|| calls(self));
        let first = calls.partition_point(|call| self[*call].range.start() < range.start());
        let from_there = calls[first..].iter().copied();
        from_there
            .take_while(move |call| self[*call].range.start() < range.end())
            .filter(move |call| self[*call].range.end() <= range.end())
    }

    /// The calls that stand at the top level, in source order: as a statement, as what is exported by default, or as what a
    /// variable starts with.
    pub fn top_level_calls(&self) -> Vec<TopLevelCall> {
        let mut calls = Vec::new();
        for stmt in self.body() {
            self.find_top_level_calls(stmt, &mut calls);
        }
        calls
    }

    fn find_top_level_calls(&self, stmt: StmtId, calls: &mut Vec<TopLevelCall>) {
        let mut add = |value: ExprId, declarator| {
            let id = self.skip_casts(value);
            if let ExprKind::Call(call) = self[id].kind {
                calls.push(TopLevelCall { id, call, declarator });
            }
        };
        match self[stmt].kind {
            StmtKind::Expr(value) => add(value, None),
            StmtKind::Var { declarators, .. } => {
                for declarator in declarators {
                    if let Some(init) = self[declarator].init {
                        add(init, Some(declarator));
                    }
                }
            }
            StmtKind::Export(export) => match self[export].kind {
                ExportKind::Default(value) => add(value, None),
                ExportKind::Declaration(stmt) => self.find_top_level_calls(stmt, calls),
                _ => {}
            },
            _ => {}
        }
    }
}

fn calls(ast: &Ast) -> Box<[ExprId]> {
    let is_call = |id: &ExprId| matches!(ast[*id].kind, ExprKind::Call(_));
    let mut calls: Box<[ExprId]> = ast.all::<Expr>().filter(is_call).collect();
    calls.sort_unstable_by_key(|call| (ast[*call].range.start(), Reverse(ast[*call].range.end())));
    calls
}

#[cfg(test)]
mod tests {
    use crate::SourceFile;
    use crate::ast::{ExprKind, Node};

    #[test]
    fn of_the_top_level() {
        let text =
            "a(b()); const c = d() as D, e = 1; export const f = (g()); export default h(); function i() { j(); }";
        let file = SourceFile::parse(text);
        let calls = file.ast().top_level_calls();
        let shown = calls.iter().map(|it| {
            let held = it.declarator.map_or("", |held| file.slice(file.ast()[held].range));
            (file.slice(file.ast()[it.id].range), held)
        });
        let expected = [
            ("a(b())", ""),
            ("d()", "c = d() as D"),
            ("g()", "f = (g())"),
            ("h()", ""),
        ];
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn they_are_those_of_a_walk() {
        let text = "f(g(1), h.i()(2)).then(async () => { await j(); for (const k of l()) m(`${n()}`); });";
        let file = SourceFile::parse(text);
        let ast = file.ast();
        for node in ast.nodes() {
            let found: Vec<&str> = ast.calls_below(node).map(|id| file.slice(ast[id].range)).collect();
            let walked = ast.descendants(node).filter_map(|node| match node {
                Node::Expr(id) if matches!(ast[id].kind, ExprKind::Call(_)) => Some(file.slice(ast[id].range)),
                _ => None,
            });
            assert_eq!(
                found,
                walked.collect::<Vec<_>>(),
                "below {}",
                file.slice(ast.range(node))
            );
        }
    }
}
