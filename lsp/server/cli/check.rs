//! `nango-lsp check`: what is wrong with the projects under some paths.

mod changed;
mod selection;
mod subject;
mod with_cli;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use lint::{Settings, Severity};
use project::manifest::Version;

use self::changed::Changed;
use self::subject::Subject;
use super::process::{INTERRUPTED, Programs};
use super::{CLEAN, FOUND, complain, could_not_run, fix, paths_or_current, print, print_with};
use crate::output::{Report, ReportFormat};
use crate::sources::Sources;

pub use self::selection::Selection;

/// What `check` can be told.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Files and folders; the current folder by default
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    /// Apply the safe fixes, then report what is left
    #[arg(long, conflicts_with = "diff")]
    fix: bool,
    /// Print what `--fix` would change, and change nothing
    #[arg(long, conflicts_with = "format")]
    diff: bool,
    #[command(flatten)]
    narrowing: Narrowing,
    /// Judge as if this version of the CLI were installed: what would an upgrade bring?
    #[arg(long, value_name = "VERSION", value_parser = version, help_heading = "The CLI")]
    as_of: Option<Version>,
    /// Run the project's own `nango compile` too, and report what it says where the fault is
    #[arg(long, conflicts_with_all = ["as_of", "stdin_filename", "diff"], help_heading = "The CLI")]
    with_cli: bool,
    #[command(flatten, next_help_heading = "The CLI")]
    programs: Programs,
}

/// What of all that is found is reported.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is reported")]
struct Narrowing {
    /// Only what is at least this severe, and fail on all of it; without this, everything is reported and errors fail
    #[arg(long, value_name = "LEVEL", value_enum)]
    min_severity: Option<MinSeverity>,
    /// Only what concerns files that changed since this git revision left the current branch: committed or not, untracked too
    #[arg(long, value_name = "REVISION", allow_hyphen_values = true)]
    changed_since: Option<String>,
    /// Tests and recorded mocks too (`*.test.ts`, `*.test.json`): there may be many, and large ones. One that is named as a PATH is
    /// judged without it
    #[arg(long)]
    mocks: bool,
    /// Only this file, whose text is read from stdin; the rest of its project is read from the disk
    #[arg(long, value_name = "PATH", conflicts_with_all = ["paths", "changed_since", "fix", "diff", "mocks"])]
    stdin_filename: Option<PathBuf>,
}

/// The severities, as a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MinSeverity {
    Error,
    Warning,
    Information,
    Hint,
}

impl From<MinSeverity> for Severity {
    fn from(level: MinSeverity) -> Self {
        match level {
            MinSeverity::Error => Self::Error,
            MinSeverity::Warning => Self::Warning,
            MinSeverity::Information => Self::Information,
            MinSeverity::Hint => Self::Hint,
        }
    }
}

fn version(text: &str) -> Result<Version, String> {
    Version::parse(text).ok_or_else(|| "a version is three numbers, such as 0.71.10".to_owned())
}

/// Checks, and prints what was found.
pub fn run(arguments: &CheckArguments) -> ExitCode {
    match check(arguments) {
        Ok(code) => ExitCode::from(code),
        Err(why) => could_not_run(&why),
    }
}

fn check(arguments: &CheckArguments) -> Result<u8, String> {
    if arguments.programs.are_named() && !arguments.with_cli {
        return Err("--node and --cli say what --with-cli runs, which is not asked for".to_owned());
    }
    let mut settings = Settings::default();
    settings.as_of = arguments.as_of;
    let narrowing = &arguments.narrowing;
    let Subject {
        mut analysis,
        files,
        mut bases,
        problems,
    } = match &narrowing.stdin_filename {
        Some(path) => Subject::of_stdin(path, &settings)?,
        None => Subject::of_paths(&paths_or_current(&arguments.paths), narrowing.mocks, &settings)?,
    };
    if arguments.format.is_for_ci() {
        bases.prefer_checkout();
    }
    for (file, problem) in &problems {
        complain(&format!("nango-lsp: {} {problem}", bases.shown(file)));
    }
    let changed = narrowing.changed_since.as_deref();
    let mut selection = Selection {
        files,
        changed: changed
            .map(|revision| Changed::since(revision, &analysis))
            .transpose()?,
        least: narrowing.min_severity.map_or(Severity::Hint, Severity::from),
    };
    if arguments.fix || arguments.diff {
        let changes = fix::fix(&mut analysis, &selection);
        if arguments.diff {
            print(&fix::diff(&changes, &bases));
            return Ok(CLEAN);
        }
        fix::write(&changes).map_err(|error| format!("a fix could not be written: {error}"))?;
        selection.add(changes.into_keys());
    }
    let compiled = if arguments.with_cli {
        match with_cli::compile(&analysis, &selection.files, &arguments.programs)? {
            Some(compiled) => compiled,
            None => return Ok(INTERRUPTED),
        }
    } else {
        Vec::new()
    };
    let mut findings = selection.all_findings(&analysis);
    with_cli::merge(&analysis, &compiled, &mut findings);
    selection.narrow(&mut findings);
    // Who asks for warnings wants none of them.
    let fails_at = narrowing.min_severity.map_or(Severity::Error, Severity::from);
    let has_failed = findings.iter().any(|(_, finding)| finding.severity <= fails_at);
    let report = Report {
        analysis: &analysis,
        sources: &Sources::new(&analysis),
        roots: analysis
            .workspace
            .projects()
            .map(|project| project.root().clone())
            .collect(),
        files: selection.reported(),
        findings,
        problems,
        fails_at,
        bases,
    };
    print_with(|out| report.write(arguments.format, out));
    Ok(if has_failed { FOUND } else { CLEAN })
}
