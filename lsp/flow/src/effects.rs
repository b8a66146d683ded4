//! What a function does to the world, as far as its calls on the SDK object say so, helpers included.
//!
//! Of each file it is kept what its functions do with what they are handed ([`Deeds`]); it is put together when somebody
//! asks ([`effects`]). What is not understood is said, and not guessed.

mod deeds;
mod join;
mod known;
mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;

pub use deeds::Deeds;
pub use join::{DeedsOf, effects};
pub use read::deeds;

/// What a function does to the world.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// Requests to the provider, through Nango's proxy or past it.
    pub requests: BTreeSet<Request>,
    /// Models whose records are saved. They stay local in a dry run, as all that is done to records.
    pub models_saved: BTreeSet<Box<str>>,
    /// Models whose records are updated.
    pub models_updated: BTreeSet<Box<str>>,
    /// Models whose records are deleted one by one.
    pub models_deleted: BTreeSet<Box<str>>,
    /// Models of which everything is deleted that was not saved again.
    pub deletion_windows: BTreeSet<Box<str>>,
    /// Of the metadata of the connection, what is read.
    pub metadata_read: Fields,
    /// What is written of it: really, even in a dry run.
    pub metadata_written: Fields,
    /// Of the checkpoint, what is read.
    pub checkpoint_read: Fields,
    /// What is saved in it.
    pub checkpoint_written: Fields,
    /// Whether the checkpoint is cleared.
    pub clears_checkpoint: bool,
    /// Of the connection, what is read.
    pub connection_read: Fields,
    /// Whether the environment variables are read.
    pub reads_environment: bool,
    /// Whether other functions are started: really, even in a dry run.
    pub triggers: bool,
    /// The actions that are started, by name.
    pub actions_triggered: BTreeSet<Box<str>>,
    /// The syncs that are started, by name.
    pub syncs_triggered: BTreeSet<Box<str>>,
    /// Whether a model or a function of these is named by what only a run knows.
    pub has_computed_names: bool,
    /// Whether the SDK object goes where it cannot be followed: anything may be done with it there.
    pub hides_calls: bool,
}

/// A request to the provider.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Request {
    /// The HTTP method in upper case; `None` where it cannot be read.
    pub method: Option<Box<str>>,
    /// What it overrides the provider's base address with, as far as that can be read.
    pub base_url: Option<Box<str>>,
    /// The endpoint, with what is filled in when it runs in braces: `/deals/{id}`; `None` where it cannot be read. Of a
    /// request past the proxy the whole address.
    pub endpoint: Option<Box<str>>,
    /// Whether it is made for each page.
    pub is_paginated: bool,
}

/// What is read or written of a value: of metadata, a checkpoint, the connection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// Whether it is read or written at all.
    pub is_any: bool,
    /// Its properties that are.
    pub names: BTreeSet<Box<str>>,
    /// Whether others may be too.
    pub has_more: bool,
}

impl Effects {
    /// Whether something is written that a dry run does not keep local (`NangoActionCLI` and `NangoSyncCLI` of the CLI's
    /// `services/sdk.ts`: only records, checkpoints and deletion tracking are). Of what cannot be read, the worst is supposed.
    pub fn writes(&self) -> bool {
        self.metadata_written.is_any || self.triggers || self.hides_calls || self.requests.iter().any(Request::writes)
    }

    /// Whether there may be more than it says.
    pub fn is_partial(&self) -> bool {
        let fields = [
            &self.metadata_read,
            &self.metadata_written,
            &self.checkpoint_read,
            &self.checkpoint_written,
        ];
        let is_unread = |request: &Request| request.method.is_none() || request.endpoint.is_none();
        self.hides_calls
            || self.has_computed_names
            || fields.iter().any(|fields| fields.has_more)
            || self.requests.iter().any(is_unread)
    }

    /// What is really written, each in a few words.
    pub fn written(&self) -> impl Iterator<Item = String> + '_ {
        let requests = self
            .requests
            .iter()
            .filter(|request| request.writes())
            .map(ToString::to_string);
        let metadata = self
            .metadata_written
            .is_any
            .then(|| "the connection's metadata".to_owned());
        let triggers = self.triggers.then(|| "other functions are started".to_owned());
        let hidden = self.hides_calls.then(|| "what cannot be read".to_owned());
        requests.chain(metadata).chain(triggers).chain(hidden)
    }
}

impl Request {
    /// Whether it may change something at the provider.
    pub fn writes(&self) -> bool {
        !matches!(self.method.as_deref(), Some("GET" | "HEAD" | "OPTIONS"))
    }
}

/// What is really written, in a few words: ``POST /contacts, the connection's metadata``.
impl fmt::Display for Effects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<_> = self.written().collect();
        f.write_str(&all.join(", "))
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.method.as_deref().unwrap_or("a request"))?;
        match (self.base_url.as_deref(), self.endpoint.as_deref()) {
            (base, Some(endpoint)) => write!(f, " {}{endpoint}", base.unwrap_or_default()),
            (Some(base), None) => write!(f, " to a computed endpoint of {base}"),
            (None, None) => f.write_str(" to a computed endpoint"),
        }
    }
}
