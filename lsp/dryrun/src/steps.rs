//! The steps of one run: wait for the turn, check the set-up, compile when the build is stale, run.

mod deploy;
mod test;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use tokio::sync::{mpsc, watch};
use tokio::task::spawn_blocking;
use tokio::time::Instant;

use crate::arguments::LONGEST_INLINE_JSON;
use crate::environment::{self, DotEnv};
use crate::event::{Event, Phase};
use crate::freshness::{Stamp, digest};
use crate::locate::{Cli, locate};
use crate::observer::Observer;
use crate::outcome::{self, ConfigProblem, Outcome, TimeLimit, Transcript};
use crate::printed;
use crate::process::{self, Ended, Program};
use crate::queue::{Key, Place, Turn};
use crate::redact::Redactor;
use crate::request::{Dryrun, RequestError};
use crate::runner::{Finished, Options};
use crate::{Deploy, Plan, Test};

/// What is asked of the CLI.
#[derive(Debug, Clone)]
pub(crate) enum Job {
    /// Compile the project.
    Compile { root: PathBuf },
    /// Run one of its functions.
    Dryrun(Box<Dryrun>),
    /// Ask what a deployment would change.
    Plan(Box<Deploy>),
    /// Deploy what was planned.
    Deploy(Box<Plan>),
    /// Test a function.
    Test(Box<Test>),
}

impl Job {
    /// The project.
    pub(crate) fn root(&self) -> &Path {
        match self {
            Self::Compile { root } => root,
            Self::Dryrun(request) => &request.root,
            Self::Plan(deploy) => &deploy.root,
            Self::Deploy(plan) => &plan.deploy.root,
            Self::Test(test) => &test.root,
        }
    }

    /// The environment that it concerns. Compiling and testing ask nobody, so they have none and need no key.
    fn environment(&self) -> Option<&str> {
        match self {
            Self::Compile { .. } | Self::Test(_) => None,
            Self::Dryrun(request) => Some(&request.environment),
            Self::Plan(deploy) => Some(&deploy.environment),
            Self::Deploy(plan) => Some(&plan.deploy.environment),
        }
    }

    /// Checks what can be checked before anything is written or started.
    fn validate(&self) -> Result<(), RequestError> {
        match self {
            Self::Compile { .. } => Ok(()),
            Self::Dryrun(request) => request.validate(),
            Self::Plan(deploy) => deploy.validate(),
            Self::Deploy(plan) => plan.deploy.validate(),
            Self::Test(test) => test.validate(),
        }
    }
}

/// Does `job` when its turn has come.
pub(crate) async fn run(
    job: Job,
    options: Options,
    place: Place,
    events: mpsc::UnboundedSender<Event>,
    mut cancelled: watch::Receiver<bool>,
) -> Finished {
    let turn = match place {
        Place::Turn(turn) => turn,
        Place::Queued(turn) => {
            let _ = events.send(Event::Queued);
            tokio::select! {
                turn = turn => match turn {
                    Ok(turn) => turn,
                    Err(_) => return Finished::at_once(Outcome::Cancelled { replaced: true }),
                },
                _ = cancelled.wait_for(|cancelled| *cancelled) => {
                    return Finished::at_once(Outcome::Cancelled { replaced: false });
                }
            }
        }
    };
    let begun = Instant::now();
    let preparation = {
        let (job, options) = (job.clone(), options.clone());
        spawn_blocking(move || Prepared::new(&job, &options)).await
    };
    let prepared = match preparation {
        Ok(Ok(prepared)) => prepared,
        Ok(Err(problem)) => return Finished::at_once(Outcome::Config(problem)),
        Err(error) => return Finished::at_once(not_started(&error)),
    };
    let connection = match &job {
        Job::Dryrun(request) => &request.connection,
        _ => "",
    };
    let observer = Observer::new(events, &prepared.redactor, connection, options.limits.lines);
    let mut steps = Steps {
        root: job.root(),
        options: &options,
        prepared: &prepared,
        turn: &turn,
        cancelled,
        observer,
    };
    let outcome = match &job {
        Job::Compile { .. } => steps.only_compile().await,
        Job::Dryrun(request) => steps.take(request).await,
        Job::Plan(deploy) => steps.plan(deploy).await,
        Job::Deploy(plan) => steps.deploy(plan).await,
        Job::Test(test) => steps.test(test).await,
    };
    let outcome = outcome.unwrap_or_else(|early| early);
    Finished {
        outcome,
        calls: steps.observer.into_calls(),
        duration: begun.elapsed(),
    }
}

/// Checks the set-up of the project at `root` without starting a process: Node, the CLI, the secret key of `environment`.
/// A run does so again, but only when its turn has come and all has been asked.
///
/// It reads a few small files.
///
/// # Errors
/// The problem that keeps every function of the project from being run.
pub fn preflight(root: &Path, environment: &str, options: &Options) -> Result<Cli, ConfigProblem> {
    let cli = locate(root, &options.settings, &options.environment)?;
    check_secret_key(root, environment, options)?;
    Ok(cli)
}

/// Checks that there is a secret key for `environment`: in the variables that a run inherits, or in the `.env` of `root`.
///
/// # Errors
/// [`ConfigProblem::MissingSecretKey`].
pub fn check_secret_key(root: &Path, environment: &str, options: &Options) -> Result<(), ConfigProblem> {
    check_key(&DotEnv::read(root), environment, options)
}

fn check_key(dotenv: &DotEnv, environment: &str, options: &Options) -> Result<(), ConfigProblem> {
    environment::secret_key(&options.environment, dotenv, environment)
        .map(drop)
        .map_err(|variable| ConfigProblem::MissingSecretKey { variable })
}

/// What the checks before a run have found.
struct Prepared {
    cli: Cli,
    redactor: Redactor,
}

impl Prepared {
    fn new(job: &Job, options: &Options) -> Result<Self, ConfigProblem> {
        job.validate()?;
        let cli = locate(job.root(), &options.settings, &options.environment)?;
        let dotenv = DotEnv::read(job.root());
        if let Some(environment) = job.environment() {
            check_key(&dotenv, environment, options)?;
        }
        let redactor = Redactor::new(&environment::secrets(&options.environment, &dotenv));
        Ok(Self { cli, redactor })
    }
}

/// A run whose turn it is. Each step gives what the next one needs, or the outcome with which the run ends early.
struct Steps<'r> {
    root: &'r Path,
    options: &'r Options,
    prepared: &'r Prepared,
    turn: &'r Turn,
    cancelled: watch::Receiver<bool>,
    observer: Observer<'r>,
}

impl Steps<'_> {
    async fn only_compile(&mut self) -> Result<Outcome, Outcome> {
        self.observer.send(Event::Phase(Phase::TypeChecking));
        self.compile().await?;
        Ok(Outcome::Compiled)
    }

    async fn take(&mut self, request: &Dryrun) -> Result<Outcome, Outcome> {
        self.observer.send(Event::Phase(Phase::TypeChecking));
        let fresh = {
            let (stamp, root) = (self.turn.stamp(), self.root.to_owned());
            let sources = self.digest().await?;
            blocking(move || stamp.is_some_and(|stamp| stamp.is_fresh(&root, sources))).await?
        };
        if !fresh {
            self.compile().await?;
        }
        if request.save && !self.turn.is_validated(&Key::of(request), self.digest().await?) {
            let first = Dryrun {
                save: false,
                ..request.clone()
            };
            let outcome = self.try_out(&first).await?;
            // Mocks of a function that is not as it should be would keep its fault.
            if !outcome.is_success() {
                return Ok(outcome);
            }
            self.observer.begin();
            self.observer.send(Event::Phase(Phase::TypeChecking));
        }
        self.try_out(request).await
    }

    async fn try_out(&mut self, request: &Dryrun) -> Result<Outcome, Outcome> {
        let outcome = self.dryrun(request).await?;
        if matches!(outcome, Outcome::Config(ConfigProblem::NotBuilt { .. })) {
            // Somebody has removed a file of the build in the meantime.
            self.compile().await?;
            return self.dryrun(request).await;
        }
        Ok(outcome)
    }

    async fn compile(&mut self) -> Result<(), Outcome> {
        let sources = self.digest().await?;
        let transcript = self.cli(&["compile".into(), "--no-interactive".into()]).await?;
        let redactor = self.prepared.redactor.clone();
        let root = self.root.to_owned();
        let failure = blocking(move || {
            let mut failure = transcript.outcome_of_compile(&redactor)?;
            printed::locate_loaded(&mut failure, &root);
            Some(failure)
        });
        match failure.await? {
            Some(failure) => Err(failure),
            None => self.note_build(sources).await,
        }
    }

    async fn dryrun(&mut self, request: &Dryrun) -> Result<Outcome, Outcome> {
        let sources = self.digest().await?;
        let arguments = {
            let request = request.clone();
            blocking(move || request.arguments(LONGEST_INLINE_JSON)).await?
        };
        let arguments = arguments.map_err(|error| Outcome::Config(error.into()))?;
        let transcript = self.cli(&arguments.words).await?;
        // It compiles again, always.
        self.note_compiled(&transcript, sources).await?;
        let key = Key::of(request);
        let (request, redactor) = (request.clone(), self.prepared.redactor.clone());
        let outcome = blocking(move || {
            let mut outcome = transcript.outcome(request.kind, &redactor);
            printed::locate(&mut outcome, &request);
            outcome
        })
        .await?;
        self.turn.set_validated(key, outcome.is_success().then_some(sources));
        Ok(outcome)
    }

    async fn cli(&mut self, arguments: &[OsString]) -> Result<Transcript, Outcome> {
        self.process(self.program(arguments)).await
    }

    /// The CLI with these arguments.
    fn program<'p>(&self, arguments: &'p [OsString]) -> Program<'p>
    where
        Self: 'p,
    {
        let Cli { node, script, .. } = &self.prepared.cli;
        Program {
            node,
            preload: None,
            script,
            arguments,
            folder: self.root,
            answer: None,
            limit: TimeLimit::Compile(self.options.limits.compile),
        }
    }

    async fn process(&mut self, program: Program<'_>) -> Result<Transcript, Outcome> {
        let Options {
            environment, limits, ..
        } = self.options;
        match process::run(program, environment, limits, &mut self.cancelled, &mut self.observer).await {
            Ok(Ended::Exited(transcript)) => Ok(transcript),
            Ok(Ended::Cancelled) => Err(Outcome::Cancelled { replaced: false }),
            Ok(Ended::TimedOut(limit)) => Err(Outcome::TimedOut(limit)),
            Err(error) => Err(not_started(&error)),
        }
    }

    async fn digest(&self) -> Result<u64, Outcome> {
        let (root, version) = (self.root.to_owned(), self.prepared.cli.version.clone());
        blocking(move || digest(&root, &version)).await
    }

    /// Whatever the CLI does, it compiles first: notes that, if it got so far.
    async fn note_compiled(&self, transcript: &Transcript, sources: u64) -> Result<(), Outcome> {
        match outcome::compiled(&transcript.stdout) {
            true => self.note_build(sources).await,
            false => Ok(()),
        }
    }

    async fn note_build(&self, sources: u64) -> Result<(), Outcome> {
        let root = self.root.to_owned();
        self.turn
            .set_stamp(blocking(move || Stamp::after_compile(&root, sources)).await?);
        Ok(())
    }
}

/// Reads files, or reads much text, beside the runtime.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Outcome> {
    spawn_blocking(work)
        .await
        .map_err(|error| not_started(&io::Error::from(error)))
}

fn not_started(error: &dyn std::error::Error) -> Outcome {
    Outcome::Config(ConfigProblem::NotStarted {
        reason: error.to_string(),
    })
}
