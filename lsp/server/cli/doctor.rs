//! `nango-lsp doctor`: what there is of all that the server and a dry run need, and what helps where something is missing.

mod checks;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use self::checks::{Check, State, checks};
use super::process::Programs;
use super::{CLEAN, FOUND, Format, could_not_run, print};

/// What `doctor` can be told.
#[derive(Debug, Args)]
pub struct DoctorArguments {
    /// A folder in or around the project
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    programs: Programs,
}

/// Raised when a field changes its meaning or goes; new fields may come without.
const VERSION: u32 = 1;

/// Looks, and prints what was found: exit code 0 when nothing is missing, 1 when something is.
pub fn run(arguments: &DoctorArguments) -> ExitCode {
    let path = match arguments.path.canonicalize() {
        Ok(path) if path.is_dir() => path,
        Ok(path) => return could_not_run(&format!("{} is no folder", path.display())),
        Err(error) => return could_not_run(&format!("{}: {error}", arguments.path.display())),
    };
    let checks = checks(&path, &arguments.programs.settings());
    match arguments.format {
        Format::Text => checks.iter().for_each(|check| print(&line(check))),
        Format::Json => {
            let checks: Vec<_> = checks.iter().map(view).collect();
            print(&format!("{:#}\n", json!({ "version": VERSION, "checks": checks })));
        }
    }
    let is_missing = checks.iter().any(|check| check.state == State::Missing);
    ExitCode::from(if is_missing { FOUND } else { CLEAN })
}

/// Wide enough for the longest topic.
const TOPIC_WIDTH: usize = 11;

fn line(check: &Check) -> String {
    let mark = match check.state {
        State::Fine => '✓',
        State::Note => '·',
        State::Warning => '!',
        State::Missing => '✗',
    };
    let mut line = format!("{mark} {:TOPIC_WIDTH$} {}\n", check.topic, check.message);
    if let Some(cure) = &check.cure {
        line += &format!("  {:TOPIC_WIDTH$} → {cure}\n", "");
    }
    line
}

fn view(check: &Check) -> serde_json::Value {
    let state = match check.state {
        State::Fine => "fine",
        State::Note => "note",
        State::Warning => "warning",
        State::Missing => "missing",
    };
    json!({ "topic": check.topic, "state": state, "message": check.message, "cure": check.cure })
}
