//! What an expression is in a state, and into which cases a state falls where that is not known.

use super::State;
use crate::graph::{Graph, Term, TermKind};
use crate::ir::There;
use crate::value::{Kind, Value};

/// What is to be known first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// More of what a slot holds.
    Slot(u16),
    /// The outcome of a condition that is remembered.
    Atom(usize),
    /// Nothing would help.
    Neither,
}

/// What is supposed where an expression is evaluated.
#[derive(Clone, Copy)]
pub(crate) struct Evaluator<'g> {
    pub(super) graph: &'g Graph,
    /// Whether requests, lists and pages are never empty where nothing says so.
    pub(super) is_plentiful: bool,
    /// Whether conditions on how much there is are decided, and not asked for.
    pub(super) is_guess: bool,
}

impl Evaluator<'_> {
    fn kind(&self, term: Term) -> &TermKind {
        &self.graph.terms[term as usize]
    }

    /// What an expression is.
    pub(super) fn eval(&self, state: &State, term: Term) -> Result<Value, Unknown> {
        Ok(match self.kind(term) {
            TermKind::Known(value) => *value,
            TermKind::Slot(slot) => state.slot(*slot),
            TermKind::Token => Value::ANY,
            TermKind::Row => state.row(),
            TermKind::Field(field) => state.field(*field),
            TermKind::Cond(test, yes, no) => match self.truth(state, *test) {
                Ok(true) => self.eval(state, *yes)?,
                Ok(false) => self.eval(state, *no)?,
                Err(Unknown::Neither) => join(self.eval(state, *yes)?, self.eval(state, *no)?),
                Err(unknown) => return Err(unknown),
            },
            TermKind::And(a, b) => self.either(state, (*a, *b), |left| left.truth().map(|truth| !truth))?,
            TermKind::Or(a, b) => self.either(state, (*a, *b), Value::truth)?,
            TermKind::Nullish(a, b) => self.either(state, (*a, *b), |left| left.is_nullish().map(|is| !is))?,
            TermKind::Not(_)
            | TermKind::Truth(_)
            | TermKind::Equals(..)
            | TermKind::Less(..)
            | TermKind::HasType(..) => {
                let origin = self.origin(state, term);
                Value::bool(self.truth(state, term)?).from(origin)
            }
            TermKind::Plus(a, b) => self.eval(state, *a)?.plus(self.eval(state, *b)?),
            TermKind::ToNumber(a) => {
                let value = self.eval(state, *a)?;
                match value.kind() {
                    Kind::Empty | Kind::False | Kind::Null => value.with(Kind::Zero),
                    Kind::True => value.with(Kind::One),
                    Kind::Undefined => value.with(Kind::Falsy),
                    Kind::Truthy => value.with(Kind::Positive),
                    Kind::Any | Kind::Text | Kind::Object => value.with(Kind::Number),
                    _ => value,
                }
            }
            TermKind::Length(_, parts) => {
                let asked = self.graph.atom(term).and_then(|atom| state.atom(atom));
                let kind = match asked {
                    Some(true) => Kind::Positive,
                    Some(false) => Kind::Zero,
                    None if self.is_plentiful => Kind::Positive,
                    None => Kind::Natural,
                };
                self.origins_of(state, parts, Value::of(kind).advanced())
            }
            TermKind::Element(there, is_fetched, _, parts) => {
                let is_there = *there == There::Surely || *there == There::IfAny && self.is_plentiful;
                let kind = if is_there { Kind::Truthy } else { Kind::Any };
                self.origins_of(state, parts, Value::of(kind).advanced())
                    .as_element(*is_fetched)
            }
            TermKind::Place(_, parts) => {
                let value = self.origins_of(state, parts, Value::ANY);
                // What the checkpoint names is still there, behind the first one.
                let is_there = self.is_plentiful && value.is_resumed();
                if is_there { value.with(Kind::Positive) } else { value }
            }
            TermKind::Computed(parts) => self.origins_of(state, parts, Value::of(Kind::Truthy).advanced()),
            TermKind::Object(parts) => self.origins_of(state, parts, Value::of(Kind::Object)),
            TermKind::Opaque(_, parts) => self.origins_of(state, parts, Value::ANY),
            TermKind::Merge(own, other) => {
                let (own, other) = (self.eval(state, *own)?, self.eval_or_any(state, *other));
                let own = if own.kind() == Kind::Object {
                    own
                } else {
                    own.with(Kind::Any)
                };
                own.from(other)
            }
        })
    }

    /// The same, where it need not be known exactly.
    pub(super) fn eval_or_any(&self, state: &State, term: Term) -> Value {
        self.eval(state, term)
            .unwrap_or_else(|_| Value::ANY.from(self.origin(state, term)))
    }

    /// The first of two if `is_it`, else the second.
    fn either(
        &self,
        state: &State,
        (a, b): (Term, Term),
        is_it: impl Fn(Value) -> Option<bool>,
    ) -> Result<Value, Unknown> {
        let left = self.eval(state, a)?;
        match is_it(left) {
            Some(true) => Ok(left),
            Some(false) => self.eval(state, b),
            None => match self.ask(state, a, left) {
                Unknown::Neither => Ok(join(left, self.eval(state, b)?)),
                unknown => Err(unknown),
            },
        }
    }

    /// Whether a condition holds.
    pub(super) fn truth(&self, state: &State, term: Term) -> Result<bool, Unknown> {
        let atom = self.graph.atom(term);
        if let Some(outcome) = atom.and_then(|atom| state.atom(atom)) {
            return Ok(outcome);
        }
        // How much there is may differ each time that something else is asked for; what was asked once holds.
        if let Some(atom) = atom.filter(|_| self.graph.is_amount[term as usize] && !self.is_guess) {
            return Err(Unknown::Atom(atom));
        }
        let or_atom = |unknown: Unknown| match (unknown, atom) {
            (Unknown::Neither, Some(atom)) => Unknown::Atom(atom),
            (unknown, _) => unknown,
        };
        match self.kind(term) {
            TermKind::Not(inner) => Ok(!self.truth(state, *inner)?),
            TermKind::Truth(inner) => self.truth(state, *inner),
            TermKind::And(a, b) => match self.truth(state, *a) {
                Ok(true) => self.truth(state, *b),
                other => other,
            },
            TermKind::Or(a, b) => match self.truth(state, *a) {
                Ok(false) => self.truth(state, *b),
                other => other,
            },
            TermKind::Cond(test, yes, no) => match self.truth(state, *test)? {
                true => self.truth(state, *yes),
                false => self.truth(state, *no),
            },
            TermKind::Equals(a, b, is_loose) => {
                let (left, right) = (self.eval(state, *a)?, self.eval(state, *b)?);
                left.equals(right, *is_loose)
                    .ok_or_else(|| or_atom(self.ask_either(state, (*a, left), (*b, right))))
            }
            TermKind::Less(a, b) => {
                let (left, right) = (self.eval(state, *a)?, self.eval(state, *b)?);
                left.less(right)
                    .ok_or_else(|| or_atom(self.ask_either(state, (*a, left), (*b, right))))
            }
            TermKind::HasType(a, name) => {
                let value = self.eval(state, *a)?;
                value.has_type(name).ok_or_else(|| or_atom(self.ask(state, *a, value)))
            }
            _ => {
                let value = self.eval(state, term)?;
                value.truth().ok_or_else(|| or_atom(self.ask(state, term, value)))
            }
        }
    }

    /// What would say more of an expression whose value is not known enough.
    fn ask(&self, state: &State, term: Term, value: Value) -> Unknown {
        match self.kind(term) {
            TermKind::Slot(slot) if value.split().is_some() => Unknown::Slot(*slot),
            TermKind::ToNumber(inner) | TermKind::Truth(inner) => {
                let inner = *inner;
                self.ask(state, inner, self.eval_or_any(state, inner))
            }
            _ => match self.graph.atom(term) {
                Some(atom) if state.atom(atom).is_none() => Unknown::Atom(atom),
                _ => Unknown::Neither,
            },
        }
    }

    fn ask_either(&self, state: &State, a: (Term, Value), b: (Term, Value)) -> Unknown {
        match self.ask(state, a.0, a.1) {
            Unknown::Neither => self.ask(state, b.0, b.1),
            unknown => unknown,
        }
    }

    /// The slot that must be known for a value that is saved to be known.
    pub(super) fn undecided(&self, state: &State, term: Term) -> Option<Unknown> {
        match self.kind(term) {
            TermKind::Slot(slot) => state.slot(*slot).split().map(|_| Unknown::Slot(*slot)),
            TermKind::Nullish(a, b) | TermKind::Or(a, b) | TermKind::And(a, b) => {
                self.undecided(state, *a).or_else(|| self.undecided(state, *b))
            }
            TermKind::Cond(_, yes, no) => self.undecided(state, *yes).or_else(|| self.undecided(state, *no)),
            TermKind::ToNumber(a) | TermKind::Merge(a, _) => self.undecided(state, *a),
            _ => None,
        }
    }

    /// The outcome of a condition on how much there is, as long as there is something: until the first records are saved, there
    /// is where that is supposed; from then on anything may be empty. A sum that is known says for itself.
    fn guess(&self, state: &State, term: Term) -> Option<bool> {
        if !self.graph.is_amount[term as usize] {
            return None;
        }
        let is_plentiful = self.is_plentiful && !state.has_saved();
        let guessing = Evaluator {
            is_plentiful,
            is_guess: true,
            ..*self
        };
        guessing.truth(state, term).ok()
    }

    /// The cases that a state falls into.
    pub(super) fn split(&self, state: &State, unknown: Unknown) -> Vec<State> {
        match unknown {
            Unknown::Slot(slot) => {
                let value = state.slot(slot);
                let cases = value.split().into_iter().flatten();
                cases
                    .map(|case| {
                        let mut state = state.clone();
                        state.set_slot(slot, case);
                        if value.is_loaded() {
                            state.set_in_doubt(true);
                        }
                        state
                    })
                    .collect()
            }
            Unknown::Atom(atom) => {
                let term = self.graph.atoms[atom];
                // Which position belongs to what is gone through is known there: both come.
                let is_loaded = self.origin(state, term).is_loaded() && !self.graph.of_choice.contains(&term);
                let is_in_doubt = is_loaded || self.graph.of_clock.contains(&term);
                let guess = self.guess(state, term);
                let outcomes = [true, false].into_iter();
                outcomes
                    .filter(|outcome| guess.is_none_or(|guess| guess == *outcome))
                    .map(|outcome| {
                        let mut state = state.clone();
                        state.set_atom(atom, Some(outcome));
                        if is_in_doubt && guess.is_none() {
                            state.set_in_doubt(true);
                        }
                        state
                    })
                    .collect()
            }
            Unknown::Neither => Vec::new(),
        }
    }

    fn origins_of(&self, state: &State, parts: &[Term], value: Value) -> Value {
        parts
            .iter()
            .fold(value, |value, part| value.from(self.eval_or_any(state, *part)))
    }

    /// Where what an expression reads comes from.
    fn origin(&self, state: &State, term: Term) -> Value {
        let nothing = Value::of(Kind::Any);
        let of = |terms: &[Term]| {
            terms
                .iter()
                .fold(nothing, |value, term| value.from(self.origin(state, *term)))
        };
        match self.kind(term) {
            TermKind::Known(_) | TermKind::Token => nothing,
            TermKind::Slot(slot) => state.slot(*slot),
            TermKind::Row => state.row(),
            TermKind::Field(field) => state.field(*field),
            TermKind::Cond(a, b, c) => of(&[*a, *b, *c]),
            TermKind::And(a, b)
            | TermKind::Or(a, b)
            | TermKind::Nullish(a, b)
            | TermKind::Equals(a, b, _)
            | TermKind::Less(a, b)
            | TermKind::Plus(a, b)
            | TermKind::Merge(a, b) => of(&[*a, *b]),
            TermKind::Not(a) | TermKind::HasType(a, _) | TermKind::Truth(a) | TermKind::ToNumber(a) => of(&[*a]),
            TermKind::Length(_, parts)
            | TermKind::Place(_, parts)
            | TermKind::Computed(parts)
            | TermKind::Object(parts)
            | TermKind::Opaque(_, parts) => of(parts),
            TermKind::Element(_, is_fetched, _, parts) => of(parts).as_element(*is_fetched),
        }
    }
}

/// What is known of one or the other.
fn join(a: Value, b: Value) -> Value {
    let kind = if a.kind() == b.kind() && a.kind() != Kind::Text {
        a.kind()
    } else {
        Kind::Any
    };
    Value::of(kind).from(a).from(b)
}
