//! What the user has agreed to: a dry run is not dry, for what a function writes to the provider is written.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use flow::Effects;
use project::FilePath;
use tower_lsp::ls_types::MessageType;

use super::task::Request;
use super::{ask, is_production};
use crate::server::Server;

/// What the user agreed to of each function that writes.
#[derive(Debug, Default)]
pub(super) struct Consents(Mutex<HashMap<FilePath, Consent>>);

/// What the user agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Consent {
    /// What is written, in the words of the question.
    written: String,
    /// Whether mocks are saved, for which a function may run twice.
    saves: bool,
}

impl Consent {
    /// What a run has to be allowed; none if it writes nothing.
    fn to(effects: &Effects, request: &Request) -> Option<Self> {
        effects.writes().then(|| Self {
            written: effects.to_string(),
            saves: request.save,
        })
    }

    /// Whether who agreed to this has agreed to that as well.
    fn covers(&self, other: &Self) -> bool {
        self.written == other.written && (self.saves || !other.saves)
    }
}

impl Consents {
    fn cover(&self, file: &FilePath, wanted: &Consent) -> bool {
        let given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        given.get(file).is_some_and(|given| given.covers(wanted))
    }

    fn add(&self, file: &FilePath, new: Consent) {
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !given.get(file).is_some_and(|given| given.covers(&new)) {
            given.insert(file.clone(), new);
        }
    }
}

/// Whether the user allows a run. That is asked once for what a function writes, and every time where it runs in production. A
/// question may stand for long: where something else would be written than it says, it is asked again.
pub(super) async fn is_given(server: &Server, request: &Request, environment: &str) -> bool {
    let file = &request.runnable.file;
    let consents = &server.runs().consents;
    let effects = || server.snapshot().analysis.effects_of_run(file);
    let mut now = effects();
    loop {
        let wanted = Consent::to(&now, request);
        let is_agreed = wanted.as_ref().is_none_or(|wanted| consents.cover(file, wanted));
        if is_agreed && !is_production(environment) {
            return true;
        }
        let question = question(request, environment, &now);
        if !ask::button(server, MessageType::WARNING, &question, "Run").await {
            return false;
        }
        if let Some(wanted) = wanted.clone() {
            consents.add(file, wanted);
        }
        now = effects();
        if Consent::to(&now, request) == wanted {
            return true;
        }
    }
}

fn question(request: &Request, environment: &str, effects: &Effects) -> String {
    let name = &request.runnable.name;
    let does = match (effects.writes(), is_production(environment)) {
        (true, true) => format!("`{name}` really writes, and to `{environment}`: {effects}"),
        (true, false) => format!("a dry run of `{name}` really writes: {effects}"),
        (false, _) => format!("`{name}` would run in `{environment}`"),
    };
    let twice = match request.save && effects.writes() {
        true => "; to save mocks it runs twice, unless it has succeeded since the last edit",
        false => "",
    };
    format!("{does}{twice}")
}
