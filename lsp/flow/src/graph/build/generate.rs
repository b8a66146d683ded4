//! Generators: the body of the loop over one is put in where it yields.

use std::rc::Rc;

use project::Span;

use super::{Builder, Draft, MAX_DEPTH, Target, Yields};
use crate::graph::{Node, When};
use crate::ir::{Callee, E, Generated};

impl<'a> Builder<'a> {
    pub(super) fn generated(&mut self, span: Span, it: &'a Generated, next: Node) -> Node {
        let called = match &it.callee {
            Callee::Local(function) => {
                let file = self.frames[self.frame as usize].file;
                Some((file, Some(self.frame), *function))
            }
            Callee::Imported(source, name) => self
                .imported(source, name)
                .map(|(file, function)| (file, None, function)),
            Callee::Value(_) => None,
        };
        let depth = self.frames[self.frame as usize].depth;
        let Some((file, parent, function)) = called.filter(|_| depth < MAX_DEPTH) else {
            return self.node(span, Draft::Unknown, next);
        };
        if self.is_deep(file, function) {
            return self.node(span, Draft::Deep, next);
        }
        if !self.files[usize::from(file)].1.function(function).is_generator {
            // It returns a list: none, one or more elements.
            let again = self.node(span, Draft::Pass, next);
            let label = self.own_label();
            let body = self.inside(label, next, Some(again), |builder| builder.block(&it.body, again));
            let more = self.fork(span, Draft::Choice { when: When::Never }, [body, next]);
            self.nodes[again as usize].next = [more; 2];
            let first = self.fork(span, Draft::Choice { when: When::First }, [body, next]);
            return self.inline_of(span, (file, parent), function, &it.args, None, first);
        }
        let yields = Yields {
            frame: self.frame,
            target: self.own(it.target),
            body: &it.body,
            label: self.own_label(),
            next,
            targets: self.targets.clone(),
        };
        let results = (None, Some(Rc::new(yields)));
        self.put_in(span, (file, parent), function, &it.args, results, next)
    }

    pub(super) fn yields(&mut self, span: Span, value: E, next: Node) -> Node {
        let Some(yields) = self.targets.yields.clone() else {
            return self.node(span, Draft::Unknown, next);
        };
        let mut targets = yields.targets.clone();
        targets.loops.push(Target {
            label: yields.label,
            breaks: yields.next,
            continues: Some(next),
        });
        let generator = (self.frame, std::mem::replace(&mut self.targets, targets));
        self.frame = yields.frame;
        let body = self.block(yields.body, next);
        (self.frame, self.targets) = generator;
        self.assign(span, yields.target, value, body)
    }
}
