//! The effects of a function, put together from what the files say that it goes through.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use project::FilePath;
use rustc_hash::FxHashMap;

use super::deeds::{Act, Deeds, V, Value, Verb, What};
use super::known::{Known, alternatives, either, member};
use super::{Effects, Fields, Request};

/// How deep calls are followed.
const MAX_DEPTH: usize = 24;
/// How many things are looked at.
const MAX_ACTS: usize = 4_000;

/// Where it is known what the functions of a file do.
pub trait DeedsOf {
    /// What the functions of a file do; none if it is not there, or says nothing.
    fn deeds(&self, file: &FilePath) -> Option<Arc<Deeds>>;
    /// The file that `source` stands for in `from`.
    fn resolve(&self, from: &FilePath, source: &str) -> Option<FilePath>;
}

/// The effects of the function in `file`, helpers included: of its handlers that `is_asked` for by their property (`exec`).
pub fn effects(file: &FilePath, files: &dyn DeedsOf, is_asked: impl Fn(&str) -> bool) -> Effects {
    let mut join = Join {
        files,
        effects: Effects::default(),
        running: Vec::new(),
        acts: 0,
        exports: 0,
    };
    if let Some(deeds) = files.deeds(file) {
        let asked = deeds.handlers.iter().filter(|(property, _)| is_asked(property));
        // One that does nothing is no function here.
        for (_, handler) in asked.filter(|(_, handler)| *handler != V::ABSENT) {
            let frame = Frame::new(file, &deeds, &[]);
            let handler = join.known(&frame, *handler);
            let returned = join.call(&handler, vec![Known::Sdk, Known::Other]);
            // What the function returns leaves it as a whole.
            join.hide(&returned);
        }
    }
    join.effects
}

/// One function while it is looked at.
struct Frame<'a> {
    file: &'a FilePath,
    deeds: &'a Deeds,
    args: &'a [Known],
    /// What the calls that were made gave.
    called: RefCell<FxHashMap<V, Known>>,
}

impl<'a> Frame<'a> {
    fn new(file: &'a FilePath, deeds: &'a Deeds, args: &'a [Known]) -> Frame<'a> {
        Frame {
            file,
            deeds,
            args,
            called: RefCell::default(),
        }
    }
}

struct Join<'s> {
    files: &'s dyn DeedsOf,
    effects: Effects,
    /// The calls that are being looked at.
    running: Vec<(FilePath, u16, Vec<Known>)>,
    acts: usize,
    /// How many exports are being looked up, one through the other.
    exports: usize,
}

impl Join<'_> {
    /// Calls a value, and gives what it returns.
    fn call(&mut self, callee: &Known, args: Vec<Known>) -> Known {
        match callee {
            Known::Function(file, number) => self.function(file, *number, args),
            Known::Idle => Known::Other,
            Known::Either(all) => {
                let returned = all.iter().map(|one| self.call(one, args.clone()));
                let returned: Vec<Known> = returned.collect();
                either(returned)
            }
            _ => {
                for arg in &args {
                    self.hide(arg);
                }
                Known::Other
            }
        }
    }

    fn function(&mut self, file: &FilePath, number: u16, args: Vec<Known>) -> Known {
        let same = self.running.iter().filter(|(it, at, _)| (it, *at) == (file, number));
        // What it does when it calls itself it has been seen to do.
        if same.clone().count() > 1 || same.clone().any(|(.., before)| *before == args) {
            return Known::Other;
        }
        let deeds = self.files.deeds(file);
        let Some(deeds) = deeds.filter(|_| self.running.len() < MAX_DEPTH) else {
            self.effects.hides_calls = true;
            return Known::Other;
        };
        let done = &deeds.functions[number as usize];
        for (at, arg) in args.iter().enumerate().take(32) {
            if done.tracks & 1 << at == 0 {
                self.hide_fields(arg);
            }
        }
        self.running.push((file.clone(), number, args.clone()));
        let frame = Frame::new(file, &deeds, &args);
        for act in &done.acts {
            self.acts += 1;
            if self.acts > MAX_ACTS {
                self.effects.hides_calls = true;
                break;
            }
            self.act(&frame, act);
        }
        let returned = self.known(&frame, done.returns);
        self.running.pop();
        returned
    }

    fn act(&mut self, frame: &Frame<'_>, act: &Act) {
        let on = self.known(frame, act.on);
        let (is_sdk, effects) = (alternatives(&on).contains(&&Known::Sdk), &mut self.effects);
        match act.what {
            // Its value was computed, and with that it was called.
            What::Runs => {}
            What::Hides => self.hide(&on),
            What::ReadsField(name) => {
                let Known::Text(name) = self.known(frame, name) else {
                    return;
                };
                for one in alternatives(&on) {
                    if let Some(fields) = self.fields(one) {
                        fields.add(&name);
                    }
                }
            }
            _ if !is_sdk => {}
            What::ReadsMetadata => effects.metadata_read.is_any = true,
            What::ReadsCheckpoint => effects.checkpoint_read.is_any = true,
            What::ReadsConnection => effects.connection_read.is_any = true,
            What::ReadsEnvironment => effects.reads_environment = true,
            What::ClearsCheckpoint => effects.clears_checkpoint = true,
            What::Requests(verb, config) => self.request(frame, verb, config),
            What::Saves(model) => self.names(frame, model, |effects| &mut effects.models_saved),
            What::Updates(model) => self.names(frame, model, |effects| &mut effects.models_updated),
            What::Deletes(model) => self.names(frame, model, |effects| &mut effects.models_deleted),
            What::Opens(model) | What::Closes(model) => {
                self.names(frame, model, |effects| &mut effects.deletion_windows);
            }
            What::TriggersAction(name) => {
                self.effects.triggers = true;
                self.names(frame, name, |effects| &mut effects.actions_triggered);
            }
            What::TriggersSync(name) => {
                self.effects.triggers = true;
                self.names(frame, name, |effects| &mut effects.syncs_triggered);
            }
            What::WritesMetadata(object) => {
                let object = self.known(frame, object);
                self.effects.metadata_written.write(&object);
            }
            What::SavesCheckpoint(object) => {
                let object = self.known(frame, object);
                self.effects.checkpoint_written.write(&object);
            }
        }
    }

    /// Adds the texts that a value may be.
    fn names(&mut self, frame: &Frame<'_>, v: V, names: impl Fn(&mut Effects) -> &mut BTreeSet<Box<str>>) {
        let known = self.known(frame, v);
        for one in alternatives(&known) {
            match one {
                Known::Text(text) => {
                    names(&mut self.effects).insert(text.as_str().into());
                }
                _ => self.effects.has_computed_names = true,
            }
        }
    }

    fn request(&mut self, frame: &Frame<'_>, verb: Verb, config: V) {
        let config = self.known(frame, config);
        let texts = |name: &str| -> Vec<Option<Box<str>>> {
            let value = member(&config, name);
            let texts = alternatives(&value).into_iter().map(|one| match one {
                Known::Text(text) => Some(text.as_str().into()),
                _ => None,
            });
            texts.collect()
        };
        let fixed = match verb {
            Verb::Get => Some("GET"),
            Verb::Post => Some("POST"),
            Verb::Put => Some("PUT"),
            Verb::Patch => Some("PATCH"),
            Verb::Delete => Some("DELETE"),
            Verb::Configured | Verb::Paginated | Verb::Fetched => None,
        };
        let methods = match (fixed, member(&config, "method")) {
            (Some(method), _) => vec![Some(method.into())],
            (None, Known::Absent) => vec![Some("GET".into())],
            (None, _) => {
                let methods = texts("method").into_iter();
                methods.map(|it| it.map(|it| it.to_uppercase().into())).collect()
            }
        };
        let bases = match member(&config, "baseUrlOverride") {
            Known::Absent => vec![None],
            // Whichever it is: where the request goes is the endpoint.
            _ => texts("baseUrlOverride"),
        };
        let mut endpoints = texts(if verb == Verb::Fetched { "url" } else { "endpoint" });
        if endpoints.len() > 1 {
            // What a variable holds before it is known where to.
            endpoints.retain(|endpoint| endpoint.as_deref() != Some(""));
        }
        for method in &methods {
            for base_url in &bases {
                for endpoint in &endpoints {
                    self.effects.requests.insert(Request {
                        method: method.clone(),
                        base_url: base_url.clone(),
                        endpoint: endpoint.clone(),
                        is_paginated: verb == Verb::Paginated,
                    });
                }
            }
        }
    }

    /// What is read of a value, if that is written down.
    fn fields(&mut self, of: &Known) -> Option<&mut Fields> {
        match of {
            Known::Metadata => Some(&mut self.effects.metadata_read),
            Known::Checkpoint => Some(&mut self.effects.checkpoint_read),
            Known::Connection => Some(&mut self.effects.connection_read),
            _ => None,
        }
    }

    /// A value goes where it is not followed.
    fn hide(&mut self, value: &Known) {
        match value {
            Known::Sdk => self.effects.hides_calls = true,
            Known::Object(entries) => entries.iter().for_each(|(_, value)| self.hide(value)),
            Known::Either(all) => all.iter().for_each(|value| self.hide(value)),
            // A callback that calls the SDK object of somebody else is not seen: it may be handed it.
            _ => self.hide_fields(value),
        }
    }

    /// Of metadata or the like, any field may be read.
    fn hide_fields(&mut self, value: &Known) {
        for one in alternatives(value) {
            if let Some(fields) = self.fields(one) {
                fields.is_any = true;
                fields.has_more = true;
            }
        }
    }

    /// What a value of a function is. A call in it is made.
    fn known(&mut self, frame: &Frame<'_>, v: V) -> Known {
        let of = |text: &str| Known::Text(text.to_owned());
        match frame.deeds.value(v) {
            Value::Other | Value::Inner(_) => Known::Other,
            Value::Absent => Known::Absent,
            Value::Sdk => Known::Sdk,
            Value::Metadata => Known::Metadata,
            Value::Checkpoint => Known::Checkpoint,
            Value::Connection => Known::Connection,
            Value::Text(text) => of(text),
            Value::Join(parts) => {
                let parts = parts.iter().map(|part| match self.known(frame, *part) {
                    Known::Text(text) => text,
                    _ => "{…}".to_owned(),
                });
                Known::Text(parts.collect())
            }
            Value::Hole(value, name) => match self.known(frame, *value) {
                Known::Text(text) => Known::Text(text),
                _ => Known::Text(format!("{{{name}}}")),
            },
            Value::Param(at) => frame.args.get(*at as usize).cloned().unwrap_or(Known::Absent),
            Value::Member(object, name) => {
                let object = self.known(frame, *object);
                match &object {
                    Known::Module(file) => self.exported(file, name),
                    _ => member(&object, name),
                }
            }
            Value::Object(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|(key, value)| (key.clone(), self.known(frame, *value)));
                Known::Object(entries.collect())
            }
            Value::Either(one, other) => {
                let all = [*one, *other].map(|v| self.known(frame, v));
                either(all.into())
            }
            Value::Or(one, other) => match self.known(frame, *one) {
                Known::Absent => self.known(frame, *other),
                Known::Other => {
                    let other = self.known(frame, *other);
                    either(vec![Known::Other, other])
                }
                known => known,
            },
            Value::Function(number) => Known::Function(frame.file.clone(), *number),
            Value::Import(import) => match self.files.resolve(frame.file, &import.0) {
                Some(file) if &*import.1 == "*" => Known::Module(file),
                Some(file) => self.exported(&file, &import.1),
                None => Known::Other,
            },
            Value::Called(callee, args) => {
                if let Some(known) = frame.called.borrow().get(&v) {
                    return known.clone();
                }
                let callee = self.known(frame, *callee);
                let args = args.iter().map(|arg| self.known(frame, *arg)).collect();
                let known = self.call(&callee, args);
                frame.called.borrow_mut().insert(v, known.clone());
                known
            }
        }
    }

    /// What a file exports under a name, through other files too.
    fn exported(&mut self, file: &FilePath, name: &str) -> Known {
        if self.exports >= MAX_DEPTH {
            return Known::Other;
        }
        self.exports += 1;
        let known = self.export(file, name);
        self.exports -= 1;
        known
    }

    fn export(&mut self, file: &FilePath, name: &str) -> Known {
        let Some(deeds) = self.files.deeds(file) else {
            return Known::Other;
        };
        let frame = Frame::new(file, &deeds, &[]);
        if let Some((_, value)) = deeds.exports.iter().find(|(exported, _)| &**exported == name) {
            return match value {
                &V::ABSENT => Known::Idle,
                value => self.known(&frame, *value),
            };
        }
        for (_, value) in deeds.exports.iter().filter(|(exported, _)| &**exported == "*") {
            let Known::Module(other) = self.known(&frame, *value) else {
                continue;
            };
            let known = self.exported(&other, name);
            if known != Known::Other {
                return known;
            }
        }
        Known::Other
    }
}

impl Fields {
    fn add(&mut self, name: &str) {
        self.is_any = true;
        self.names.insert(name.into());
    }

    /// The properties of an object are written.
    fn write(&mut self, object: &Known) {
        self.is_any = true;
        match object {
            Known::Object(entries) => {
                for (key, value) in entries {
                    match key {
                        Some(key) => self.add(key),
                        None => self.write(value),
                    }
                }
            }
            Known::Either(all) => all.iter().for_each(|one| self.write(one)),
            // What was read is written again.
            Known::Metadata | Known::Checkpoint | Known::Absent => {}
            _ => self.has_more = true,
        }
    }
}
