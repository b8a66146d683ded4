//! How an expression holds what some variables hold.

use rustc_hash::FxHashMap;

use super::Slice;
use crate::graph::build::Variable;
use crate::graph::terms::taint::each_part;
use crate::ir::{ADDED, COMPUTED, E, Expr};

/// How deep expressions are looked into.
const MAX_DEPTH: usize = 24;

/// How an expression holds one of some variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holds {
    Not,
    /// In a property of an object, or beside something else: that is there without it.
    AsProperty,
    /// It is made from one that may be `undefined`: where that is, it cannot be made.
    Within,
    /// It is one that may be `undefined`.
    Bare,
    /// It is made from it.
    Itself,
}

/// The variables that are asked for, and those that are made from them.
pub(super) type Made = FxHashMap<Variable, Holds>;

impl Holds {
    /// Whether nothing of it is there without the variable.
    pub(super) fn is_whole(self) -> bool {
        self >= Holds::Within
    }
}

impl Slice<'_, '_> {
    pub(super) fn holds(&self, value: E, frame: u32, made: &Made, depth: usize) -> Holds {
        if depth > MAX_DEPTH {
            // As if something else were there too: then nothing is lost.
            return Holds::AsProperty;
        }
        let program = self.slots.builder.program(frame);
        let of = |value: E| self.holds(value, frame, made, depth + 1);
        let of_any = |parts: &[E]| parts.iter().map(|part| of(*part)).max().unwrap_or(Holds::Not);
        match program.expr(value) {
            Expr::Var(var) => {
                let var = self.slots.builder.variable(frame, *var);
                var.and_then(|var| made.get(&var)).copied().unwrap_or(Holds::Not)
            }
            Expr::Member(object, _) => match of(*object) {
                Holds::Bare => Holds::Within,
                held => held,
            },
            // What is called on a list, or with it first: the rest says how.
            Expr::Opaque(parts) | Expr::Element(_, parts) | Expr::Place(parts) => {
                let (first, rest) = parts.split_at(parts.len().min(1));
                let items = rest.iter().filter(|part| matches!(program.expr(**part), Expr::List(_)));
                let items: Vec<E> = items.copied().collect();
                match of_any(first).max(of_any(&items)) {
                    Holds::Bare => Holds::Within,
                    held if held.is_whole() => held,
                    held => held.max(of_any(rest).min(Holds::AsProperty)),
                }
            }
            Expr::List(items) => match of_any(items) {
                Holds::Bare => Holds::Within,
                held => held,
            },
            Expr::Object(own, spread) => {
                let own: Vec<E> = own.iter().map(|(_, part)| *part).collect();
                match (&own[..], &spread[..]) {
                    ([], [spread]) if of(*spread) == Holds::Itself => Holds::Itself,
                    _ => of_any(&own).max(of_any(spread)).min(Holds::AsProperty),
                }
            }
            Expr::Nullish(a, b) | Expr::Or(a, b) => match (of(*a), of(*b)) {
                (held, other) if held.is_whole() => or_else(held, program.expr(*b), other),
                (held, other) => held.max(other.min(Holds::AsProperty)),
            },
            Expr::Cond(test, yes, no) => match (of(*yes), of(*no)) {
                (yes, no) if yes.is_whole() && no.is_whole() => yes.min(no),
                (held, other) if held.is_whole() => or_else(held, program.expr(*no), other),
                (other, held) if held.is_whole() => or_else(held, program.expr(*yes), other),
                (yes, no) => yes.max(no).max(of(*test).min(Holds::AsProperty)),
            },
            // What is asked of it, it is not.
            expr @ (Expr::Not(_)
            | Expr::Equals(..)
            | Expr::Less(..)
            | Expr::HasType(..)
            | Expr::Truth(_)
            | Expr::Length(_)) => {
                let mut held = Holds::Not;
                each_part(expr, &mut |part| held = held.max(of(part)));
                held.min(Holds::AsProperty)
            }
            expr => {
                let mut held = Holds::Not;
                each_part(expr, &mut |part| held = held.max(of(part)));
                held
            }
        }
    }

    /// Whether what is put there becomes an element of a list or a map.
    pub(super) fn is_element(&self, path: &[u32]) -> bool {
        let last = path.last().map(|last| &*self.slots.builder.names[*last as usize]);
        matches!(last, Some(ADDED | COMPUTED))
    }
}

/// What a value holds that another one stands for where it is not there.
fn or_else(held: Holds, other: &Expr, held_by_other: Holds) -> Holds {
    match other {
        Expr::Known(value) if value.is_nullish() == Some(true) => Holds::Bare,
        other if other.is_empty() => Holds::Itself,
        _ if held_by_other.is_whole() => held.max(held_by_other),
        _ => Holds::AsProperty,
    }
}
