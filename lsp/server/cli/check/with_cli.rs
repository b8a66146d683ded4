//! `--with-cli`: what the project's own `nango compile` says, beside what we say.

use dryrun::{Limits, Options, Outcome, Runner};
use lint::{Analysis, Diagnostic, Reporter, Severity};
use project::{FilePath, ProjectKind};

use crate::cli::complain;
use crate::cli::process::{Programs, cancel_when_interrupted, runtime};
use crate::compiler::{Verdict, verdicts};
use crate::sources::Sources;

/// What the compiler said of one project.
pub(super) struct Compiled {
    version: String,
    verdicts: Vec<Verdict>,
}

/// Compiles the projects that `files` lie in, one after the other. `None` when the user ends it.
///
/// # Errors
///
/// Why the compiler could not be asked, and what helps.
pub(super) fn compile(
    analysis: &Analysis,
    files: &[FilePath],
    programs: &Programs,
) -> Result<Option<Vec<Compiled>>, String> {
    let projects = analysis.workspace.projects().filter(|project| {
        let is_asked_about = files.iter().any(|file| file.relative_to(project.root()).is_some());
        project.kind() == ProjectKind::Zero && is_asked_about
    });
    let roots: Vec<_> = projects.map(|project| project.root().clone()).collect();
    let mut compiled = Vec::new();
    let runtime = runtime()?;
    for root in roots {
        let limits = Limits {
            compile: analysis.settings_of(&root).dryrun.compile_limit,
            ..Limits::default()
        };
        let options = Options {
            settings: programs.settings(),
            limits,
            ..Options::default()
        };
        let cli = dryrun::locate(&root, &options.settings, &options.environment).map_err(|error| {
            let problem = Outcome::Config(error.into());
            with_cure(&problem)
        })?;
        complain(&format!("compiling with nango {}…", cli.version));
        let outcome = runtime.block_on(async {
            let run = Runner::new().compile(&*root, &options);
            let interrupted = cancel_when_interrupted(&run);
            let finished = run.finished().await;
            interrupted.abort();
            finished.outcome
        });
        let messages = match outcome {
            Outcome::Compiled => Vec::new(),
            Outcome::CompileError(messages) => messages,
            Outcome::Cancelled { .. } => return Ok(None),
            other => return Err(with_cure(&other)),
        };
        compiled.push(Compiled {
            version: cli.version.to_string(),
            verdicts: verdicts(&Sources::new(analysis), &root, &messages),
        });
    }
    Ok(Some(compiled))
}

fn with_cure(outcome: &Outcome) -> String {
    let cure = outcome.cure().map(|cure| format!("; {cure}")).unwrap_or_default();
    format!("{outcome}{cure}")
}

/// Puts what the compiler said beside what the rules found: where both say the same, the rule's finding stays and is
/// confirmed; what no rule says is a finding of its own.
pub(super) fn merge(analysis: &Analysis, compiled: &[Compiled], findings: &mut Vec<(FilePath, Diagnostic)>) {
    for Compiled { version, verdicts } in compiled {
        for verdict in verdicts {
            let said = findings
                .iter_mut()
                .find(|(file, found)| verdict.is_said_by(analysis, file, found));
            match said {
                Some((file, found)) => confirm(found, file, version, verdict),
                None => findings.extend(verdict.diagnostic(analysis).map(|found| (verdict.file.clone(), found))),
            }
        }
    }
    findings.sort_by(|(file, found), (other_file, other)| {
        let place = |it: &Diagnostic| (it.range.start(), it.range.end());
        file.cmp(other_file).then(place(found).cmp(&place(other)))
    });
}

/// The project is refused for it, so it is an error, whatever the configuration makes of the rule.
fn confirm(found: &mut Diagnostic, file: &FilePath, version: &str, verdict: &Verdict) {
    found.severity = Severity::Error;
    if !found.reporters.contains(&Reporter::Compile) {
        found.reporters.to_mut().push(Reporter::Compile);
    }
    let range = found.range;
    found.related(file, range, format!("nango {version} says: {}", verdict.message));
}
