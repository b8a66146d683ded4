//! Loops.

use syntax::TextRange;
use syntax::ast::{ExprId, ForOf, PatternId, PatternKind, StmtId};

use super::Lower;
use crate::ir::{Block, E, Expr, Loop, StmtKind, There, Var};
use crate::value::{Kind, Value};

impl Lower<'_> {
    pub(super) fn for_of(&mut self, range: TextRange, it: &ForOf) {
        let ast = self.file.ast();
        let iterable = ast.skip_casts(it.iterable);
        if let Some((config, place)) = self.pages(iterable) {
            self.page_loop(range, config, place, it);
            return;
        }
        let imported = || self.imported_call(iterable).filter(|_| it.is_await);
        if let Some(call) = self.generated(iterable).or_else(imported) {
            self.generator_loop(range, call, it);
            return;
        }
        let list = self.expr(iterable);
        let amount = self.amount_of_loop(iterable);
        let body = self.block(|lower| match lower.binds_index(it) {
            true => lower.each_entry(it, list),
            false => lower.each_round(it.target, list, it.body),
        });
        self.go_over(range, amount, body);
    }

    /// Whether it is `for (const [index, element] of list.entries())`.
    fn binds_index(&self, it: &ForOf) -> bool {
        let (file, ast) = (self.file, self.file.ast());
        let ends = file.slice(ast[it.iterable].range).ends_with(".entries()");
        ends && matches!(ast[it.target].kind, PatternKind::Array(items) if items.len() == 2)
    }

    /// The body of such a loop: an index is no less than 0.
    fn each_entry(&mut self, it: &ForOf, list: E) {
        let ast = self.file.ast();
        let PatternKind::Array(items) = ast[it.target].kind else {
            return;
        };
        self.scopes.enter();
        let index = self.known(Value::of(Kind::Natural).advanced());
        let element = self.add(Expr::Element(There::IfAny, vec![list]));
        for (item, value) in items.iter().zip([index, element]) {
            self.destructure(item, value);
        }
        self.round(it.body);
        self.scopes.leave();
    }

    /// The body of a loop over `list`.
    pub(super) fn each_round(&mut self, target: PatternId, list: E, body: StmtId) {
        self.scopes.enter();
        let element = self.add(Expr::Element(There::IfAny, vec![list]));
        self.destructure(target, element);
        self.round(body);
        self.scopes.leave();
    }

    /// A body that may run more than once.
    pub(super) fn round(&mut self, body: StmtId) {
        self.rounds += 1;
        self.body(body);
        self.rounds -= 1;
    }

    /// A condition that is asked before each round.
    pub(super) fn test(&mut self, test: ExprId) -> E {
        let is_inner = std::mem::replace(&mut self.is_test, true);
        let test = self.expr(test);
        self.is_test = is_inner;
        test
    }

    /// The body of a loop over pages, each in `target`.
    pub(super) fn page_body(&mut self, pattern: PatternId, target: Var, body: StmtId) -> Block {
        self.block(|lower| {
            lower.scopes.enter();
            let page = lower.add(Expr::Var(target));
            lower.destructure(pattern, page);
            lower.round(body);
            lower.scopes.leave();
        })
    }

    /// A loop over a list; `amount` is how many elements that has, if something is known of it.
    pub(super) fn go_over(&mut self, range: TextRange, amount: Option<E>, body: Block) {
        let it = Loop {
            amount,
            body,
            ..Loop::default()
        };
        self.push(range, StmtKind::Loop(it));
    }

    pub(super) fn repeat(
        &mut self,
        range: TextRange,
        before: Block,
        test: Option<E>,
        is_do: bool,
        body: Block,
        update: Block,
    ) {
        let it = Loop {
            before,
            test,
            amount: None,
            is_do,
            body,
            update,
        };
        self.push(range, StmtKind::Loop(it));
    }
}
