//! Validation failures: what does not fit which schema, and where.

use std::sync::LazyLock;

use regex::Regex;

/// An input, an output or a record that does not fit its schema.
#[derive(Clone, PartialEq, Eq)]
pub struct Validation {
    /// What was validated.
    pub subject: Subject,
    /// The name that the CLI gives the schema: `ActionInput_<integration>_<name>`, `ActionOutput_…`, or a sync's model.
    pub model: Option<String>,
    /// The value in the form of Node's `inspect`, five levels deep; for the user's screen.
    pub dump: Option<String>,
    /// The errors, in the order of the validator.
    pub errors: Vec<SchemaError>,
}

/// What was validated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The input of an action.
    Input,
    /// The output of an action.
    Output,
    /// A record of a sync. The CLI reports the first bad one only.
    Record,
}

/// One error of the validator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaError {
    /// The keys and indices that lead to the value; empty for the value as a whole.
    pub path: Vec<String>,
    /// The validator's message: `must be string`.
    pub message: String,
    /// The keyword of JSON Schema; `None` when the schema itself is unusable.
    pub keyword: Option<String>,
    /// The steps to the keyword in the schema. For recursive schemas they are relative to the `$ref`: trust `path`.
    pub schema_path: Vec<String>,
}

impl Validation {
    /// Reads what the CLI (`displayValidationError`) prints behind the last `Done`.
    pub(super) fn read(subject: Subject, stdout: &str) -> Self {
        static MODEL: LazyLock<Regex> = LazyLock::new(|| constant(r"(?m)^model: (.*)\n"));
        static DUMP: LazyLock<Regex> = LazyLock::new(|| constant(r"(?m)^data: ((?s:.*?))\n\n"));
        static ERROR: LazyLock<Regex> =
            LazyLock::new(|| constant(r"(?m)^(.+)\n   error   ((?s:.*?))  \[([A-Za-z]+)\]\n   (.*)$"));
        static UNUSABLE: LazyLock<Regex> = LazyLock::new(|| constant(r"(?m)^- (.*)$"));

        let block = stdout.rfind("\nDone\n").map_or(stdout, |index| &stdout[index..]);
        let model = MODEL.captures(block).map(|found| found[1].to_owned());
        let dump = DUMP.captures(block);
        let details = dump
            .as_ref()
            .and_then(|found| found.get(0))
            .map_or(block, |found| &block[found.end()..]);

        let steps = |text: &str| text.split(" > ").map(str::to_owned).collect::<Vec<_>>();
        let unusable = UNUSABLE.captures_iter(details).map(|found| SchemaError {
            path: Vec::new(),
            message: found[1].to_owned(),
            keyword: None,
            schema_path: Vec::new(),
        });
        let errors = ERROR.captures_iter(details).map(|found| SchemaError {
            path: if &found[1] == "root" {
                Vec::new()
            } else {
                steps(&found[1])
            },
            message: found[2].to_owned(),
            keyword: Some(found[3].to_owned()),
            schema_path: steps(&found[4]),
        });
        Self {
            subject,
            model,
            errors: unusable.chain(errors).collect(),
            dump: dump.map(|found| found[1].to_owned()),
        }
    }
}

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the expression is constant")
}

impl std::fmt::Debug for Validation {
    /// Without the dump: that is the user's record.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Validation")
            .field("subject", &self.subject)
            .field("model", &self.model)
            .field("errors", &self.errors)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Display for Validation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.subject, &self.model) {
            (Subject::Input, _) => f.write_str("the input does not fit its schema")?,
            (Subject::Output, _) => f.write_str("the output does not fit its schema")?,
            (Subject::Record, Some(model)) => write!(f, "a record does not fit the model `{model}`")?,
            (Subject::Record, None) => f.write_str("a record does not fit its model")?,
        }
        let Some((first, more)) = self.errors.split_first() else {
            return Ok(());
        };
        f.write_str(": ")?;
        if !first.path.is_empty() {
            write!(f, "`{}` ", first.path.join("."))?;
        }
        f.write_str(super::first_line(&first.message))?;
        if more.is_empty() {
            Ok(())
        } else {
            write!(f, " (and {} more)", more.len())
        }
    }
}
