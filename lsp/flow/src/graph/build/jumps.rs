//! What leaves the order of the text: `return`, `break`, `continue`, and failures.

use project::Span;

use super::{Builder, Clause, Draft, Target, Variable};
use crate::graph::Node;
use crate::ir::{Catch, E, Try};

impl<'a> Builder<'a> {
    pub(super) fn returns(&mut self, span: Span, value: Option<E>) -> Node {
        let to = self.targets.returns;
        let answer = value.map(|value| (value, self.targets.result));
        let to = self.skip(span, self.targets.catch.is_some(), answer, to);
        match (self.targets.result, value) {
            (Some(result), Some(value)) => self.assign(span, result, value, to),
            _ => self.node(span, Draft::Pass, to),
        }
    }

    pub(super) fn jump(
        &mut self,
        span: Span,
        label: Option<u32>,
        to: impl Fn(&Target) -> Option<Node>,
        next: Node,
    ) -> Node {
        let mut loops = self.targets.loops.iter().enumerate().rev();
        let found = loops.find_map(|(at, target)| {
            let is_meant = match label {
                Some(_) => target.label == label,
                // A labelled block is left by its label alone.
                None => target.continues.is_some() || target.label.is_none(),
            };
            Some((at, to(target).filter(|_| is_meant)?))
        });
        let Some((at, to)) = found else { return next };
        let leaves_catch = self.targets.catch.is_some_and(|clause| at < clause.loops);
        self.skip(span, leaves_catch, None, to)
    }

    /// A jump that may leave a catch clause: what would have come is skipped.
    pub(super) fn skip(
        &mut self,
        span: Span,
        leaves_catch: bool,
        answer: Option<(E, Option<Variable>)>,
        to: Node,
    ) -> Node {
        let Some(Clause { keeps, attempt, .. }) = self.targets.catch.filter(|_| leaves_catch) else {
            return to;
        };
        let recovered = Draft::Recovered {
            keeps,
            skips: true,
            attempt,
            answer,
        };
        self.node(span, recovered, to)
    }

    /// Builds something that `break` and `continue` can leave.
    pub(super) fn inside(
        &mut self,
        label: Option<u32>,
        breaks: Node,
        continues: Option<Node>,
        build: impl FnOnce(&mut Self) -> Node,
    ) -> Node {
        self.targets.loops.push(Target {
            label,
            breaks,
            continues,
        });
        let entry = build(self);
        self.targets.loops.pop();
        entry
    }

    pub(super) fn attempt(&mut self, span: Span, it: &'a Try, next: Node) -> Node {
        let outer = self.targets.clone();
        let mut after = next;
        let mut inner = outer.clone();
        if let Some(finally) = &it.finally {
            // Whoever leaves a loop over a generator comes through this, which is not followed.
            inner.yields = inner.yields.filter(|_| finally.is_empty());
            // One copy for each way out.
            after = self.block(finally, next);
            let failed = self.block(finally, outer.fails);
            let caught = Draft::Caught {
                is_finally: true,
                judges: false,
            };
            inner.fails = self.node(finally.first().map_or(span, |stmt| stmt.span), caught, failed);
            inner.returns = self.block(finally, outer.returns);
            for target in &mut inner.loops {
                target.breaks = self.block(finally, target.breaks);
                target.continues = target.continues.map(|to| self.block(finally, to));
            }
        }
        let attempt = self.attempts.len();
        if let Some(catch) = &it.catch {
            let keeps = catch.care.keeps();
            self.attempts.push([(0, 0); 2]);
            self.targets = inner.clone();
            self.targets.catch = Some(Clause {
                loops: inner.loops.len(),
                keeps,
                attempt,
            });
            let recovered = Draft::Recovered {
                keeps,
                skips: false,
                attempt,
                answer: None,
            };
            let end = self.node(catch.span, recovered, after);
            let first = self.nodes.len() as Node;
            let body = self.block(&catch.body, end);
            if catch.recovers() {
                self.attempts[attempt][1] = (first, self.nodes.len() as Node);
            }
            let caught = Draft::Caught {
                is_finally: false,
                judges: catch.care.judges(),
            };
            inner.fails = self.node(catch.span, caught, body);
        }
        self.targets = inner;
        let region = self.regions.len() as u32;
        self.regions.push((self.nodes.len() as Node, 0));
        self.targets.region = Some(region);
        let entry = self.block(&it.block, after);
        self.regions[region as usize].1 = self.nodes.len() as Node;
        if it.catch.as_ref().is_some_and(Catch::recovers) {
            self.attempts[attempt][0] = self.regions[region as usize];
        }
        self.targets = outer;
        entry
    }
}
