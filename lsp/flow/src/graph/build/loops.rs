//! Loops, pages and `switch`.

use project::Span;

use super::{Builder, Draft, FAIL, Test, Variable};
use crate::graph::{Node, Round, When};
use crate::ir::{Block, E, Expr, Loop, PageStyle, Pages};

impl<'a> Builder<'a> {
    /// The label directly around the loop that is built next.
    pub(super) fn own_label(&self) -> Option<u32> {
        let last = self.targets.loops.last()?;
        last.label.filter(|_| last.continues.is_none())
    }

    pub(super) fn repeat(&mut self, span: Span, it: &'a Loop, next: Node) -> Node {
        let label = self.own_label();
        let again = self.node(span, Draft::Pass, FAIL);
        let Some(test) = it.test else {
            // A list: none, one or more elements.
            let body = self.inside(label, next, Some(again), |builder| builder.block(&it.body, again));
            let more = self.fork(span, Draft::Choice { when: When::Never }, [body, next]);
            self.nodes[again as usize].next = [more; 2];
            return match it.amount {
                Some(amount) => self.branch(span, amount, Round::First, [body, next]),
                None => self.fork(span, Draft::Choice { when: When::First }, [body, next]),
            };
        };
        let body = self.inside(label, next, Some(again), |builder| builder.block(&it.body, again));
        let decide = self.branch(span, test, Round::Next, [body, next]);
        let decide = self.block(&it.before, decide);
        let update = self.block(&it.update, decide);
        self.nodes[again as usize].next = [update; 2];
        if it.is_do {
            return body;
        }
        let first = self.branch(span, test, Round::First, [body, next]);
        self.block(&it.before, first)
    }

    /// The pages of a request, as `paginate.service.ts` of `@nangohq/runner-sdk` gives them: `on_page` runs after the body of
    /// the loop; an empty page ends cursor and offset mode without it, and so does a short page in offset mode with a limit.
    pub(super) fn pages(&mut self, span: Span, it: &'a Pages, next: Node) -> Node {
        let label = self.own_label();
        let again = self.node(span, Draft::Pass, FAIL);
        let body = self.inside(label, next, Some(again), |builder| {
            let body = builder.block(&it.body, again);
            let target = builder.own(it.target);
            builder.fetched(span, target, body)
        });
        let offset = it.offset.map(|(offset, start)| (self.own(offset), start));
        let page = self.own(it.next);
        if let Some((offset, start)) = offset {
            let more = self.fork(span, Draft::Choice { when: When::Never }, [body, next]);
            let fetch = self.op(&it.request, more);
            let advance = self.node(span, Draft::Advance(offset), fetch);
            let called = self.on_page(span, it, advance);
            let read = self.node(span, Draft::Copy(page, offset), called);
            let short = match it.has_limit {
                true => self.fork(span, Draft::Choice { when: When::Never }, [read, next]),
                false => read,
            };
            self.nodes[again as usize].next = [short; 2];
            let first = self.fork(span, Draft::Choice { when: When::First }, [body, next]);
            let fetch = self.op(&it.request, first);
            return self.assign(span, offset, start, fetch);
        }
        let first = match it.style {
            PageStyle::Link => body,
            _ => self.fork(span, Draft::Choice { when: When::Always }, [body, next]),
        };
        let fetch = self.op(&it.request, first);
        let E(argument) = it.argument;
        let more = match &self.program(self.frame).exprs[argument as usize] {
            Expr::Object(own, _) if it.on_page.is_some() => self.branch(span, own[0].1, Round::None, [fetch, next]),
            _ => self.fork(span, Draft::Choice { when: When::Never }, [fetch, next]),
        };
        let called = self.on_page(span, it, more);
        let token = self.node(span, Draft::Token(page), called);
        self.nodes[again as usize].next = [token; 2];
        fetch
    }

    /// The provider gives something.
    pub(super) fn fetched(&mut self, span: Span, var: Variable, next: Node) -> Node {
        self.node(span, Draft::Fetched(var), next)
    }

    pub(super) fn on_page(&mut self, span: Span, it: &'a Pages, next: Node) -> Node {
        match it.on_page {
            Some(callback) => self.inline(span, self.frame, callback, &[it.argument], None, next),
            None => next,
        }
    }

    pub(super) fn switch(&mut self, span: Span, value: E, cases: &'a [(Option<E>, Block)], next: Node) -> Node {
        let mut bodies = Vec::new();
        let mut after = next;
        // `continue` belongs to the loop around.
        for (_, body) in cases.iter().rev() {
            after = self.inside(None, next, None, |builder| builder.block(body, after));
            bodies.push(after);
        }
        bodies.reverse();
        let default = cases.iter().position(|(test, _)| test.is_none());
        let mut entry = default.map_or(next, |at| bodies[at]);
        for ((test, _), body) in cases.iter().zip(&bodies).rev() {
            if let Some(test) = test {
                let draft = Draft::Branch {
                    test: Test::Equal(value, *test),
                    round: Round::None,
                };
                entry = self.fork(span, draft, [*body, entry]);
            }
        }
        entry
    }
}
