//! The order of calls as the compiler compares it: by line numbers, below a property `exec` of the entry, for models that are
//! string literals. Calls that save records are compared whatever their model is.

use project::items::NangoCall;
use project::plugin;

use super::{END, PREVIOUS, START};
use crate::prelude::*;

/// What of a file the compiler compares.
#[derive(Default)]
pub(super) struct Order<'a> {
    /// The calls that save records.
    pub(super) batches: Vec<Placed<'a>>,
    /// The calls of `deleteRecordsFromPreviousExecutions`.
    pub(super) previous: Vec<Placed<'a>>,
    /// The models whose deletions are tracked, in source order.
    pub(super) models: Vec<Tracked<'a>>,
}

/// A call, and the number of the line that it begins on.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    pub(super) call: &'a NangoCall,
    line: u32,
}

/// The calls that track the deletions of one model.
pub(super) struct Tracked<'a> {
    pub(super) model: &'a str,
    starts: Vec<Placed<'a>>,
    ends: Vec<Placed<'a>>,
}

/// What the compiler finds wrong with one model. It stops at the first, so every other one might be a consequence.
pub(super) enum Fault<'a> {
    /// Several calls where one is allowed.
    Multiple(Vec<Placed<'a>>),
    /// An end call alone.
    EndAlone(Placed<'a>),
    /// A start call alone.
    StartAlone(Placed<'a>),
    /// A start call below the end call.
    StartAfterEnd { start: Placed<'a>, end: Placed<'a> },
    /// A call that saves records above the start call.
    BatchBeforeStart { start: Placed<'a>, batch: Placed<'a> },
    /// A call that saves records below the end call.
    BatchAfterEnd { end: Placed<'a>, batch: Placed<'a> },
}

impl<'a> Order<'a> {
    /// Reads the calls of a file. Empty if it tracks no deletions.
    pub(super) fn of(ctx: &FileContext<'a>) -> Order<'a> {
        let mut order = Order::default();
        let is_tracking = |call: &NangoCall| matches!(&*call.method, START | END | PREVIOUS);
        let items = ctx.items;
        let (true, Some(lines)) = (items.seen_calls().any(|(call, _)| is_tracking(call)), ctx.lines()) else {
            return order;
        };
        let mut calls: Vec<_> = items.seen_calls().filter(|(_, seen)| seen.in_exec).collect();
        calls.sort_by_key(|(call, _)| call.span.start());
        for (call, seen) in calls {
            let line = places::number(lines, call.span.start());
            let placed = Placed { call, line };
            match (&*call.method, &call.model) {
                (PREVIOUS, _) => order.previous.push(placed),
                (START, Some(model)) if seen.names_model => order.tracked(&model.text).starts.push(placed),
                (END, Some(model)) if seen.names_model => order.tracked(&model.text).ends.push(placed),
                (method, _) if plugin::BATCHES.contains(&method) => order.batches.push(placed),
                _ => {}
            }
        }
        order
    }

    /// What is wrong, one fault a model.
    pub(super) fn faults(&self) -> impl Iterator<Item = (&'a str, Fault<'a>)> {
        self.models
            .iter()
            .filter_map(|tracked| Some((tracked.model, tracked.fault(&self.batches)?)))
    }

    /// The first call that saves records below a line.
    pub(super) fn batch_below(&self, call: Placed<'a>) -> Option<Placed<'a>> {
        below(&self.batches, call)
    }

    fn tracked(&mut self, model: &'a str) -> &mut Tracked<'a> {
        let known = self.models.iter().position(|tracked| tracked.model == model);
        let at = known.unwrap_or_else(|| {
            self.models.push(Tracked {
                model,
                starts: Vec::new(),
                ends: Vec::new(),
            });
            self.models.len() - 1
        });
        &mut self.models[at]
    }
}

impl<'a> Tracked<'a> {
    /// The checks of `bundleFile`, in its order.
    fn fault(&self, batches: &[Placed<'a>]) -> Option<Fault<'a>> {
        let (start, end) = match (&self.starts[..], &self.ends[..]) {
            ([_, _, ..], _) => return Some(Fault::Multiple(self.starts.clone())),
            (_, [_, _, ..]) => return Some(Fault::Multiple(self.ends.clone())),
            ([], []) => return None,
            ([], [end]) => return Some(Fault::EndAlone(*end)),
            ([start], []) => return Some(Fault::StartAlone(*start)),
            ([start], [end]) => (*start, *end),
        };
        if start.line > end.line {
            return Some(Fault::StartAfterEnd { start, end });
        }
        if let Some(batch) = batches.iter().find(|batch| batch.line < start.line) {
            return Some(Fault::BatchBeforeStart { start, batch: *batch });
        }
        below(batches, end).map(|batch| Fault::BatchAfterEnd { end, batch })
    }
}

fn below<'a>(batches: &[Placed<'a>], call: Placed<'a>) -> Option<Placed<'a>> {
    batches.iter().copied().find(|batch| batch.line > call.line)
}
