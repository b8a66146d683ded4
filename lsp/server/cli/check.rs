//! `nango-lsp check`: what is wrong with the projects under some paths.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use clap::Args;
use lint::{Analysis, Audience, Diagnostic, Settings, Severity};
use project::FilePath;

use super::{CLEAN, FOUND, Format, could_not_run, fix, paths_or_current, print};
use crate::output::{Bases, Report, json, text};
use crate::sources::Sources;

/// What `check` can be told.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Files and folders; the current folder by default
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Apply the safe fixes, then report what is left
    #[arg(long, conflicts_with = "diff")]
    fix: bool,
    /// Print what `--fix` would change, and change nothing
    #[arg(long, conflicts_with = "format")]
    diff: bool,
}

/// Checks, and prints what was found.
pub fn run(arguments: &CheckArguments) -> ExitCode {
    let mut targets = Vec::new();
    for path in paths_or_current(&arguments.paths) {
        match Target::of(&path) {
            Ok(target) => targets.push(target),
            Err(why) => return could_not_run(&why),
        }
    }
    let folders: Vec<_> = targets.iter().map(|target| target.base.to_path_buf()).collect();
    let loaded = Analysis::load(&folders, &Settings::default(), Audience::Check, |_, _| {});
    let mut analysis = loaded.analysis;
    if let Some(target) = targets.iter().find(|target| !target.has_project(&analysis)) {
        return could_not_run(&format!("there is no Nango project under {}", target.given.display()));
    }
    let mut files = analysis.files();
    files.retain(|file| targets.iter().any(|target| target.covers(file)));

    let bases = Bases(targets.into_iter().map(|target| target.base).collect());
    if arguments.fix || arguments.diff {
        let changes = fix::fix(&mut analysis, &files);
        if arguments.diff {
            print(&fix::diff(&changes, &bases));
            return ExitCode::from(CLEAN);
        }
        if let Err(error) = fix::write(&changes) {
            return could_not_run(&format!("a fix could not be written: {error}"));
        }
        files.extend(changes.into_keys());
        files.sort_unstable();
        files.dedup();
    }
    let findings = diagnose(&analysis, &files);
    let has_errors = findings.iter().any(|(_, finding)| finding.severity == Severity::Error);
    let roots = analysis
        .workspace
        .projects()
        .map(|project| project.root().clone())
        .collect();
    let report = Report {
        analysis: &analysis,
        sources: &Sources::new(&analysis),
        roots,
        findings,
        bases,
    };
    match arguments.format {
        Format::Text => print(&text::render(&report)),
        Format::Json => match json::render(&report) {
            Ok(json) => print(&(json + "\n")),
            Err(error) => return could_not_run(&error.to_string()),
        },
    }
    ExitCode::from(if has_errors { FOUND } else { CLEAN })
}

/// A path that was asked about.
struct Target {
    given: PathBuf,
    /// What is reported.
    scope: FilePath,
    /// The folder, or that of the file: what paths are shown relative to.
    base: FilePath,
}

impl Target {
    fn of(path: &Path) -> Result<Self, String> {
        let unreadable = |error| format!("{} cannot be read: {error}", path.display());
        let is_folder = std::fs::metadata(path).map_err(unreadable)?.is_dir();
        let scope = FilePath::new(path.canonicalize().map_err(unreadable)?);
        if is_folder {
            std::fs::read_dir(path).map_err(unreadable)?;
        }
        let base = if is_folder {
            scope.clone()
        } else {
            scope.folder().unwrap_or_else(|| scope.clone())
        };
        Ok(Self {
            given: path.to_owned(),
            scope,
            base,
        })
    }

    fn has_project(&self, analysis: &Analysis) -> bool {
        analysis.workspace.projects().any(|project| {
            project.root().relative_to(&self.scope).is_some() || self.scope.relative_to(project.root()).is_some()
        })
    }

    fn covers(&self, file: &FilePath) -> bool {
        file.relative_to(&self.scope).is_some()
    }
}

/// The findings of these files in their order, computed on all processors.
pub fn diagnose(analysis: &Analysis, files: &[FilePath]) -> Vec<(FilePath, Diagnostic)> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let portion = files.len().div_ceil(threads).max(1);
    let of_file = |file: &FilePath| {
        analysis
            .diagnose(file)
            .into_iter()
            .map(|finding| (file.clone(), finding))
            .collect::<Vec<_>>()
    };
    thread::scope(|scope| {
        let workers: Vec<_> = files
            .chunks(portion)
            .map(|files| scope.spawn(move || files.iter().flat_map(of_file).collect::<Vec<_>>()))
            .collect();
        // A worker panics only over a defect, which then ends the whole command.
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
