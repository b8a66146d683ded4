//! The full report of a run, as Markdown: everything that the runner tells, which it has redacted.
//!
//! It holds what the function returned and saved, because the user asks for it. It is shown, and kept nowhere else than in a
//! folder that only the user can read and that ends with the server.

mod deployment;
mod tested;
mod text;

use dryrun::{CompileMessage, Finished, HttpCall, Log, Outcome, Payload, Produced, Records, Validation};
use project::{ArgumentKind, FilePath, Workspace};

pub use self::deployment::of_deployment;
pub use self::tested::of_test;
use self::text::{bounded, cell, code, fenced};
use super::HandedOver;

/// What a report is made of.
#[derive(Debug)]
pub struct Account<'a> {
    /// The name of the function.
    pub name: &'a str,
    /// Its integration.
    pub integration: &'a str,
    /// The connection that it ran with.
    pub connection: &'a str,
    /// The Nango environment.
    pub environment: &'a str,
    /// The files that it was handed.
    pub handed_over: &'a HandedOver,
    /// What it came to.
    pub finished: &'a Finished,
    /// What it wrote, as far as it was told.
    pub logs: &'a [Log],
    /// Where it went wrong: a place, and what is there.
    pub places: &'a [(String, String)],
    /// What it does that a dry run does not; see [`unseen`].
    pub unseen: &'a [&'static str],
}

/// What a file that was handed over is called.
fn title(argument: ArgumentKind) -> &'static str {
    match argument {
        ArgumentKind::Input => "Input",
        ArgumentKind::Metadata => "Metadata",
        ArgumentKind::Checkpoint => "Checkpoint",
    }
}

/// Most calls, and most lines of a log, that a report lists.
const LONGEST_LIST: usize = 200;
/// Most characters of one value.
const LONGEST_VALUE: usize = 20_000;

impl Account<'_> {
    /// The whole report.
    pub fn markdown(&self) -> String {
        let mut report = headline("Dry run", self.name, &self.finished.outcome);
        report.push_str(&self.circumstances());
        report.push_str(&self.where_it_went_wrong());
        report.push_str(&calls(&self.finished.calls));
        report.push_str(&self.result());
        report.push_str(&self.log());
        report.push_str(&self.unseen());
        report
    }

    fn circumstances(&self) -> String {
        let files = self.handed_over.named();
        let files = files.map(|(argument, path)| format!("| {} | {} |\n", title(argument), cell(&path)));
        let rows = [
            ("Function", format!("{}/{}", self.integration, self.name)),
            ("Connection", self.connection.to_owned()),
            ("Environment", self.environment.to_owned()),
            ("Outcome", self.finished.outcome.class().to_owned()),
            ("Time", format!("{:.1} s", self.finished.duration.as_secs_f32())),
        ];
        let rows = rows.map(|(name, value)| format!("| {name} | {} |\n", cell(&value)));
        format!("| | |\n|---|---|\n{}{}\n", rows.concat(), files.collect::<String>())
    }

    fn where_it_went_wrong(&self) -> String {
        if self.places.is_empty() {
            return String::new();
        }
        let places = self.places.iter();
        let lines: String = places
            .map(|(place, what)| format!("- {}: {what}\n", code(place)))
            .collect();
        format!("## Where\n\n{lines}\n")
    }

    fn result(&self) -> String {
        match &self.finished.outcome {
            Outcome::Success(report) => {
                let mut text = match &report.produced {
                    Produced::Output(Some(output)) => format!("## Output\n\n{}", json(output)),
                    Produced::Output(None) => "## Output\n\nNone.\n\n".to_owned(),
                    Produced::Records(records) => saved(records),
                    Produced::Truncated => {
                        "## Output\n\nThere was more than is kept, so it was not read.\n\n".to_owned()
                    }
                };
                if let Some(measurements) = &report.diagnostics {
                    text.push_str(&format!("## Measurements\n\n{}", fenced("text", measurements)));
                }
                if let Some(mocks) = &report.mocks {
                    text.push_str(&format!("## Mocks\n\nSaved to {}.\n\n", code(mocks)));
                }
                text
            }
            Outcome::Validation(validation) => refused(validation),
            Outcome::ActionError(error) => format!("## Error\n\n{}", json(&error.payload)),
            Outcome::HttpError(error) => format!("## Answer\n\n{}", json(&error.payload)),
            Outcome::SdkError(error) => format!("## Error\n\n{}", json(&error.payload)),
            Outcome::Exception(exception) => {
                let text = format!("{}: {}", exception.name, exception.message);
                format!("## Error\n\n{}", fenced("text", &bounded(&text, LONGEST_VALUE)))
            }
            Outcome::CompileError(messages) => compile_errors(messages),
            Outcome::Unknown { tail } => format!("## The last lines\n\n{}", fenced("text", &tail.join("\n"))),
            _ => String::new(),
        }
    }

    fn log(&self) -> String {
        if self.logs.is_empty() {
            return String::new();
        }
        let lines: Vec<_> = self.logs.iter().take(LONGEST_LIST).map(|log| &*log.text).collect();
        let text = bounded(&lines.join("\n"), LONGEST_VALUE);
        format!("## Log\n\n{}{}", fenced("text", &text), more(self.logs.len(), "lines"))
    }

    fn unseen(&self) -> String {
        if self.unseen.is_empty() {
            return String::new();
        }
        let lines: String = self.unseen.iter().map(|line| format!("- {line}\n")).collect();
        format!("## What a dry run does not show\n\n{lines}")
    }
}

/// What was done to what, what it came to, and what helps.
fn headline(what: &str, name: &str, outcome: &Outcome) -> String {
    let mark = if outcome.is_success() { "✓" } else { "✗" };
    let cure = outcome.cure().map(|cure| format!("What helps: {cure}\n\n"));
    format!(
        "# {what} of {}\n\n{mark} {outcome}\n\n{}",
        code(name),
        cure.unwrap_or_default()
    )
}

fn compile_errors(messages: &[CompileMessage]) -> String {
    let lines = messages.iter().map(|message| {
        let place = [message.file.clone(), message.line.map(|line| line.to_string())];
        let place: Vec<_> = place.into_iter().flatten().collect();
        format!("- {} {}\n", code(&place.join(":")), message.message.replace('\n', " "))
    });
    format!("## Errors of the compiler\n\n{}\n", lines.collect::<String>())
}

/// What the function in `file` does that a dry run only pretends to (`NangoSyncCLI` of the CLI's `services/sdk.ts`).
pub fn unseen(workspace: &Workspace, file: &FilePath) -> Vec<&'static str> {
    const UNSEEN: [(&[&str], &str); 4] = [
        (
            &[
                "batchDelete",
                "trackDeletesStart",
                "trackDeletesEnd",
                "deleteRecordsFromPreviousExecutions",
            ],
            "deletions are not exercised: nothing is deleted, and what is missing since the last run is not looked for",
        ),
        (
            &["getCheckpoint", "saveCheckpoint", "clearCheckpoint"],
            "checkpoints are not exercised: the next run does not start where this one ended",
        ),
        (
            &["setMergingStrategy"],
            "merging is not exercised: there are no records of earlier runs",
        ),
        (
            &["getRecordsByIds", "listRecords"],
            "records of this run cannot be read back: none are kept",
        ),
    ];
    let project = workspace.project_of(file);
    let mut files = vec![file.clone()];
    let mut at = 0;
    let mut unseen = Vec::new();
    while let Some(file) = files.get(at).cloned() {
        at += 1;
        let imports = project.into_iter().flat_map(|project| project.imports_of(&file));
        let new: Vec<_> = imports.filter(|import| !files.contains(import)).cloned().collect();
        files.extend(new);
        let Some(known) = workspace.file(&file) else { continue };
        for (methods, line) in UNSEEN {
            let is_used = known.items.calls.iter().any(|call| methods.contains(&&*call.method));
            if is_used && !unseen.contains(&line) {
                unseen.push(line);
            }
        }
    }
    unseen
}

fn calls(calls: &[HttpCall]) -> String {
    if calls.is_empty() {
        return String::new();
    }
    let row = |(at, call): (usize, &HttpCall)| {
        let status = call.status.map_or("no answer".to_owned(), |status| status.to_string());
        let receiver = if call.to_provider { "provider" } else { "Nango" };
        format!(
            "| {} | {receiver} | {} | {} | {status} |\n",
            at + 1,
            call.method,
            cell(&call.target)
        )
    };
    let rows: String = calls.iter().enumerate().take(LONGEST_LIST).map(row).collect();
    let head = "| | To | Method | Path | Status |\n|---|---|---|---|---|";
    format!("## Calls\n\n{head}\n{rows}\n{}", more(calls.len(), "calls"))
}

fn saved(records: &Records) -> String {
    let mut text = format!("## Records\n\n{}\n\n", records.counts);
    let mut room = LONGEST_VALUE;
    for batch in &records.batches {
        let what = match &batch.model {
            Some(model) => format!("Saved to {}", code(model)),
            None => "Deleted".to_owned(),
        };
        text.push_str(&format!("{what}, {}:\n\n", batch.records.len()));
        let values: Vec<_> = batch.records.iter().map(|record| &record.0).collect();
        let values = serde_json::to_string_pretty(&values).unwrap_or_default();
        let shown = bounded(&values, room);
        room = room.saturating_sub(shown.len());
        text.push_str(&fenced("json", &shown));
        if room == 0 {
            text.push_str("The others are left out.\n\n");
            break;
        }
    }
    text
}

fn refused(validation: &Validation) -> String {
    let row = |error: &dryrun::SchemaError| {
        let path = error.path.join(".");
        let keyword = error.keyword.as_deref().unwrap_or_default();
        format!("| {} | {} | {keyword} |\n", cell(&path), cell(&error.message))
    };
    let rows: String = validation.errors.iter().take(LONGEST_LIST).map(row).collect();
    let value = match &validation.dump {
        Some(dump) => format!("The value:\n\n{}", fenced("js", &bounded(dump, LONGEST_VALUE))),
        None => String::new(),
    };
    format!("## What does not fit\n\n| At | What | Keyword |\n|---|---|---|\n{rows}\n{value}")
}

fn json(value: &Payload) -> String {
    let text = serde_json::to_string_pretty(&value.0).unwrap_or_default();
    fenced("json", &bounded(&text, LONGEST_VALUE))
}

/// What a list leaves out.
fn more(count: usize, what: &str) -> String {
    match count.checked_sub(LONGEST_LIST) {
        None | Some(0) => String::new(),
        Some(left) => format!("{left} more {what} are left out.\n\n"),
    }
}

#[cfg(test)]
mod tests;
