//! Runs: started, followed, cancelled. The steps of one run are in [`crate::steps`].

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;

use crate::event::{Event, HttpCall};
use crate::locate::Settings;
use crate::outcome::{ConfigProblem, Outcome};
use crate::queue::{Key, Queues};
use crate::request::Dryrun;
use crate::steps::Job;
use crate::{Deploy, Environment, Plan, Test, steps};

/// Starts runs, one at a time for each root.
#[derive(Debug, Default)]
pub struct Runner {
    queues: Queues,
    active: Mutex<Vec<Canceller>>,
}

/// What a run needs beside the request. It comes from the editor and the user, never from the workspace.
#[derive(Debug, Clone)]
pub struct Options {
    /// Paths of Node and the CLI.
    pub settings: Settings,
    /// The environment that the CLI inherits.
    pub environment: Environment,
    /// Time and size.
    pub limits: Limits,
}

impl Default for Options {
    /// The environment of this process, and no settings.
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            environment: Environment::inherited(),
            limits: Limits::default(),
        }
    }
}

/// The limits of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// How long a process may take until the function begins. Production knows no such limit.
    pub compile: Duration,
    /// How long the function may take. In production actions have 15 minutes and syncs 24 hours.
    pub function: Duration,
    /// How long the function may be silent before [`Event::Waiting`] is sent.
    pub silence: Duration,
    /// How long a process may take to end by itself when it is asked to; then it is killed.
    pub grace: Duration,
    /// How long to wait for the end of the output after the process has ended: something it started may hold the pipes.
    pub drain: Duration,
    /// How many bytes of stdout are kept. If there is more, the result is not read.
    pub stdout: usize,
    /// How many bytes of stderr are kept.
    pub stderr: usize,
    /// How many lines and calls are told as events.
    pub lines: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            compile: Duration::from_secs(120),
            function: Duration::from_secs(120),
            silence: Duration::from_secs(10),
            grace: Duration::from_secs(2),
            drain: Duration::from_millis(500),
            stdout: 32 * 1024 * 1024,
            stderr: 1024 * 1024,
            lines: 1_000,
        }
    }
}

/// A finished run.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// What it came to.
    pub outcome: Outcome,
    /// The requests of the function, in their order; at most [`Limits::lines`].
    pub calls: Vec<HttpCall>,
    /// From its turn in the queue to its end.
    pub duration: Duration,
}

impl Finished {
    /// A run that ended before anything was started.
    pub(crate) fn at_once(outcome: Outcome) -> Self {
        Self {
            outcome,
            calls: Vec::new(),
            duration: Duration::ZERO,
        }
    }
}

impl Runner {
    /// A runner without runs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts a run, or queues it behind the others of its root; a queued run of the same function is replaced. Must be
    /// called inside a tokio runtime.
    pub fn start(&self, request: Dryrun, options: &Options) -> Run {
        let key = Key::of(&request);
        self.enter(Job::Dryrun(Box::new(request)), key, options)
    }

    /// Compiles the project at `root`, or queues that behind the runs of its root. Must be called inside a tokio runtime.
    pub fn compile(&self, root: impl Into<PathBuf>, options: &Options) -> Run {
        self.enter(Job::Compile { root: root.into() }, Key::Compile, options)
    }

    /// Asks what a deployment would change, when its turn has come. The run cannot deploy. Must be called inside a tokio
    /// runtime.
    pub fn plan(&self, deploy: Deploy, options: &Options) -> Run {
        let key = Key::of_deploy(&deploy);
        self.enter(Job::Plan(Box::new(deploy)), key, options)
    }

    /// Deploys what was planned, unless it would delete something or the sources have changed since. Must be called inside
    /// a tokio runtime.
    pub fn deploy(&self, plan: Plan, options: &Options) -> Run {
        let key = Key::of_deploy(&plan.deploy);
        self.enter(Job::Deploy(Box::new(plan)), key, options)
    }

    /// Tests a function with its mocks: has the CLI generate the test file where there is none, and vitest run it. Must be
    /// called inside a tokio runtime.
    pub fn test(&self, test: Test, options: &Options) -> Run {
        let key = Key::of_test(&test);
        self.enter(Job::Test(Box::new(test)), key, options)
    }

    fn enter(&self, job: Job, key: Key, options: &Options) -> Run {
        let (sender, events) = mpsc::unbounded_channel();
        let (cancel, cancelled) = watch::channel(false);
        let canceller = Canceller(Arc::new(cancel));
        {
            let mut active = self.active.lock().unwrap_or_else(PoisonError::into_inner);
            active.retain(|run| !run.is_over());
            active.push(canceller.clone());
        }
        let place = self.queues.enter(&real(job.root()), key);
        let task = tokio::spawn(steps::run(job, options.clone(), place, sender, cancelled));
        Run {
            events,
            canceller,
            task,
        }
    }

    /// Cancels every run and waits until the last process is gone.
    pub async fn shutdown(&self) {
        let active = std::mem::take(&mut *self.active.lock().unwrap_or_else(PoisonError::into_inner));
        active.iter().for_each(Canceller::cancel);
        for run in active {
            run.0.closed().await;
        }
    }
}

/// Two names of one folder are one root.
fn real(root: &Path) -> PathBuf {
    root.canonicalize().unwrap_or_else(|_| root.to_owned())
}

/// A run that was started. Dropped, it is cancelled.
#[derive(Debug)]
pub struct Run {
    events: mpsc::UnboundedReceiver<Event>,
    canceller: Canceller,
    task: JoinHandle<Finished>,
}

impl Run {
    /// The next event; `None` when the run is over.
    pub async fn next(&mut self) -> Option<Event> {
        self.events.recv().await
    }

    /// A handle that cancels this run from anywhere.
    pub fn canceller(&self) -> Canceller {
        self.canceller.clone()
    }

    /// Waits for the end. Events that were not taken are lost.
    pub async fn finished(mut self) -> Finished {
        match (&mut self.task).await {
            Ok(finished) => finished,
            Err(error) => {
                let reason = error.to_string();
                Finished::at_once(Outcome::Config(ConfigProblem::NotStarted { reason }))
            }
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.canceller.cancel();
    }
}

/// Cancels a run. Clones cancel the same one.
#[derive(Debug, Clone)]
pub struct Canceller(Arc<watch::Sender<bool>>);

impl Canceller {
    /// Cancels the run. It ends soon, with [`Outcome::Cancelled`]; a run that is over is not touched.
    pub fn cancel(&self) {
        self.0.send_replace(true);
    }

    /// A run holds the receiver as long as it lasts.
    fn is_over(&self) -> bool {
        self.0.is_closed()
    }
}
