//! What an SDK call does to the state, in all the ways in which it may end.

use super::eval::Unknown;
use super::{Edge, Ended, Explorer, FaultKind, Hit, MAX_CASES, State};
use crate::graph::Node;
use crate::ir::OpKind;
use crate::value::Value;

impl Explorer<'_> {
    pub(super) fn call(
        &mut self,
        at: u32,
        state: &State,
        (kind, model): (OpKind, u8),
        (loses, gives): (u8, u8),
        input: Option<u32>,
        saved: &[(u8, u32)],
    ) {
        let node = &self.graph.nodes[state.node() as usize];
        let (next, fails) = (node.next[0], node.fails);
        let mut failed = state.clone();
        failed.add_pending(loses);
        failed.add_missed(gives);
        failed.set_fetch_failed(kind == OpKind::Fetch);
        let hit = |explorer: &mut Self, kind| explorer.hit(kind, state, model, at);
        match kind {
            OpKind::Fetch | OpKind::Save(_) => {
                let mut after = state.clone();
                let value = input.map(|input| self.evaluator.eval_or_any(state, input));
                let is_resumed = value.is_some_and(Value::is_resumed);
                // With several fields it is not known which of them stands for what is asked for.
                let is_meant = self.graph.fields.len() == 1;
                let is_again = kind == OpKind::Fetch && state.has_kept_time() && value.is_some_and(Value::is_loaded);
                if is_meant && (is_again || kind != OpKind::Fetch && state.has_kept_time_ahead()) {
                    hit(self, FaultKind::TimeAhead);
                }
                let models = if kind == OpKind::Fetch { gives } else { 1 << model };
                after.request(is_resumed, kind == OpKind::Fetch, models);
                if kind == OpKind::Fetch {
                    // What it would have given does not come.
                    failed.request(false, true, 0);
                    failed.miss(gives);
                } else {
                    // Without a window the next enumeration makes up for it.
                    let window = state.window(model);
                    if window.is_open && (state.is_ahead() || window.is_held_behind) {
                        hit(self, FaultKind::Ahead);
                    }
                    after.saved(model);
                }
                self.fail(at, failed, fails, Edge::Fails);
                self.go(at, &after, next);
            }
            OpKind::Start(_) => {
                let mut after = state.clone();
                after.open(model);
                // Where that is caught, what comes has another cause than the checkpoint.
                failed.set_in_doubt(true);
                self.fail(at, failed, fails, Edge::Fails);
                self.go(at, &after, next);
            }
            OpKind::End(_) | OpKind::Purge(_) => {
                let window = state.window(model);
                if !window.is_open && matches!(kind, OpKind::Purge(_)) {
                    self.fail(at, failed, fails, Edge::Fails);
                    self.go(at, state, next);
                    return;
                }
                if !window.is_open {
                    let ended = state.before();
                    if state.run() > 1
                        && ended != Ended::Stopped
                        && !state.has_ended()
                        && !state.is_in_doubt()
                        && !state.is_handling()
                    {
                        hit(self, FaultKind::Closed(ended));
                    }
                    self.fail(at, failed, fails, Edge::Fails);
                    return;
                }
                // Before a run has come to its end there is little to delete.
                if (window.is_lost || window.is_missing) && state.before() == Ended::Normally {
                    // It is said once: what comes of it in the next run is the same fault.
                    failed.find_again(1 << model);
                    let is_pending = state.pending() & 1 << model != 0;
                    hit(
                        self,
                        if is_pending {
                            FaultKind::EndAfterFailure
                        } else {
                            FaultKind::Swallowed
                        },
                    );
                } else if window.is_fresh
                    && window.is_partial
                    && state.run() > 1
                    && !state.is_in_doubt()
                    && !state.is_handling()
                {
                    hit(self, FaultKind::Partial(state.before()));
                }
                self.fail(at, failed, fails, Edge::Fails);
                let mut after = state.clone();
                after.close(model);
                self.go(at, &after, next);
            }
            OpKind::GetCheckpoint | OpKind::Other => {
                self.fail(at, failed, fails, Edge::Fails);
                self.go(at, state, next);
            }
            OpKind::SaveCheckpoint => self.save(at, state, failed, saved, (next, fails)),
            OpKind::ClearCheckpoint => {
                if !state.is_row_live() {
                    if !state.is_in_doubt() {
                        hit(self, FaultKind::Conflict);
                    }
                    self.fail(at, failed, fails, Edge::Fails);
                    return;
                }
                self.fail(at, failed, fails, Edge::Fails);
                let mut after = state.clone();
                after.clear_row();
                self.go(at, &after, next);
            }
        }
    }

    /// What is saved must be known: the next run decides by it.
    pub(super) fn save(
        &mut self,
        at: u32,
        state: &State,
        failed: State,
        saved: &[(u8, u32)],
        (next, fails): (Node, Node),
    ) {
        self.fail(at, failed.clone(), fails, Edge::Fails);
        let mut agenda = vec![state.clone()];
        let mut cases = 0;
        while let Some(state) = agenda.pop() {
            let values: Result<Vec<(u8, Value)>, Unknown> = saved
                .iter()
                .map(|(field, term)| {
                    let value = self.evaluator.eval(&state, *term)?;
                    match value.split() {
                        Some(_) => Err(self.evaluator.undecided(&state, *term).unwrap_or(Unknown::Neither)),
                        None => Ok((*field, value)),
                    }
                })
                .collect();
            let values = match values {
                Ok(values) => values,
                Err(Unknown::Neither) => saved
                    .iter()
                    .map(|(field, term)| (*field, self.evaluator.eval_or_any(&state, *term)))
                    .collect(),
                Err(unknown) => {
                    cases += 1;
                    if cases < MAX_CASES {
                        agenda.extend(self.evaluator.split(&state, unknown));
                    }
                    continue;
                }
            };
            let is_time = values.iter().any(|(_, value)| value.is_time());
            if state.has_lost() && is_time {
                self.hit(FaultKind::TimeAfterFailure, &state, 0, at);
            }
            // A value of which nothing is known is a position: an empty one is written as such.
            let mut after = state.clone();
            after.save_row(values.into_iter().map(|(field, value)| {
                let split = value.split().filter(|_| value.is_advanced() || value.truth().is_none());
                (field, split.map_or(value, |[some, _]| some))
            }));
            if is_time {
                after.keep_time();
            }
            after.get_ahead(self.is_position(&after));
            let mut interrupted = after.clone();
            interrupted.add_pending(failed.pending());
            interrupted.add_missed(u8::MAX);
            interrupted.set_fetch_failed(false);
            self.fail(at, interrupted, fails, Edge::Interrupted);
            self.go(at, &after, next);
        }
    }

    pub(super) fn hit(&mut self, kind: FaultKind, state: &State, model: u8, at: u32) {
        let (node, has_checkpoint) = (state.node(), state.is_row_live());
        let known = self
            .hits
            .iter_mut()
            .find(|hit| (hit.node, hit.model) == (node, model) && hit.kind == kind);
        match known {
            Some(hit) => hit.has_checkpoint |= has_checkpoint,
            None => self.hits.push(Hit {
                kind,
                node,
                model,
                state: at,
                has_checkpoint,
            }),
        }
    }

    /// Whether the checkpoint that was just saved says how far a run has come.
    pub(super) fn is_position(&self, state: &State) -> bool {
        (0..self.graph.fields.len() as u8).any(|field| state.field(field).is_resumed())
    }
}
