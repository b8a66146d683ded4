//! One dry run, from the command to its outcome.

use dryrun::{Argument, Dryrun, Limits, Options};
use ide::{InputNeed, Runnable};
use project::{ArgumentKind, FilePath, FunctionKind};
use serde_json::Value;
use tower_lsp::ls_types::MessageType;

use super::before::Purpose;
use super::ended::{Ended, is_as_it_ran};
use super::follow::{Followed, follow, log};
use super::given::Given;
use super::papers::Reported;
use super::showing::tell;
use super::underway::Underway;
use super::{Ground, HandedOver, Target, ask, before, choose, connection, consent};
use crate::compiler::{Verdict, verdicts};
use crate::indexer::Job;
use crate::lsp::ext::{InputFormat, InputParams};
use crate::progress::Progress;
use crate::server::Server;
use crate::session::Snapshot;
use crate::sources::Sources;

/// What a command asks for. What it does not say comes from the settings and the user.
#[derive(Debug, Clone)]
pub struct Request {
    /// The function.
    pub runnable: Runnable,
    /// The root of its project.
    pub root: FilePath,
    /// The connection.
    pub connection: Option<String>,
    /// The environment.
    pub environment: Option<String>,
    /// The input of an action.
    pub input: Option<Value>,
    /// The metadata that a sync sees.
    pub metadata: Option<Value>,
    /// The checkpoint that a sync starts from.
    pub checkpoint: Option<Value>,
    /// The `lastSyncDate` of a sync.
    pub last_sync_date: Option<String>,
    /// The variant of a sync.
    pub variant: Option<String>,
    /// Whether what the provider answers is saved as mocks.
    pub save: bool,
}

impl Request {
    /// Checks what the function is to be run with.
    ///
    /// # Errors
    /// What is wrong, as a sentence.
    pub fn check(&self) -> Result<(), String> {
        let json = |value: &Option<Value>| value.clone().map(Argument::Json);
        let (input, metadata, checkpoint) = (json(&self.input), json(&self.metadata), json(&self.checkpoint));
        let given = Given {
            input: input.as_ref(),
            metadata: metadata.as_ref(),
            checkpoint: checkpoint.as_ref(),
            last_sync_date: self.last_sync_date.as_deref(),
            variant: self.variant.as_deref(),
        };
        given.check(&self.runnable)
    }
}

/// Starts the run; what is missing is asked, so this returns at once.
pub fn start(server: &Server, request: Request) {
    let server = server.clone();
    tokio::spawn(async move { play(&server, &request).await });
}

/// Runs it, from what is missing to what it came to; whether it succeeded.
pub(super) async fn play(server: &Server, request: &Request) -> bool {
    match prepare(server, request).await {
        Some(dryrun) => run(server, &request.runnable.file, dryrun).await,
        None => false,
    }
}

/// Finds out all that the run needs. `None` when the user does not want it, or something is missing.
async fn prepare(server: &Server, request: &Request) -> Option<Dryrun> {
    let Runnable {
        integration,
        kind,
        name,
        ..
    } = &request.runnable;
    choose::recall(server.clone()).await;
    let snapshot = server.snapshot();
    let root = &request.root;
    let target = Target::new(
        &snapshot.analysis.settings_of(root).dryrun,
        &snapshot.choices,
        root,
        integration,
        request.environment.as_deref(),
    );
    let environment = target.environment;
    if !before::check(server, &request.runnable, root, Some(&environment), Purpose::Try).await
        || !before::fixture_fits(server, request).await
    {
        return None;
    }
    let kind = match kind {
        FunctionKind::Action => dryrun::Kind::Action,
        FunctionKind::Sync => dryrun::Kind::Sync,
        // `before::check` has refused them.
        FunctionKind::OnEvent | FunctionKind::Function => return None,
    };
    let connection = match request.connection.clone().or(target.connection) {
        Some(connection) => connection,
        None => connection::ask_for(server, root, integration, &environment).await?,
    };
    let input = match kind {
        dryrun::Kind::Action => Some(input(server, request).await?),
        dryrun::Kind::Sync => None,
    };
    if !consent::is_given(server, request, &environment).await {
        return None;
    }
    let dryrun = Dryrun::new(&*request.root, &**integration, kind, &**name, connection);
    Some(Dryrun {
        environment,
        input,
        metadata: given(request, request.metadata.as_ref(), ArgumentKind::Metadata),
        checkpoint: given(request, request.checkpoint.as_ref(), ArgumentKind::Checkpoint),
        last_sync_date: request.last_sync_date.clone(),
        variant: request.variant.clone(),
        save: request.save,
        ..dryrun
    })
}

/// An argument that is given, or kept in a fixture.
fn given(request: &Request, value: Option<&Value>, argument: ArgumentKind) -> Option<Argument> {
    let kept = || super::fixture(&request.root, &request.runnable, argument);
    value.cloned().map(Argument::Json).or_else(kept)
}

/// The input of an action: given, kept in a fixture, as its schema says, or asked for. It is checked by the CLI.
async fn input(server: &Server, request: &Request) -> Option<Argument> {
    match given(request, request.input.as_ref(), ArgumentKind::Input) {
        Some(input) => Some(input),
        None => made(server, request).await.map(Argument::Json),
    }
}

/// The input that the schema says, or that the user is asked for.
async fn made(server: &Server, request: &Request) -> Option<Value> {
    let snapshot = server.snapshot();
    let skeleton = match ide::dryrun_input(&snapshot.analysis, &request.runnable.file) {
        InputNeed::None | InputNeed::Null => return Some(Value::Null),
        InputNeed::Known { json } => return serde_json::from_str(&json).ok(),
        InputNeed::Required { skeleton } => skeleton,
        InputNeed::Unknown => "{}".to_owned(),
    };
    let name = &request.runnable.name;
    if !snapshot.features.input {
        let message = format!(
            "`{name}` needs an input: run it in a terminal, `nango-lsp dryrun {name} --input '{skeleton}'`, \
             or pass `input` to the command `{}`",
            ide::DRYRUN
        );
        server.client().show_message(MessageType::INFO, message).await;
        return None;
    }
    let question = InputParams {
        title: format!("Input of {name}, as JSON"),
        format: Some(InputFormat::Json),
        placeholder: None,
        value: Some(skeleton),
    };
    let line = ask::line(server, question).await?;
    match serde_json::from_str(&line) {
        Ok(input) => Some(input),
        Err(error) => {
            server
                .client()
                .show_message(MessageType::ERROR, format!("the input is no JSON: {error}"))
                .await;
            None
        }
    }
}

/// Runs it and shows how it goes; whether it succeeded.
async fn run(server: &Server, file: &FilePath, dryrun: Dryrun) -> bool {
    let (name, integration, root) = (
        dryrun.name.clone(),
        dryrun.integration.clone(),
        FilePath::new(&dryrun.root),
    );
    let connection = dryrun.connection.clone();
    let environment = dryrun.environment.clone();
    let handed_over = HandedOver::of(&dryrun);
    let saves = dryrun.save;
    let underway = Underway::new(server, file);
    let run = server.runs().runner.start(dryrun, &options(server, &root));
    let followed = follow(server, file, &name, &format!("Dry run of {name}"), run).await;
    let Followed {
        finished,
        before,
        progress,
        ..
    } = followed;
    if followed.ran {
        choose::keep(server, |choices| {
            choices.set_connection(&root, &integration, &environment, &connection);
        });
    }
    judge(server, &root, &before, &finished.outcome).await;
    let ended = Ended::new(server, before, file.clone(), handed_over, finished).await;
    ended
        .keep_report(
            server,
            followed.logs,
            [name.clone(), integration, connection, environment],
        )
        .await;
    let is_success = ended.finished.outcome.is_success();
    if saves {
        // Not every client watches files.
        let project = server.snapshot().analysis.workspace.project_of(file).cloned();
        let mocks = project.map(|project| project.mocks_of(file)).unwrap_or_default();
        server.read_from_disk(Job::Changed(mocks));
    }
    report(server, &name, ended, underway, progress).await;
    is_success
}

/// Shows what the compiler said where the faults are, as far as the text is the one that it has read: that of `before`.
pub(super) async fn judge(server: &Server, root: &FilePath, before: &Snapshot, outcome: &dryrun::Outcome) {
    let messages = match outcome {
        dryrun::Outcome::CompileError(messages) => messages.clone(),
        // Who knows whether it would have compiled.
        dryrun::Outcome::Cancelled { .. } | dryrun::Outcome::Config(_) => return,
        _ => Vec::new(),
    };
    let (before, now, root) = (before.clone(), server.snapshot(), root.clone());
    let judged = tokio::task::spawn_blocking(move || {
        let sources = Sources::new(&now.analysis);
        let mut verdicts = verdicts(&sources, &root, &messages);
        verdicts.retain(|verdict| verdict.places().all(|(file, _)| is_as_it_ran(&before, &now, file)));
        let ground = Ground::of(&sources, [], verdicts.iter().flat_map(Verdict::places));
        (root, verdicts, ground)
    });
    if let Ok((root, verdicts, ground)) = judged.await {
        server.update(|session| session.set_verdicts(root, verdicts, ground));
    }
}

/// What the runs of a project take beside their requests.
pub(super) fn options(server: &Server, root: &FilePath) -> Options {
    let snapshot = server.snapshot();
    let settings = snapshot.analysis.settings_of(root);
    Options {
        settings: dryrun::Settings {
            node: settings.programs.node.clone(),
            cli: settings.programs.cli.clone(),
        },
        limits: Limits {
            compile: settings.dryrun.compile_limit,
            function: settings.dryrun.run_limit,
            ..Limits::default()
        },
        ..Options::default()
    }
}

/// Shows what it came to: as a message, as a log line, in the lens, and a failure where the code is.
pub(super) async fn report(server: &Server, name: &str, ended: Ended, underway: Underway, progress: Progress) {
    let outcome = &ended.finished.outcome;
    let cure = outcome.cure().map(|cure| format!("; {cure}")).unwrap_or_default();
    let message = format!("`{name}`: {outcome}{cure}");
    let kind = match outcome {
        // It succeeds here, and not in production.
        dryrun::Outcome::Success(report) if report.is_too_large() => MessageType::WARNING,
        outcome if outcome.is_success() => MessageType::INFO,
        dryrun::Outcome::Cancelled { .. } => MessageType::INFO,
        _ => MessageType::ERROR,
    };
    // One that was cancelled came to nothing: what the one before it came to still stands.
    if !matches!(outcome, dryrun::Outcome::Cancelled { .. }) {
        server.update(|session| session.set_result(ended.file.clone(), ended.result()));
    }
    drop(underway);
    progress.end(Some(outcome.to_string())).await;
    let seconds = ended.finished.duration.as_secs_f32();
    log(server, kind, format!("{message} ({seconds:.1} s)")).await;
    // Whoever does not press the button keeps nothing waiting.
    let has_run = !matches!(outcome, dryrun::Outcome::Cancelled { .. } | dryrun::Outcome::Config(_));
    let (server, file) = (server.clone(), ended.file.clone());
    tokio::spawn(async move { tell(&server, kind, message, &file, has_run.then_some(Reported::Run)).await });
}
