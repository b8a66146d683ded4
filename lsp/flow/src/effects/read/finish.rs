//! What is kept of what was read: no more than somebody may ask for.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{Draft, Reader};
use crate::effects::deeds::{Act, Deeds, FunctionDeeds, V, Value, What};

impl<'a> Reader<'a> {
    pub(super) fn finish(mut self) -> Deeds {
        for at in 0..self.functions.len() {
            self.functions[at].returns = self.useful(self.functions[at].returns, 0);
        }
        let tracked = self.tracked();
        for (draft, tracked) in self.functions.iter_mut().zip(&tracked) {
            let values = &self.values;
            draft.acts.retain(|act| match (act.what, root(values, act.on)) {
                (What::ReadsField(_) | What::Hides, Some(param)) => tracked & 1 << param != 0,
                _ => true,
            });
        }
        let idle = self.idle();
        let mut keep = Keep {
            reader: &self,
            idle: &idle,
            kept: FxHashMap::default(),
            values: Vec::new(),
            functions: FxHashMap::default(),
            order: Vec::new(),
        };
        let handlers = keep.named(&self.handlers);
        let exports = keep.named(&self.exports);
        let (mut functions, mut at) = (Vec::new(), 0);
        while let Some(number) = keep.order.get(at).copied() {
            at += 1;
            let draft = &self.functions[number as usize];
            functions.push(keep.deeds(draft, tracked[number as usize]));
        }
        Deeds {
            values: keep.values.into(),
            functions: functions.into(),
            handlers,
            exports: exports.into_iter().filter(|(_, value)| *value != V::OTHER).collect(),
        }
    }

    /// What of a returned value is of use to who calls: something whose way is followed, or what a request is made of.
    fn useful(&mut self, v: V, depth: u32) -> V {
        let value = self.values.get(v).clone();
        match value {
            Value::Object(entries) if depth < 2 => {
                let is_asked_for =
                    |key: &Cow<'_, str>| matches!(&**key, "endpoint" | "method" | "baseUrlOverride" | "url");
                let is_request = entries.iter().flat_map(|(key, _)| key).any(is_asked_for);
                let entries = entries.iter().filter_map(|(key, value)| {
                    let value = self.useful(*value, depth + 1);
                    let is_kept = match key {
                        Some(key) => value != V::OTHER && self.is_followed(value) || is_request && is_asked_for(key),
                        None => is_request || value != V::OTHER,
                    };
                    is_kept.then(|| (key.clone(), value))
                });
                let entries: Vec<_> = entries.collect();
                match entries.is_empty() {
                    true => V::OTHER,
                    false => self.values.add(Value::Object(entries.into())),
                }
            }
            Value::Either(one, other) | Value::Or(one, other) => {
                let (one, other) = (self.useful(one, depth), self.useful(other, depth));
                self.values.either(one, other)
            }
            Value::Object(_) | Value::Inner(_) => V::OTHER,
            _ => v,
        }
    }

    fn is_followed(&self, v: V) -> bool {
        matches!(
            self.values.get(v),
            Value::Sdk | Value::Metadata | Value::Checkpoint | Value::Connection | Value::Object(_)
        )
    }

    /// Of each function the parameters, as bits, that may be handed something whose fields are of interest.
    fn tracked(&self) -> Vec<u32> {
        let exported = self.exports.iter().filter_map(|(_, value)| self.number_of(*value));
        let mut tracked = vec![0; self.functions.len()];
        for number in exported {
            tracked[number] = self.functions[number].named;
        }
        loop {
            let before = tracked.clone();
            for (at, draft) in self.functions.iter().enumerate() {
                for act in &draft.acts {
                    let (What::Runs, Value::Called(callee, args)) = (act.what, self.values.get(act.on)) else {
                        continue;
                    };
                    let Some(callee) = self.number_of(*callee) else {
                        continue;
                    };
                    for (param, arg) in args.iter().enumerate().take(32) {
                        if self.is_rich(*arg, before[at]) {
                            tracked[callee] |= 1 << param;
                        }
                    }
                }
            }
            if tracked == before {
                return tracked;
            }
        }
    }

    /// Whether a value may hold metadata or the like, where the parameters in `tracked` may.
    fn is_rich(&self, v: V, tracked: u32) -> bool {
        match self.values.get(v) {
            Value::Metadata | Value::Checkpoint | Value::Connection | Value::Sdk => true,
            Value::Param(at) => tracked & 1 << at != 0,
            Value::Member(object, _) => self.is_rich(*object, tracked),
            Value::Called(callee, _) => self
                .number_of(*callee)
                .is_none_or(|callee| self.functions[callee].returns != V::OTHER),
            Value::Object(entries) => entries.iter().any(|(_, value)| self.is_rich(*value, tracked)),
            Value::Either(one, other) | Value::Or(one, other) => {
                self.is_rich(*one, tracked) || self.is_rich(*other, tracked)
            }
            _ => false,
        }
    }

    fn number_of(&self, v: V) -> Option<usize> {
        match self.values.get(v) {
            Value::Function(number) => Some(*number as usize),
            _ => None,
        }
    }

    /// Which functions do nothing of interest, and call nothing that does.
    fn idle(&self) -> Vec<bool> {
        let mut idle = vec![true; self.functions.len()];
        loop {
            let before = idle.clone();
            for (at, draft) in self.functions.iter().enumerate() {
                idle[at] &= draft.acts.iter().all(|act| self.is_idle(act, &before));
            }
            if idle == before {
                return idle;
            }
        }
    }

    fn is_idle(&self, act: &Act, idle: &[bool]) -> bool {
        let (What::Runs, Value::Called(callee, args)) = (act.what, self.values.get(act.on)) else {
            return false;
        };
        // A function that is handed over may be called by who is handed it.
        let hands_over = args.iter().any(|arg| self.number_of(*arg).is_some_and(|it| !idle[it]));
        !hands_over && self.number_of(*callee).is_some_and(|callee| idle[callee])
    }
}

/// The parameter that a value is, or is a property of.
fn root(values: &super::Arena<'_>, v: V) -> Option<u8> {
    match values.get(v) {
        Value::Param(at) => Some(*at),
        Value::Member(object, _) => root(values, *object),
        _ => None,
    }
}

struct Keep<'r, 'a> {
    reader: &'r Reader<'a>,
    idle: &'r [bool],
    kept: FxHashMap<V, V>,
    values: Vec<Value<Box<str>>>,
    /// The new numbers of functions.
    functions: FxHashMap<u16, u16>,
    order: Vec<u16>,
}

impl Keep<'_, '_> {
    /// Values by name. A function that does nothing is [`V::ABSENT`]: it is there.
    fn named(&mut self, all: &[(Cow<'_, str>, V)]) -> Box<[(Box<str>, V)]> {
        let named = all.iter().map(|(name, v)| {
            let is_function = self.reader.number_of(*v).is_some();
            let value = match self.value(*v) {
                V::OTHER if is_function => V::ABSENT,
                value => value,
            };
            (Box::from(&**name), value)
        });
        named.collect()
    }

    fn deeds(&mut self, draft: &Draft, tracks: u32) -> FunctionDeeds {
        let mut acts = Vec::new();
        for act in &draft.acts {
            if self.reader.is_idle(act, self.idle) {
                continue;
            }
            let on = self.value(act.on);
            if on == V::OTHER {
                continue;
            }
            let mut value = |v| self.value(v);
            let what = match act.what {
                What::Requests(verb, v) => What::Requests(verb, value(v)),
                What::Saves(v) => What::Saves(value(v)),
                What::Updates(v) => What::Updates(value(v)),
                What::Deletes(v) => What::Deletes(value(v)),
                What::Opens(v) => What::Opens(value(v)),
                What::Closes(v) => What::Closes(value(v)),
                What::WritesMetadata(v) => What::WritesMetadata(value(v)),
                What::SavesCheckpoint(v) => What::SavesCheckpoint(value(v)),
                What::TriggersAction(v) => What::TriggersAction(value(v)),
                What::TriggersSync(v) => What::TriggersSync(value(v)),
                What::ReadsField(v) => What::ReadsField(value(v)),
                other => other,
            };
            acts.push(Act { on, what });
        }
        FunctionDeeds {
            acts: acts.into(),
            returns: self.value(draft.returns),
            tracks,
        }
    }

    fn value(&mut self, v: V) -> V {
        if (v.0 as usize) < Value::<Box<str>>::PLAIN.len() {
            return v;
        }
        if let Some(kept) = self.kept.get(&v) {
            return *kept;
        }
        let text = |text: &Cow<'_, str>| Box::from(&**text);
        let value = match self.reader.values.get(v) {
            Value::Text(it) => Value::Text(text(it)),
            Value::Join(parts) => Value::Join(parts.iter().map(|part| self.value(*part)).collect()),
            Value::Hole(part, name) => Value::Hole(self.value(*part), text(name)),
            Value::Param(at) => Value::Param(*at),
            Value::Member(object, name) => Value::Member(self.value(*object), text(name)),
            Value::Object(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|(key, value)| (key.as_ref().map(text), self.value(*value)));
                Value::Object(entries.collect())
            }
            Value::Either(one, other) => Value::Either(self.value(*one), self.value(*other)),
            Value::Or(one, other) => Value::Or(self.value(*one), self.value(*other)),
            Value::Import(it) => match it.0.starts_with('.') {
                true => Value::Import(Box::new((text(&it.0), text(&it.1)))),
                false => Value::Other,
            },
            Value::Function(number) => self.function(*number),
            Value::Called(callee, args) => match self.value(*callee) {
                V::OTHER => Value::Other,
                callee => Value::Called(callee, args.iter().map(|arg| self.value(*arg)).collect()),
            },
            _ => Value::Other,
        };
        let kept = match value {
            Value::Other => V::OTHER,
            value => {
                self.values.push(value);
                V((Value::<Box<str>>::PLAIN.len() + self.values.len()) as u16 - 1)
            }
        };
        self.kept.insert(v, kept);
        kept
    }

    /// A function, unless it does nothing and gives nothing of use.
    fn function(&mut self, number: u16) -> Value<Box<str>> {
        let draft = &self.reader.functions[number as usize];
        let returns = self.reader.values.get(draft.returns);
        if self.idle[number as usize] && matches!(returns, Value::Other | Value::Absent | Value::Param(_)) {
            return Value::Other;
        }
        let next = self.order.len() as u16;
        let new = *self.functions.entry(number).or_insert(next);
        if new == next {
            self.order.push(number);
        }
        Value::Function(new)
    }
}
