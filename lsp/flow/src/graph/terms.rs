//! From the expressions of the text to expressions over slots: what a property of a value is, found by taking the value apart.

mod outcome;
pub(super) mod taint;

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::build::{Builder, Draft, Variable};
use super::{Node, Term, TermKind};
use crate::ir::{E, Expr, There};
use crate::value::{Kind, Value};

/// How deep expressions are taken apart.
const MAX_DEPTH: usize = 24;

/// How many slots there are at most.
const MAX_SLOTS: usize = 60;

/// The slots that are asked for, and what they hold.
pub(super) struct Slots<'b, 'a> {
    pub(super) builder: &'b mut Builder<'a>,
    pub(super) terms: Vec<TermKind>,
    known: FxHashMap<TermKind, Term>,
    /// Variable and path of each slot.
    pub(super) slots: Vec<(Variable, Vec<u32>)>,
    numbers: FxHashMap<(Variable, Vec<u32>), u16>,
    pub(super) fields: Vec<Box<str>>,
    /// The variables that may hold something of the checkpoint.
    tainted: FxHashSet<Variable>,
    /// The variables that may hold a point in time.
    timed: FxHashSet<Variable>,
    /// The comparisons of two of those.
    pub(super) of_clock: FxHashSet<Term>,
    /// The comparisons that choose between values alone, and those that decide of the way.
    pub(super) of_choice: FxHashSet<Term>,
    pub(super) of_way: FxHashSet<Term>,
    /// The branches that ask whether something failed.
    pub(super) guards: FxHashSet<Node>,
    /// Which nodes write a variable.
    pub(super) writers: FxHashMap<Variable, Vec<u32>>,
    /// The variables that the key of a term was made from.
    pub(super) mentions: FxHashMap<Term, Vec<Variable>>,
    /// The keys of the lengths that are asked for.
    amounts: FxHashSet<u64>,
    /// Whether there are too many slots.
    pub(super) is_full: bool,
}

impl<'b, 'a> Slots<'b, 'a> {
    pub(super) fn new(builder: &'b mut Builder<'a>) -> Slots<'b, 'a> {
        let mut slots = Slots {
            builder,
            terms: Vec::new(),
            known: FxHashMap::default(),
            slots: Vec::new(),
            numbers: FxHashMap::default(),
            fields: Vec::new(),
            tainted: FxHashSet::default(),
            timed: FxHashSet::default(),
            of_clock: FxHashSet::default(),
            of_choice: FxHashSet::default(),
            of_way: FxHashSet::default(),
            guards: FxHashSet::default(),
            writers: FxHashMap::default(),
            mentions: FxHashMap::default(),
            amounts: FxHashSet::default(),
            is_full: false,
        };
        slots.find_writers();
        slots.find_tainted();
        slots.find_timed();
        slots.find_guards();
        slots
    }

    fn find_writers(&mut self) {
        for (at, node) in self.builder.nodes.iter().enumerate() {
            let written = match &node.draft {
                Draft::Assign(var, _)
                | Draft::Put(var, ..)
                | Draft::Absent(var)
                | Draft::Fetched(var)
                | Draft::Token(var)
                | Draft::Copy(var, _)
                | Draft::Advance(var) => Some(*var),
                Draft::Op { result, .. } => *result,
                _ => None,
            };
            if let Some(var) = written {
                self.writers.entry(var).or_default().push(at as u32);
            }
        }
    }

    pub(super) fn term(&mut self, kind: TermKind) -> Term {
        if let Some(term) = self.known.get(&kind) {
            return *term;
        }
        let term = self.terms.len() as Term;
        self.terms.push(kind.clone());
        self.known.insert(kind, term);
        term
    }

    fn value(&mut self, value: Value) -> Term {
        self.term(TermKind::Known(value))
    }

    fn null(&mut self) -> Term {
        self.value(Value::of(Kind::Null))
    }

    /// The slot of a property of a variable.
    pub(super) fn slot(&mut self, var: Variable, path: &[u32]) -> Term {
        let key = (var, path.to_vec());
        let number = match self.numbers.get(&key) {
            Some(number) => *number,
            None if self.slots.len() >= MAX_SLOTS => {
                self.is_full = true;
                return self.value(Value::ANY);
            }
            None => {
                let number = self.slots.len() as u16;
                self.slots.push(key.clone());
                self.numbers.insert(key, number);
                number
            }
        };
        self.term(TermKind::Slot(number))
    }

    /// What a property of an expression is.
    pub(super) fn project(&mut self, value: E, frame: u32, path: &[u32], depth: usize) -> Term {
        if depth > MAX_DEPTH {
            return self.opaque(value, frame, depth);
        }
        let next = depth + 1;
        let program = self.builder.program(frame);
        match program.expr(value) {
            Expr::Known(known) if path.is_empty() => self.value(*known),
            Expr::Known(_) => self.value(Value::UNDEFINED),
            Expr::Sdk | Expr::Function(_) => self.value(Value::of(Kind::Object)),
            Expr::Var(var) => match self.builder.variable(frame, *var) {
                Some(var) => self.slot(var, path),
                None => self.value(Value::ANY),
            },
            Expr::Member(object, name) => {
                let name = self.builder.name(frame, *name);
                let path: Vec<u32> = [name].into_iter().chain(path.iter().copied()).collect();
                self.project(*object, frame, &path, next)
            }
            Expr::Object(own, spread) => match path.split_first() {
                None => {
                    let parts = own.iter().map(|(_, part)| part).chain(spread);
                    let parts = self.tainted_parts(parts.copied().collect(), frame, next);
                    self.term(TermKind::Object(parts))
                }
                Some((first, rest)) => {
                    let mut found = None;
                    for (name, part) in own {
                        if self.builder.name(frame, *name) == *first {
                            found = Some(*part);
                        }
                    }
                    match (found, &spread[..]) {
                        (Some(part), _) => self.project(part, frame, rest, next),
                        (None, []) => self.value(Value::UNDEFINED),
                        (None, [spread]) => self.project(*spread, frame, path, next),
                        (None, _) => self.opaque(value, frame, next),
                    }
                }
            },
            Expr::List(items) => match (path, &items[..]) {
                ([], items) => {
                    let parts = self.tainted_parts(items.to_vec(), frame, next);
                    self.term(TermKind::Object(parts))
                }
                (_, []) => self.value(Value::UNDEFINED),
                _ => self.opaque(value, frame, next),
            },
            Expr::Cond(test, yes, no) => {
                let test = self.project(*test, frame, &[], next);
                self.each_comparison(test, &mut |slots, term| {
                    if !slots.of_way.contains(&term) {
                        slots.of_choice.insert(term);
                    }
                });
                let yes = self.project(*yes, frame, path, next);
                let no = self.project(*no, frame, path, next);
                self.term(TermKind::Cond(test, yes, no))
            }
            Expr::And(a, b) => {
                let left = self.project(*a, frame, &[], next);
                let right = self.project(*b, frame, path, next);
                match path.is_empty() {
                    true => self.term(TermKind::And(left, right)),
                    false => {
                        let absent = self.value(Value::UNDEFINED);
                        self.term(TermKind::Cond(left, right, absent))
                    }
                }
            }
            Expr::Or(a, b) => {
                let left = self.project(*a, frame, &[], next);
                let right = self.project(*b, frame, path, next);
                match path.is_empty() {
                    true => self.term(TermKind::Or(left, right)),
                    false => {
                        let inner = self.project(*a, frame, path, next);
                        self.term(TermKind::Cond(left, inner, right))
                    }
                }
            }
            Expr::Nullish(a, b) => {
                let left = self.project(*a, frame, &[], next);
                let right = self.project(*b, frame, path, next);
                match path.is_empty() {
                    true => self.term(TermKind::Nullish(left, right)),
                    false => {
                        let inner = self.project(*a, frame, path, next);
                        let null = self.null();
                        let is_null = self.term(TermKind::Equals(left, null, true));
                        self.term(TermKind::Cond(is_null, right, inner))
                    }
                }
            }
            Expr::SafeParse(inner) => match path.split_first() {
                None => self.value(Value::of(Kind::Object)),
                Some((first, rest)) => match &*self.builder.names[*first as usize] {
                    "success" => {
                        let inner = self.project(*inner, frame, &[], next);
                        let null = self.null();
                        let is_null = self.term(TermKind::Equals(inner, null, true));
                        self.term(TermKind::Not(is_null))
                    }
                    "data" => self.project(*inner, frame, rest, next),
                    _ => self.opaque(value, frame, next),
                },
            },
            Expr::Element(there, parts) => {
                // Where there is an element, it has what names it; what else it holds is not known.
                let is_id = |name: &u32| {
                    let name = &*self.builder.names[*name as usize];
                    matches!(name, "id" | "gid" | "uuid" | "slug" | "key") || name.ends_with("_slug")
                };
                let is_it = matches!(path, []) || matches!(path, [name] if is_id(name));
                let there = if is_it { *there } else { There::Perhaps };
                let is_fetched = parts.first().is_some_and(|list| !self.is_tainted(*list, frame));
                let parts = self.tainted_parts(parts.clone(), frame, next);
                let key = self.key(value, frame);
                self.keyed(TermKind::Element(there, is_fetched, key, parts), value, frame)
            }
            _ if !path.is_empty() => self.opaque(value, frame, next),
            Expr::Not(a) => {
                let a = self.project(*a, frame, &[], next);
                self.term(TermKind::Not(a))
            }
            Expr::Equals(a, b, is_loose) => {
                let (a, b) = (self.project(*a, frame, &[], next), self.project(*b, frame, &[], next));
                match self.amount(a, b) {
                    Some(amount) => self.term(TermKind::Not(amount)),
                    None => self.keyed(TermKind::Equals(a, b, *is_loose), value, frame),
                }
            }
            Expr::Less(left, right) => {
                let sides = (*left, *right);
                let (a, b) = (
                    self.project(sides.0, frame, &[], next),
                    self.project(sides.1, frame, &[], next),
                );
                let term = match self.amount(b, a) {
                    Some(amount) => amount,
                    None => self.keyed(TermKind::Less(a, b), value, frame),
                };
                if self.is_of_clock(sides, frame) {
                    self.of_clock.insert(term);
                }
                term
            }
            Expr::Plus(a, b) => {
                let (a, b) = (self.project(*a, frame, &[], next), self.project(*b, frame, &[], next));
                self.keyed(TermKind::Plus(a, b), value, frame)
            }
            Expr::HasType(a, name) => {
                let a = self.project(*a, frame, &[], next);
                let name = program.names[name.0 as usize].clone();
                self.keyed(TermKind::HasType(a, name), value, frame)
            }
            Expr::Truth(a) => {
                let a = self.project(*a, frame, &[], next);
                self.term(TermKind::Truth(a))
            }
            Expr::ToNumber(a) => {
                let a = self.project(*a, frame, &[], next);
                self.keyed(TermKind::ToNumber(a), value, frame)
            }
            Expr::Length(a) => {
                let parts = self.tainted_parts(vec![*a], frame, next);
                let key = self.key(value, frame);
                self.amounts.insert(key);
                self.keyed(TermKind::Length(key, parts), value, frame)
            }
            Expr::Place(parts) => {
                let parts = self.tainted_parts(parts.clone(), frame, next);
                let key = self.key(value, frame);
                self.keyed(TermKind::Place(key, parts), value, frame)
            }
            Expr::Computed(parts) => {
                let parts = self.tainted_parts(parts.clone(), frame, next);
                self.term(TermKind::Computed(parts))
            }
            Expr::Opaque(_) => self.opaque(value, frame, next),
        }
    }

    /// The comparisons of a condition: `a === b && c === d`.
    pub(super) fn each_comparison(&mut self, test: Term, visit: &mut dyn FnMut(&mut Self, Term)) {
        match self.terms[test as usize] {
            TermKind::Equals(..) => visit(self, test),
            TermKind::Not(a) => self.each_comparison(a, visit),
            TermKind::And(a, b) | TermKind::Or(a, b) => {
                self.each_comparison(a, visit);
                self.each_comparison(b, visit);
            }
            _ => {}
        }
    }

    /// Whether a condition asks for a length that is asked for already: `list.length === 0`, `!list.length`.
    pub(super) fn asks_for_amount(&self, test: E, frame: u32) -> bool {
        let program = self.builder.program(frame);
        match program.expr(test) {
            Expr::Length(_) => self.amounts.contains(&self.key(test, frame)),
            Expr::Not(a) | Expr::Equals(a, ..) => self.asks_for_amount(*a, frame),
            _ => false,
        }
    }

    /// Of a comparison of a length with 0, the length: whether there is anything is one question, however it is put.
    fn amount(&self, length: Term, zero: Term) -> Option<Term> {
        let is_length = matches!(self.terms[length as usize], TermKind::Length(..));
        let is_zero = self.terms[zero as usize] == TermKind::Known(Value::of(Kind::Zero));
        (is_length && is_zero).then_some(length)
    }

    /// What an expression is that nothing is known of, but what it depends on.
    fn opaque(&mut self, value: E, frame: u32, depth: usize) -> Term {
        let parts = match self.builder.program(frame).expr(value) {
            Expr::Opaque(parts) | Expr::Element(_, parts) | Expr::Place(parts) | Expr::Computed(parts) => {
                self.tainted_parts(parts.clone(), frame, depth)
            }
            _ if depth <= MAX_DEPTH => self.tainted_inputs(value, frame),
            _ => Vec::new(),
        };
        let key = self.key(value, frame);
        self.keyed(TermKind::Opaque(key, parts), value, frame)
    }

    /// A term whose outcome may be remembered, until one of the variables is written that it was made from.
    fn keyed(&mut self, kind: TermKind, value: E, frame: u32) -> Term {
        let term = self.term(kind);
        if !self.mentions.contains_key(&term) {
            let mut found = Vec::new();
            self.mentioned(value, frame, 0, &mut |var| found.push(var));
            self.mentions.insert(term, found);
        }
        term
    }

    /// A key that is the same for expressions that say the same of the same variables.
    fn key(&self, value: E, frame: u32) -> u64 {
        let mut hasher = FxHasher::default();
        self.hash(value, frame, 0, &mut hasher);
        hasher.finish()
    }

    fn hash(&self, value: E, frame: u32, depth: usize, hasher: &mut FxHasher) {
        let expr = self.builder.program(frame).expr(value);
        std::mem::discriminant(expr).hash(hasher);
        match expr {
            Expr::Var(var) => self.builder.variable(frame, *var).hash(hasher),
            Expr::Member(a, name) if depth < MAX_DEPTH => {
                self.builder.program(frame).names[name.0 as usize].hash(hasher);
                self.hash(*a, frame, depth + 1, hasher);
            }
            Expr::Length(a) if depth < MAX_DEPTH => self.hash(*a, frame, depth + 1, hasher),
            // Which function computes it is not kept: each place is one of its own.
            _ => (value.0, self.builder.frames[frame as usize].file, frame).hash(hasher),
        }
    }

    /// The number of a field of the checkpoint.
    pub(super) fn field(&mut self, name: u32) -> u8 {
        let text = self.builder.names[name as usize].clone();
        super::build::intern(&mut self.fields, &text).min(255) as u8
    }

    pub(super) fn as_merged(&mut self, slot: Term, other: Term) -> Term {
        self.term(TermKind::Merge(slot, other))
    }
}
