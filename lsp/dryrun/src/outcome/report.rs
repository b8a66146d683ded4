//! The result of a successful run: what an action returned, what a sync would save and delete.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;
use serde_json::Value;

use super::Payload;
use crate::Kind;

/// The result of a successful run.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What the function produced.
    pub produced: Produced,
    /// The measurements that were asked for, as the CLI prints them.
    pub diagnostics: Option<String>,
    /// The file with the mocks, if they were asked for.
    pub mocks: Option<String>,
    /// The size of the result as JSON, in bytes. In production an action's output may have 2 MB; the CLI does not check it.
    pub size: usize,
}

/// What a function produced.
#[derive(Debug, Clone, PartialEq)]
pub enum Produced {
    /// The output of an action; `None` for `undefined`.
    Output(Option<Payload>),
    /// What a sync would save and delete.
    Records(Records),
    /// There was more output than we keep: the run succeeded, its result is not known.
    Truncated,
}

/// What a sync would save and delete.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Records {
    /// How many records, by what would happen to them.
    pub counts: Counts,
    /// The batches in the order of the calls.
    pub batches: Vec<Written>,
}

/// How many records a sync would add, update and delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Saved records.
    pub added: u64,
    /// Updated records.
    pub updated: u64,
    /// Deleted records.
    pub deleted: u64,
}

/// The records of one call of `batchSave`, `batchUpdate` or `batchDelete`.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The model; `None` for deletions, for which the CLI does not print it.
    pub model: Option<String>,
    /// The records.
    pub records: Vec<Payload>,
}

impl Records {
    /// The models that would be written, each once, in the order of their first batch.
    pub fn models(&self) -> Vec<&str> {
        let mut models = Vec::new();
        for model in self.batches.iter().filter_map(|batch| batch.model.as_deref()) {
            if !models.contains(&model) {
                models.push(model);
            }
        }
        models
    }
}

/// Largest output of an action in production, in bytes.
pub const LARGEST_OUTPUT: usize = 2 * 1024 * 1024;

impl Report {
    pub(super) fn truncated() -> Self {
        Self {
            produced: Produced::Truncated,
            diagnostics: None,
            mocks: None,
            size: 0,
        }
    }

    /// Whether this is an action's output that production will refuse.
    pub fn is_too_large(&self) -> bool {
        matches!(self.produced, Produced::Output(_)) && self.size > LARGEST_OUTPUT
    }

    /// Reads what follows the line `Executing …`. A function may log `Done` too: the first `Done` counts whose remainder
    /// is a result.
    pub(super) fn read(run: &str, kind: Kind) -> Option<Self> {
        const DONE: &str = "\nDone\n";
        run.match_indices(DONE)
            .find_map(|(index, _)| Self::read_remainder(&run[index + DONE.len()..], kind))
    }

    fn read_remainder(text: &str, kind: Kind) -> Option<Self> {
        let (diagnostics, text) = match DIAGNOSTICS.captures(text) {
            Some(found) => (Some(found[1].to_owned()), &text[found[0].len()..]),
            None => (None, text),
        };
        let (mocks, text) = match MOCKS.captures(text) {
            Some(found) => (Some(found[1].to_owned()), &text[..text.len() - found[0].len()]),
            None => (None, text),
        };
        let produced = match kind {
            Kind::Action => Produced::Output(output(text.trim())?),
            Kind::Sync => Produced::Records(records(text)?),
        };
        Some(Self {
            produced,
            diagnostics,
            mocks,
            size: text.trim().len(),
        })
    }
}

static DIAGNOSTICS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\n?━{20,}\nDiagnostics Summary\n━{20,}\n((?s:.*?))\n━{20,}\n").expect("the expression is constant")
});

static MOCKS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\n?\n✅ Mocks saved to (.*)\n?$").expect("the expression is constant"));

/// `None` when `text` is no output; `Some(None)` for `undefined`.
fn output(text: &str) -> Option<Option<Payload>> {
    match text {
        "undefined" | "no output" => Some(None),
        _ => serde_json::from_str(text).ok().map(|value| Some(Payload(value))),
    }
}

/// A sync that saved nothing prints nothing.
fn records(text: &str) -> Option<Records> {
    if text.trim().is_empty() {
        return Some(Records::default());
    }
    let rest = text.strip_prefix("The dry run would produce the following results: ")?;
    let (counts, rest) = rest.split_once("\nThe following log messages were generated:\n")?;
    Some(Records {
        counts: serde_json::from_str(counts).ok()?,
        batches: batches(rest),
    })
}

/// A sequence of JSON documents: a string begins a batch, an object is a record of it.
fn batches(text: &str) -> Vec<Written> {
    static MODEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^A batch \w+ call would \w+ the following data to the (.*) model:$").expect("constant")
    });
    let mut batches: Vec<Written> = Vec::new();
    for value in serde_json::Deserializer::from_str(text)
        .into_iter()
        .map_while(Result::ok)
    {
        match (value, batches.last_mut()) {
            (Value::String(heading), _) => {
                let model = MODEL.captures(&heading).map(|found| found[1].to_owned());
                batches.push(Written {
                    model,
                    records: Vec::new(),
                });
            }
            (record, Some(batch)) => batch.records.push(Payload(record)),
            (_, None) => {}
        }
    }
    batches
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.produced {
            Produced::Output(None) => f.write_str("the action returned nothing"),
            Produced::Output(Some(_)) if self.is_too_large() => {
                let megabytes = self.size as f64 / (1024.0 * 1024.0);
                write!(
                    f,
                    "the action returned {megabytes:.1} MB, in production 2 MB are the limit"
                )
            }
            Produced::Output(Some(_)) => f.write_str("the action returned its output"),
            Produced::Records(records) => records.counts.fmt(f),
            Produced::Truncated => f.write_str("the function succeeded, its output is too large to be read"),
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<_> = [
            (self.added, "saved"),
            (self.updated, "updated"),
            (self.deleted, "deleted"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
        if parts.is_empty() {
            f.write_str("nothing would be saved")
        } else {
            f.write_str(&parts.join(", "))
        }
    }
}
