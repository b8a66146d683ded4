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
    /// The size of an action's output as JSON without spaces, in bytes. In production it may have 2 MB; the CLI does not check it.
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
        let size = match &produced {
            Produced::Output(Some(output)) => compact_length(&output.0),
            _ => 0,
        };
        Some(Self {
            produced,
            diagnostics,
            mocks,
            size,
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

/// What `JSON.stringify(output)` has in UTF-8, which is what Nango's runner measures (`exec.ts`). The CLI prints with spaces.
fn compact_length(output: &Value) -> usize {
    struct Counter(usize);
    impl std::io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut counter = Counter(0);
    // Neither the value nor the counter can fail.
    let _ = serde_json::to_writer(&mut counter, output);
    counter.0
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
        }?;
        match self.mocks.as_deref().and_then(|mocks| mocks.rsplit(['/', '\\']).next()) {
            Some(mocks) => write!(f, "; `{mocks}` holds what the provider answered, headers and all"),
            None => Ok(()),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The CLI prints with spaces, and production measures without.
    #[test]
    fn an_output_is_too_large_when_production_refuses_it() {
        let sentence = |length: usize| {
            let run = format!(
                "\nDone\n{{\n{}  \"a\":   {:?}\n}}\n",
                " ".repeat(1 << 20),
                "x".repeat(length - 8)
            );
            Report::read(&run, Kind::Action).expect("an output").to_string()
        };
        assert_eq!(sentence(LARGEST_OUTPUT), "the action returned its output");
        assert_eq!(
            sentence(LARGEST_OUTPUT + (1 << 18)),
            "the action returned 2.2 MB, in production 2 MB are the limit"
        );
    }
}
