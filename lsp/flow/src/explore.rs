//! Every way through the graph of a sync, over two runs in a row: breadth first, so that the first way to a fault is a shortest
//! one.
//!
//! The runtime's semantics (NangoHQ/nango): `trackDeletesStart` keeps a window that is open, `trackDeletesEnd` deletes what was
//! not saved since it was opened and throws without one (`packages/runner/lib/sdk/sdk.ts`); `clearCheckpoint` without a live row
//! conflicts (`deleteCheckpoint` of `packages/shared/lib/services/checkpoints/checkpoints.ts`, through `checkpointing.ts`), and
//! `saveCheckpoint` writes first and throws the interruption then (`sdk.ts`).

mod call;
mod eval;
mod state;
mod states;
#[cfg(test)]
mod tests;
mod trace;

use std::collections::VecDeque;

use crate::graph::{Graph, Node, Recovery, Round, Step, TermKind, When};
use crate::ir::OpKind;
use crate::value::{Kind, Value};
use eval::{Evaluator, Unknown};
pub use state::Ended;
pub(crate) use state::State;
use states::States;
pub use trace::{Fault, FaultKind, PathStep, What};

/// How many states are looked at. A way to a fault that was found is one, whatever was not looked at.
const MAX_STATES: usize = 2_400;

/// How many runs are looked at.
const RUNS: u16 = 2;

/// How many nodes control passes through before it is remembered where it is: there may be a circle of them.
const MAX_PASSED: usize = 16;

/// How often one step may be split into cases.
const MAX_CASES: usize = 64;

/// How a state came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    Step,
    /// The step failed.
    Fails,
    /// It wrote, and was interrupted then.
    Interrupted,
    /// The run was over, and the next one began.
    NextRun,
}

/// What was found at a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) kind: FaultKind,
    pub(crate) node: Node,
    pub(crate) model: u8,
    /// The state in which the call is made.
    pub(crate) state: u32,
    /// Whether there is a checkpoint in one of those states.
    pub(crate) has_checkpoint: bool,
}

pub(crate) struct Explorer<'g> {
    pub(crate) graph: &'g Graph,
    evaluator: Evaluator<'g>,
    runs: u16,
    /// What of a state matters at all.
    flags: state::Flags,
    pub(crate) states: States,
    agenda: VecDeque<u32>,
    /// How many nodes control is passing through.
    passed: usize,
    pub(crate) hits: Vec<Hit>,
}

/// The faults of a function, each with a shortest way to it.
pub(crate) fn faults(graph: &Graph) -> Vec<Fault> {
    let is_called = |wanted| graph.ops().any(|(_, kind, _)| kind == wanted);
    let Some(explorer) = Explorer::new(graph, true) else {
        return Vec::new();
    };
    // Without these calls nothing can go wrong on the way.
    let is_worth = is_called(OpKind::ClearCheckpoint) || graph.tracks_deletions() || graph.keeps_time();
    let first = if is_worth { explorer.run() } else { explorer };
    let mut faults = first.faults();
    if is_called(OpKind::ClearCheckpoint) && !faults.iter().any(|fault| fault.kind == FaultKind::Conflict) {
        let more = Explorer::new(graph, false).map(Explorer::run);
        faults.extend(
            more.iter()
                .flat_map(Explorer::faults)
                .filter(|fault| fault.kind == FaultKind::Conflict)
                .map(|fault| Fault {
                    kind: FaultKind::EmptyConflict,
                    ..fault
                }),
        );
    }
    if !is_called(OpKind::SaveCheckpoint) {
        for fault in &mut faults {
            if matches!(fault.kind, FaultKind::Conflict | FaultKind::EmptyConflict) {
                fault.kind = FaultKind::ClearsNothing;
            }
        }
    } else if !is_called(OpKind::GetCheckpoint) {
        faults.extend(first.never_read());
    }
    faults
}

impl<'g> Explorer<'g> {
    /// None if there is too much to hold in a state.
    pub(crate) fn new(graph: &'g Graph, is_plentiful: bool) -> Option<Explorer<'g>> {
        Some(Explorer {
            graph,
            evaluator: Evaluator {
                graph,
                is_plentiful,
                is_guess: false,
            },
            // What is empty in the first run conflicts there.
            runs: if is_plentiful { RUNS } else { 1 },
            flags: state::Flags::of(graph),
            states: States::new(State::first(graph)?),
            agenda: VecDeque::new(),
            passed: 0,
            hits: Vec::new(),
        })
    }

    pub(crate) fn run(mut self) -> Explorer<'g> {
        self.reach(self.states.first().clone(), 0, Edge::NextRun);
        while let Some(at) = self.agenda.pop_front() {
            if self.states.len() > self.max_states() {
                break;
            }
            self.step(at);
        }
        self
    }

    /// As many states for each run.
    fn max_states(&self) -> usize {
        MAX_STATES * usize::from(self.runs) / usize::from(RUNS)
    }

    fn reach(&mut self, mut state: State, from: u32, edge: Edge) {
        state.forget(self.graph.live[state.node() as usize], self.flags);
        let node = &self.graph.nodes[state.node() as usize];
        if node.step == Step::Pass && self.passed < MAX_PASSED {
            // Nothing is decided there: it need not be remembered.
            self.passed += 1;
            self.arrive(from, state, node.next[0], edge);
            self.passed -= 1;
            return;
        }
        if let Some(number) = self.states.add(&state, (from, edge)) {
            self.agenda.push_back(number);
        }
    }

    fn step(&mut self, at: u32) {
        let state = self.states.get(at);
        let node = &self.graph.nodes[state.node() as usize];
        match &node.step {
            Step::Pass => self.go(at, &state, node.next[0]),
            Step::Branch { test, round, is_guard } => {
                let mut state = state;
                if *is_guard && self.is_open(&state, *test) {
                    // What failed was looked at, in a way that is not followed.
                    state.find_again(u8::MAX);
                }
                for (state, outcome) in self.decide(&state, *test, *round) {
                    match outcome {
                        Some(outcome) => {
                            let mut state = state;
                            if !outcome && self.graph.is_amount[*test as usize] {
                                // There is nothing, so nothing is kept in memory.
                                state.hold_nothing();
                            }
                            self.go(at, &state, node.next[usize::from(!outcome)]);
                        }
                        None => {
                            self.go(at, &state, node.next[0]);
                            self.go(at, &state, node.next[1]);
                        }
                    }
                }
            }
            Step::Choice { when } => {
                self.go(at, &state, node.next[0]);
                let is_certain = match when {
                    When::Always => true,
                    When::First => !state.has_saved(),
                    When::Never => false,
                };
                if !(is_certain && self.evaluator.is_plentiful) {
                    self.go(at, &state, node.next[1]);
                }
            }
            Step::Collect { models } => {
                let mut after = state.clone();
                after.hold(*models);
                self.go(at, &after, node.next[0]);
            }
            Step::Throw { loses } => {
                let mut failed = state.clone();
                failed.add_pending(*loses);
                failed.add_missed(u8::MAX);
                failed.set_fetch_failed(false);
                self.fail(at, failed, node.fails, Edge::Fails);
            }
            Step::Caught { judges, .. } => {
                let mut caught = state.clone();
                if *judges && !state.has_fetch_failed() {
                    // An interruption, or what the program throws itself, is no answer of the provider: it is thrown on.
                    self.fail(at, caught, node.fails, Edge::Step);
                    return;
                }
                if *judges {
                    caught.judge();
                } else {
                    let time = if caught.pending() == 0 { 0 } else { caught.time() };
                    caught.lose(caught.pending() | time);
                }
                caught.set_fetch_failed(false);
                caught.set_handling(true);
                self.go(at, &caught, node.next[0]);
            }
            Step::Recovered(recovery) => {
                let mut after = state.clone();
                match recovery {
                    Recovery::Keeps => after.find_again(u8::MAX),
                    Recovery::Again => after.miss_instead(),
                    Recovery::Skips => {
                        after.lose(after.missed());
                        after.give_up();
                    }
                    Recovery::Passes => {}
                }
                after.set_pending(0);
                after.set_handling(false);
                self.go(at, &after, node.next[0]);
            }
            Step::Doubt => {
                let mut after = state.clone();
                after.set_in_doubt(true);
                self.go(at, &after, node.next[0]);
            }
            Step::Op {
                kind,
                model,
                input,
                saved,
                loses,
                gives,
            } => self.call(at, &state, (*kind, *model), (*loses, *gives), *input, saved),
            // Whoever forgets a failure and leaves the window open has given up.
            Step::Exit if state.has_given_up() && state.is_tracking() => self.end_run(at, state, Ended::Stopped),
            Step::Exit => self.end_run(at, state, Ended::Normally),
            Step::Fail => self.fail(at, state.clone(), state.node(), Edge::Step),
            Step::Deep => {}
        }
    }

    /// Goes on to a node, and assigns what is assigned on the way there.
    fn go(&mut self, from: u32, state: &State, to: Node) {
        self.arrive(from, state.clone(), to, Edge::Step);
    }

    /// The node that a state stands at has done its work: what it assigns is assigned, in all cases that there are.
    fn arrive(&mut self, from: u32, mut state: State, to: Node, edge: Edge) {
        let node = &self.graph.nodes[state.node() as usize];
        if node.sets.is_empty() {
            for atom in &node.forgets {
                state.set_atom(usize::from(*atom), None);
            }
            state.set_node(to);
            self.reach(state, from, edge);
            return;
        }
        let mut agenda = vec![state];
        let mut cases = 0;
        while let Some(state) = agenda.pop() {
            let values: Result<Vec<(u16, Value)>, Unknown> = node
                .sets
                .iter()
                .map(|(slot, term)| Ok((*slot, self.copied(&state, *term, to)?)))
                .collect();
            match values {
                Ok(values) => {
                    let mut state = state;
                    for (slot, value) in &values {
                        state.set_slot(*slot, *value);
                    }
                    for atom in &node.forgets {
                        state.set_atom(usize::from(*atom), None);
                    }
                    state.set_node(to);
                    let mut tokens = node.sets.iter().filter(|(_, term)| self.is_token(*term));
                    if let Some((slot, _)) = tokens.next() {
                        let mut last = state.clone();
                        last.set_slot(*slot, Value::UNDEFINED);
                        self.reach(last, from, edge);
                        state.set_slot(*slot, Value::ANY.with(Kind::Truthy));
                    }
                    self.reach(state, from, edge);
                }
                Err(unknown) if cases < MAX_CASES => {
                    cases += 1;
                    agenda.extend(self.evaluator.split(&state, unknown));
                }
                Err(_) => {}
            }
        }
    }

    /// What is assigned. Two variables that hold the same unknown value must go on to be the same: it is told apart before.
    fn copied(&self, state: &State, term: u32, to: Node) -> Result<Value, Unknown> {
        if let TermKind::Slot(slot) = self.graph.terms[term as usize] {
            let is_live = self.graph.live[to as usize].slots & 1 << slot != 0;
            if is_live && state.slot(slot).split().is_some() {
                return Err(Unknown::Slot(slot));
            }
        }
        self.evaluator.eval(state, term)
    }

    fn is_token(&self, term: u32) -> bool {
        self.graph.terms[term as usize] == TermKind::Token
    }

    fn fail(&mut self, from: u32, state: State, to: Node, edge: Edge) {
        if self.graph.nodes[to as usize].step == Step::Fail {
            let ended = match state.has_ended() {
                true => Ended::StoppedAfterEnd,
                false => Ended::Stopped,
            };
            self.end_run(from, state, ended);
        } else {
            let mut state = state;
            state.set_node(to);
            self.reach(state, from, edge);
        }
    }

    fn end_run(&mut self, from: u32, state: State, ended: Ended) {
        // What an answer of 404 leaves behind comes of what is gone: it is not looked at further.
        if state.run() < self.runs && !(state.is_judged() && self.graph.tracks_deletions()) {
            let next = state.next_run(self.graph, ended);
            self.reach(next, from, Edge::NextRun);
        }
    }

    /// The outcomes of a condition, each with the state in which it is that; none if it is not remembered.
    fn decide(&self, state: &State, test: u32, round: Round) -> Vec<(State, Option<bool>)> {
        let mut agenda = vec![state.clone()];
        let mut outcomes = Vec::new();
        let mut cases = 0;
        while let Some(state) = agenda.pop() {
            match self.evaluator.truth(&state, test) {
                Ok(outcome) => outcomes.push((state, Some(outcome))),
                // The first round of a loop over a list by its index.
                Err(Unknown::Atom(_) | Unknown::Neither)
                    if round == Round::First && self.evaluator.is_plentiful && !state.has_saved() =>
                {
                    outcomes.push((state, Some(true)));
                }
                Err(Unknown::Neither) => outcomes.push((state, None)),
                Err(_) if cases >= MAX_CASES => {}
                Err(unknown) => {
                    cases += 1;
                    let cases = self.evaluator.split(&state, unknown);
                    // That the list comes to its end is no matter of what the checkpoint says.
                    let is_end = matches!(unknown, Unknown::Atom(atom) if self.is_of_rounds(atom, round));
                    agenda.extend(cases.into_iter().map(|mut case| {
                        if is_end && !state.is_in_doubt() {
                            case.set_in_doubt(false);
                        }
                        case
                    }));
                }
            }
        }
        outcomes
    }

    /// Whether the outcome of a condition does not follow from what is assigned.
    fn is_open(&self, state: &State, test: u32) -> bool {
        let mut bare = state.clone();
        for atom in 0..self.graph.atoms.len() {
            bare.set_atom(atom, None);
        }
        self.graph.asks_for_count(test) || self.evaluator.truth(&bare, test).is_err()
    }

    /// Whether a condition asks whether a loop over a list goes on.
    fn is_of_rounds(&self, atom: usize, round: Round) -> bool {
        let term = self.graph.atoms[atom];
        round != Round::None && self.graph.is_amount[term as usize] && !self.graph.of_clock.contains(&term)
    }
}
