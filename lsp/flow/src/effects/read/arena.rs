//! The values of one file, each once.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::effects::deeds::{V, Value};

/// How many different values are told apart; all others are nothing known.
const MAX_VALUES: usize = 16_000;
/// How many values a value may be made of, one inside of the other: every visit recurses.
const MAX_DEPTH: u8 = 48;
/// How many alternatives a value may have.
const MAX_ALTERNATIVES: usize = 6;

/// The values of one file, each once.
pub(super) struct Arena<'a> {
    values: Vec<Value<Cow<'a, str>>>,
    /// Of each, how deep it is.
    depths: Vec<u8>,
    known: FxHashMap<Value<Cow<'a, str>>, V>,
}

impl<'a> Arena<'a> {
    pub(super) fn new() -> Arena<'a> {
        let values = Vec::from(Value::PLAIN);
        let numbered = values.iter().enumerate();
        let known = numbered.map(|(at, value)| (value.clone(), V(at as u16))).collect();
        Arena {
            depths: vec![0; values.len()],
            values,
            known,
        }
    }

    pub(super) fn get(&self, v: V) -> &Value<Cow<'a, str>> {
        &self.values[v.0 as usize]
    }

    pub(super) fn add(&mut self, value: Value<Cow<'a, str>>) -> V {
        if let Some(v) = self.known.get(&value) {
            return *v;
        }
        let depth = self.depth(&value);
        if self.values.len() >= MAX_VALUES || depth > MAX_DEPTH {
            return V::OTHER;
        }
        self.depths.push(depth);
        let v = V(self.values.len() as u16);
        self.values.push(value.clone());
        self.known.insert(value, v);
        v
    }

    fn depth(&self, value: &Value<Cow<'a, str>>) -> u8 {
        let of = |v: &V| self.depths[v.0 as usize] + 1;
        match value {
            Value::Join(parts) => parts.iter().map(of).max().unwrap_or(0),
            Value::Hole(part, _) | Value::Member(part, _) => of(part),
            Value::Object(entries) => entries.iter().map(|(_, value)| of(value)).max().unwrap_or(0),
            Value::Either(one, other) | Value::Or(one, other) => of(one).max(of(other)),
            Value::Called(callee, args) => args.iter().map(of).max().unwrap_or(0).max(of(callee)),
            _ => 0,
        }
    }

    pub(super) fn text(&mut self, text: impl Into<Cow<'a, str>>) -> V {
        self.add(Value::Text(text.into()))
    }

    /// One or the other.
    pub(super) fn either(&mut self, one: V, other: V) -> V {
        if one == other || other == V::ABSENT || self.alternatives(one).contains(&other) {
            return one;
        }
        if one == V::ABSENT || self.alternatives(other).contains(&one) {
            return other;
        }
        if self.alternatives(one).len() + self.alternatives(other).len() > MAX_ALTERNATIVES {
            return V::OTHER;
        }
        self.add(Value::Either(one, other))
    }

    /// The first, or where that is absent, the second.
    pub(super) fn or(&mut self, one: V, other: V) -> V {
        match self.get(one) {
            Value::Absent => other,
            Value::Other | Value::Either(..) => self.either(one, other),
            Value::Param(_) | Value::Member(..) | Value::Called(..) | Value::Or(..) => self.add(Value::Or(one, other)),
            _ => one,
        }
    }

    /// What it may be.
    pub(super) fn alternatives(&self, v: V) -> Vec<V> {
        match self.get(v) {
            Value::Either(one, other) | Value::Or(one, other) => {
                let mut all = self.alternatives(*one);
                all.extend(self.alternatives(*other));
                all
            }
            _ => vec![v],
        }
    }

    /// A property of a value.
    pub(super) fn member(&mut self, object: V, name: Cow<'a, str>) -> V {
        match self.get(object) {
            Value::Absent => V::ABSENT,
            Value::Connection if name == "metadata" => V::METADATA,
            Value::Other if name == "nango" => V::SDK,
            Value::Param(_) | Value::Member(..) | Value::Called(..) | Value::Import(_) => {
                self.add(Value::Member(object, name))
            }
            Value::Either(one, other) | Value::Or(one, other) => {
                let (one, other) = (*one, *other);
                let (one, other) = (self.member(one, name.clone()), self.member(other, name));
                self.either(one, other)
            }
            Value::Object(entries) => {
                let entries = entries.clone();
                let (mut before, mut found) = (Vec::new(), V::ABSENT);
                for (key, value) in entries.iter().rev() {
                    match key {
                        Some(key) if *key == name => {
                            found = *value;
                            break;
                        }
                        Some(_) => {}
                        None => match self.member(*value, name.clone()) {
                            V::ABSENT => {}
                            value => before.push(value),
                        },
                    }
                }
                before
                    .into_iter()
                    .rev()
                    .fold(found, |found, value| self.or(value, found))
            }
            _ => V::OTHER,
        }
    }

    /// An element of a list.
    pub(super) fn element(&mut self, list: V) -> V {
        let Value::Object(entries) = self.get(list) else {
            return V::OTHER;
        };
        let entries = entries.clone();
        let elements = entries.iter().map(|(key, value)| match key {
            Some(_) => *value,
            None => self.element(*value),
        });
        let elements: Vec<V> = elements.collect();
        elements.into_iter().fold(V::ABSENT, |all, one| self.either(all, one))
    }

    /// The value with a property put in.
    pub(super) fn put(&mut self, object: V, name: Cow<'a, str>, value: V) -> V {
        let Value::Object(entries) = self.get(object) else {
            return object;
        };
        let (entries, old) = (entries.to_vec(), self.member(object, name.clone()));
        let value = self.either(old, value);
        let others = entries.into_iter().filter(|(key, _)| key.as_ref() != Some(&name));
        let entries: Vec<_> = others.chain([(Some(name.clone()), value)]).collect();
        self.add(Value::Object(entries.into()))
    }

    /// One text after the other. Nothing known if none of them is a text.
    pub(super) fn join(&mut self, parts: Vec<V>) -> V {
        let mut joined: Vec<V> = Vec::new();
        for part in parts {
            match (joined.last().map(|last| self.get(*last)), self.get(part)) {
                (Some(Value::Text(before)), Value::Text(text)) => {
                    let text = format!("{before}{text}");
                    joined.pop();
                    joined.push(self.text(text));
                }
                (_, Value::Join(parts)) => joined.extend(parts.iter().copied()),
                _ => joined.push(part),
            }
        }
        match joined[..] {
            [] => self.text(""),
            [only] => only,
            _ => self.add(Value::Join(joined.into())),
        }
    }

    /// Whether it may be, or hold, something whose way is followed: the SDK object, metadata, a checkpoint, a connection.
    pub(super) fn carries(&self, v: V) -> bool {
        match self.get(v) {
            Value::Sdk
            | Value::Metadata
            | Value::Checkpoint
            | Value::Connection
            | Value::Param(_)
            | Value::Called(..) => true,
            Value::Member(object, _) => self.carries(*object),
            Value::Either(one, other) | Value::Or(one, other) => self.carries(*one) || self.carries(*other),
            Value::Object(entries) => entries.iter().any(|(_, value)| self.carries(*value)),
            _ => false,
        }
    }
}
