//! `nango-lsp dryrun`: one function with the real CLI, as a code lens runs it. The output of the function goes to stdout,
//! everything else to stderr.

mod aftermath;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use dryrun::{Argument, Dryrun, Kind, Options, Outcome, Produced, Runner};
use ide::{InputNeed, Obstacle, Runnable};
use lint::Analysis;
use project::{ArgumentKind, FilePath, FunctionKind};
use serde_json::Value;

use self::aftermath::Aftermath;
use super::function::Project;
use super::process::{Followed, Programs, ask, conclude, exit_code, follow, runtime};
use super::{complain, could_not_run, print};
use crate::run::given::{self, Given};
use crate::run::resume;
use crate::run::{Choices, Remembered, Target, fixture, is_production};

/// What `dryrun` can be told.
#[derive(Debug, Args)]
pub struct DryrunArguments {
    /// The function: its name, `integration/name`, or its file
    function: String,
    /// The connection id; else the one in `nango-lsp.toml`, or the one used last
    connection: Option<String>,
    /// The Nango environment; else the one in `nango-lsp.toml`, or `dev`
    #[arg(short, long)]
    environment: Option<String>,
    /// The input of an action: JSON, or `@file.json`; else `<integration>/fixtures/<function>.input.json`, or what its schema says
    #[arg(long, value_name = "JSON|@FILE")]
    input: Option<String>,
    /// The integration, where several have a function of this name
    #[arg(long)]
    integration: Option<String>,
    /// The metadata that a sync sees: JSON, or `@file.json`
    #[arg(long, value_name = "JSON|@FILE")]
    metadata: Option<String>,
    /// The checkpoint that a sync starts from: JSON, or `@file.json`
    #[arg(long, value_name = "JSON|@FILE")]
    checkpoint: Option<String>,
    /// Go on from what the call of `saveCheckpoint` on LINE of a sync saves; what only a run knows of it comes from
    /// `<integration>/fixtures/<function>.checkpoint.json`
    #[arg(long, value_name = "LINE", conflicts_with = "checkpoint")]
    resume: Option<u32>,
    /// The `lastSyncDate` of a sync, in ISO 8601
    #[arg(long, value_name = "DATE")]
    last_sync_date: Option<String>,
    /// The variant of a sync
    #[arg(long)]
    variant: Option<String>,
    /// Write a report of the run as Markdown to FILE; it holds what the function returned
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Run a function that writes, or in production, without asking
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    programs: Programs,
}

/// Runs it; `save` says whether what the provider answers is saved as mocks.
pub fn run(arguments: &DryrunArguments, save: bool) -> ExitCode {
    let prepared = match prepare(arguments, save) {
        Ok(prepared) => prepared,
        Err(why) => return could_not_run(&why),
    };
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(why) => return could_not_run(&why),
    };
    ExitCode::from(runtime.block_on(execute(prepared)))
}

struct Prepared {
    dryrun: Dryrun,
    options: Options,
    aftermath: Aftermath,
}

/// Finds out all that the run needs, or why it cannot be.
fn prepare(arguments: &DryrunArguments, save: bool) -> Result<Prepared, String> {
    let project = Project::around(&arguments.function)?;
    let runnable = project.find(&arguments.function, arguments.integration.as_deref())?;
    let Project { here, analysis, root } = &project;
    let settings = analysis.settings_of(root).dryrun.clone();
    look_ahead(analysis, root, &runnable)?;

    let kind = match runnable.kind {
        FunctionKind::Action => Kind::Action,
        FunctionKind::Sync => Kind::Sync,
        FunctionKind::OnEvent | FunctionKind::Function => return Err(wrong_kind(&runnable)),
    };
    let words = [
        ("environment", &arguments.environment),
        ("connection", &arguments.connection),
    ];
    for (name, word) in words {
        word.as_deref().map_or(Ok(()), |word| given::word(name, word))?;
    }
    let json = |text: &Option<String>| text.as_deref().map(|text| argument(text, here)).transpose();
    let (given_input, metadata) = (json(&arguments.input)?, json(&arguments.metadata)?);
    let checkpoint = match arguments.resume {
        Some(line) => Some(resumption(&project, &runnable, line)?),
        None => json(&arguments.checkpoint)?,
    };
    let given = Given {
        input: given_input.as_ref(),
        metadata: metadata.as_ref(),
        checkpoint: checkpoint.as_ref(),
        last_sync_date: arguments.last_sync_date.as_deref(),
        variant: arguments.variant.as_deref(),
    };
    given.check(&runnable)?;
    let choices = Choices::of_user();
    let target = Target::new(
        &settings,
        &choices,
        root,
        &runnable.integration,
        arguments.environment.as_deref(),
    );
    let environment = target.environment;
    let connection = arguments.connection.clone().or(target.connection);
    let connection = connection.ok_or_else(|| no_connection(&runnable.integration, &environment))?;
    let input = match kind {
        Kind::Action => Some(
            match given_input.or_else(|| fixture(root, &runnable, ArgumentKind::Input)) {
                Some(given) => given,
                None => Argument::Json(input(analysis, &runnable)?),
            },
        ),
        Kind::Sync => None,
    };
    tell_refused_fixture(analysis, root, &runnable, arguments);
    confirm(analysis, &runnable, &environment, save, arguments.yes)?;
    let dryrun = Dryrun {
        environment,
        input,
        metadata: metadata.or_else(|| fixture(root, &runnable, ArgumentKind::Metadata)),
        checkpoint: checkpoint.or_else(|| fixture(root, &runnable, ArgumentKind::Checkpoint)),
        last_sync_date: arguments.last_sync_date.clone(),
        variant: arguments.variant.clone(),
        save,
        ..Dryrun::new(&**root, &*runnable.integration, kind, &*runnable.name, connection)
    };
    Ok(Prepared {
        dryrun,
        options: arguments.programs.options(&settings),
        aftermath: Aftermath {
            report: arguments.report.clone(),
            analysis: project.analysis,
            runnable,
        },
    })
}

/// Says what the CLI would stumble over. An error of the compiler is its own to tell: it is said, and then tried.
fn look_ahead(analysis: &Analysis, root: &FilePath, runnable: &Runnable) -> Result<(), String> {
    let shown = |file: &FilePath| file.relative_to(root).unwrap_or(file.name()).to_owned();
    match ide::obstacle(analysis, runnable, |_| true, |_| None) {
        None => Ok(()),
        Some(Obstacle::Kind) => Err(wrong_kind(runnable)),
        Some(Obstacle::Namesake { file }) => Err(format!(
            "`{}` cannot be tried beside `{}`: the CLI tells them apart by name only",
            runnable.name,
            shown(&file)
        )),
        Some(Obstacle::Compile { file, found }) => {
            complain(&format!("`{}` will not compile: {}", shown(&file), found.message));
            Ok(())
        }
    }
}

/// Says what the CLI would refuse of what is kept; that is its own to tell, too, so it is tried.
fn tell_refused_fixture(analysis: &Analysis, root: &FilePath, runnable: &Runnable, arguments: &DryrunArguments) {
    let given = [
        (ArgumentKind::Input, &arguments.input),
        (ArgumentKind::Metadata, &arguments.metadata),
        (ArgumentKind::Checkpoint, &arguments.checkpoint),
    ];
    let kept = given
        .into_iter()
        .filter_map(|(kind, given)| given.is_none().then_some(kind));
    if let Some((file, found)) = ide::refused_fixture(analysis, runnable, kept, |_| true) {
        let path = file.relative_to(root).unwrap_or(file.name());
        complain(&format!("`{path}` will be refused: {}", found.message));
    }
}

fn wrong_kind(runnable: &Runnable) -> String {
    format!(
        "`{}` cannot be tried: the CLI runs actions and syncs only",
        runnable.name
    )
}

/// The checkpoint of the call on a line.
fn resumption(project: &Project, runnable: &Runnable, line: u32) -> Result<Argument, String> {
    let found = ide::resumption(&project.analysis, &runnable.file, line)?;
    match resume::filled(&found, &resume::kept(&project.root, runnable)) {
        (checkpoint, unknown) if unknown.is_empty() => Ok(Argument::Json(checkpoint)),
        (checkpoint, unknown) => {
            let unknown: Vec<_> = unknown.iter().map(|key| format!("`{key}`")).collect();
            Err(format!(
                "only a run knows {}: --checkpoint '{checkpoint}'",
                unknown.join(", ")
            ))
        }
    }
}

fn no_connection(integration: &str, environment: &str) -> String {
    format!(
        "no connection is known for `{integration}` in `{environment}`: name it behind the function, or keep it by \
         `nango-lsp use {integration} <connection>`; `nango-lsp connections --integration {integration}` lists them"
    )
}

fn argument(text: &str, here: &Path) -> Result<Argument, String> {
    match text.strip_prefix('@') {
        Some(path) => Ok(Argument::File(here.join(path))),
        None => serde_json::from_str(text)
            .map(Argument::Json)
            .map_err(|error| format!("this is no JSON: {error}")),
    }
}

/// The input that the schema allows without a question.
fn input(analysis: &Analysis, runnable: &Runnable) -> Result<Value, String> {
    match ide::dryrun_input(analysis, &runnable.file) {
        InputNeed::None | InputNeed::Null => Ok(Value::Null),
        InputNeed::Known { json } => serde_json::from_str(&json).map_err(|error| error.to_string()),
        InputNeed::Required { skeleton } => Err(format!("`{}` needs an input: --input '{skeleton}'", runnable.name)),
        InputNeed::Unknown => Err(format!(
            "the schema of `{}` is not understood: pass --input",
            runnable.name
        )),
    }
}

/// A dry run is not dry: what a function writes to the provider is written.
fn confirm(analysis: &Analysis, runnable: &Runnable, environment: &str, save: bool, yes: bool) -> Result<(), String> {
    let effects = analysis.effects_of_run(&runnable.file);
    if yes || !effects.writes() && !is_production(environment) {
        return Ok(());
    }
    let what = match effects.writes() {
        true => format!(
            "a dry run of `{}` really writes to `{environment}`{}: {effects}",
            runnable.name,
            // Mocks are saved by a second run, when the first one has succeeded.
            if save { ", and twice to save mocks" } else { "" }
        ),
        false => format!("`{}` would run in `{environment}`", runnable.name),
    };
    match ask(&format!("{what}. Run it? [y/N]")) {
        None => Err(format!("{what}; say `--yes` if it shall")),
        Some(answer) if answer.eq_ignore_ascii_case("y") => Ok(()),
        Some(_) => Err("not run".to_owned()),
    }
}

/// Runs it and prints how it goes.
async fn execute(prepared: Prepared) -> u8 {
    let request = prepared.dryrun.clone();
    let runner = Runner::new();
    let Followed { finished, ran, logs } = follow(runner.start(prepared.dryrun, &prepared.options)).await;
    if ran && let Some(remembered) = Remembered::of_user() {
        // It is a convenience: where it cannot be written, the next run asks again.
        let _ = remembered.change(|choices| {
            choices.set_connection(
                &request.root,
                &request.integration,
                &request.environment,
                &request.connection,
            );
        });
    }
    if let Outcome::Success(report) = &finished.outcome
        && let Produced::Output(output) = &report.produced
    {
        let output = output.as_ref().map_or(Value::Null, |output| output.0.clone());
        print(&format!("{output:#}\n"));
    }
    conclude(&finished);
    prepared.aftermath.tell(&request, &finished, &logs);
    exit_code(&finished.outcome)
}
