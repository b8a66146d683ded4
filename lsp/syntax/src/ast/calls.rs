//! The calls of a file, found without going over the tree.

use std::cmp::Reverse;

use super::{Ast, Expr, ExprId, ExprKind, Node};

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
