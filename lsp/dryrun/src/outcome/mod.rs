//! What a run came to: one value for each way in which the CLI ends, each with one sentence.

mod classify;
mod compile;
mod config;
mod deploy;
mod report;
mod test;
mod validation;

use std::time::Duration;

pub use classify::{Exit, Transcript};
pub use compile::CompileMessage;
pub use config::ConfigProblem;
pub use deploy::{Changes, Deployment, NotDeployed};
pub use report::{Counts, Produced, Records, Report, Written};
pub use test::{NotTested, TestFailure, TestPlace, Tests};
pub use validation::{SchemaError, Subject, Validation};

pub(crate) use classify::{compiled, last_line_is_compiled};

use crate::{HttpCall, Plan, Printed};

/// What a run came to. Everything in it is redacted; see [`crate::Redactor`].
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The function ran to its end and its result fits the schemas.
    Success(Report),
    /// Input, output or a record does not fit its schema.
    Validation(Validation),
    /// The function threw a `nango.ActionError`.
    ActionError(ActionError),
    /// A request of the function was answered with an error that it did not handle.
    HttpError(HttpError),
    /// The function threw something else, or a promise that nobody awaits was rejected.
    Exception(Exception),
    /// The SDK refused a call of the function.
    SdkError(SdkError),
    /// The CLI found the function but cannot run it; so ends a dry run of an on-event function.
    NotRunnable {
        /// The CLI's own sentence.
        message: String,
    },
    /// The project compiles. Nothing else was asked for.
    Compiled,
    /// What a deployment would change, as far as Nango knows. Nothing was deployed.
    Planned(Plan),
    /// It was deployed.
    Deployed(Deployment),
    /// It was not deployed.
    NotDeployed(NotDeployed),
    /// Its tests ran: whether they passed is for [`Tests::are_green`] to say.
    Tested(Tests),
    /// It was not tested.
    NotTested(NotTested),
    /// The project does not compile. Nothing ran.
    CompileError(Vec<CompileMessage>),
    /// The function ended without a result: it awaits a promise that is never settled.
    NoResult,
    /// The function never ran: something about the set-up has to be put right first.
    Config(ConfigProblem),
    /// The user stopped it, or started the same function again while this run was still queued.
    Cancelled {
        /// Whether a newer run of the same function took its place in the queue.
        replaced: bool,
    },
    /// It took too long and was stopped.
    TimedOut(TimeLimit),
    /// Something else ended the process.
    Killed {
        /// The number of the signal.
        signal: i32,
    },
    /// The CLI ended in a way that is not known.
    Unknown {
        /// The last lines of its output.
        tail: Vec<String>,
    },
}

/// An error that the function reports on purpose.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionError {
    /// The payload as the function gave it.
    pub payload: Payload,
}

impl ActionError {
    /// The `type` of the payload, by convention a machine-readable code.
    pub fn kind(&self) -> Option<&str> {
        self.payload.0["type"].as_str()
    }

    /// The `message` of the payload.
    pub fn message(&self) -> Option<&str> {
        self.payload.0["message"].as_str()
    }
}

/// An HTTP error that the function let through.
#[derive(Debug, Clone, PartialEq)]
pub struct HttpError {
    /// The true status; `None` when there was no answer.
    pub status: Option<u16>,
    /// The code of a network error, such as `ECONNRESET`.
    pub network: Option<String>,
    /// The body of the answer, or what the CLI makes of an empty one.
    pub payload: Payload,
    /// The request: the last one that the CLI reported with this status. It reports none while it saves mocks.
    pub call: Option<HttpCall>,
    /// Whether it was not the provider that answered, but Nango's own API.
    pub from_nango: bool,
}

/// A thrown error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The error's name: `TypeError`, `ZodError`, …
    pub name: String,
    /// Its message; may have several lines.
    pub message: String,
    /// Its `code`, if it has one.
    pub code: Option<String>,
    /// The frames inside the function, innermost first.
    pub frames: Vec<Frame>,
    /// Whether it was thrown where nobody could catch it: in a timer, or in a promise that is not awaited.
    pub uncaught: bool,
}

/// A frame of a stack. Positions are those of the bundled code in `build/`, not of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The function, when it has a name.
    pub function: Option<String>,
    /// `<name>-<integration>.js`, which stands for `build/<integration>_<actions|syncs>_<name>.cjs`; of a bundle that was
    /// loaded `build/<name>.cjs`; else a path.
    pub script: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in UTF-16 units.
    pub column: u32,
    /// The same place in the program that was bundled; `None` without a source map.
    pub printed: Option<Printed>,
}

/// A call that the SDK refused.
#[derive(Debug, Clone, PartialEq)]
pub struct SdkError {
    /// The code, such as `unknown_provider_template_in_config`.
    pub code: String,
    /// What the SDK says about it.
    pub payload: Payload,
}

/// Which limit a run exceeded, and how long that limit was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeLimit {
    /// From the start of a process until the function is executed.
    Compile(Duration),
    /// From the start of the function's execution.
    Function(Duration),
    /// From the start of vitest.
    Tests(Duration),
}

/// A JSON value that belongs to the user or to a provider. It is meant for the user's screen: its `Debug` shows nothing,
/// so that no log can hold it.
#[derive(Clone, PartialEq, Default)]
pub struct Payload(pub serde_json::Value);

impl std::fmt::Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Payload(…)")
    }
}

impl Outcome {
    /// The name of the class, as in `action-error`: for output that programs read.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Success(_) => "success",
            Self::Validation(_) => "validation",
            Self::ActionError(_) => "action-error",
            Self::HttpError(_) => "http-error",
            Self::Exception(_) => "exception",
            Self::SdkError(_) => "sdk-error",
            Self::NotRunnable { .. } => "not-runnable",
            Self::Compiled => "compiled",
            Self::Planned(_) => "planned",
            Self::Deployed(_) => "deployed",
            Self::NotDeployed(_) => "not-deployed",
            Self::Tested(tests) if tests.are_green() => "tested",
            Self::Tested(_) => "tests-failed",
            Self::NotTested(_) => "not-tested",
            Self::CompileError(_) => "compile-error",
            Self::NoResult => "no-result",
            Self::Config(_) => "config",
            Self::Cancelled { .. } => "cancelled",
            Self::TimedOut(_) => "timed-out",
            Self::Killed { .. } => "killed",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// Whether what was asked for was done: the function ran to its end and its result is good, the project compiles, the
    /// deployment is planned or made, the tests pass.
    pub fn is_success(&self) -> bool {
        match self {
            Self::Success(_) | Self::Compiled | Self::Planned(_) | Self::Deployed(_) => true,
            Self::Tested(tests) => tests.are_green(),
            _ => false,
        }
    }

    /// What the user can do about it, where that is known: a command, or an instruction.
    pub fn cure(&self) -> Option<String> {
        match self {
            Self::Config(problem) => problem.cure(),
            Self::NotDeployed(not) => not.cure(),
            Self::Tested(tests) => tests.cure(),
            Self::NotTested(not) => not.cure(),
            _ => None,
        }
    }
}

/// One sentence: lower case, no full stop, without contents of records.
impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Success(report) => report.fmt(f),
            Self::Validation(validation) => validation.fmt(f),
            Self::ActionError(error) => match (error.kind(), error.message()) {
                (Some(kind), Some(message)) => write!(f, "the action reported `{kind}`: {}", first_line(message)),
                (Some(text), None) | (None, Some(text)) => write!(f, "the action reported `{}`", first_line(text)),
                (None, None) => f.write_str("the action reported an error"),
            },
            Self::HttpError(error) => error.fmt(f),
            Self::Exception(exception) => exception.fmt(f),
            Self::SdkError(error) => match error.payload.0["message"].as_str() {
                Some(message) => write!(f, "the SDK reported `{}`: {}", error.code, first_line(message)),
                None => write!(f, "the SDK reported `{}`", error.code),
            },
            Self::NotRunnable { message } => write!(f, "the CLI cannot run it: {}", first_line(message)),
            Self::Compiled => f.write_str("the project compiles"),
            Self::Planned(plan) => write!(f, "a deployment to `{}` {}", plan.deploy.environment, plan.changes),
            Self::Deployed(deployment) => deployment.fmt(f),
            Self::NotDeployed(not) => not.fmt(f),
            Self::Tested(tests) => tests.fmt(f),
            Self::NotTested(not) => not.fmt(f),
            Self::CompileError(messages) => compile::fmt_summary(messages, f),
            Self::NoResult => {
                f.write_str("the function ended without a result: it awaits a promise that never settles")
            }
            Self::Config(problem) => problem.fmt(f),
            Self::Cancelled { replaced: false } => f.write_str("cancelled"),
            Self::Cancelled { replaced: true } => f.write_str("replaced by a newer run"),
            Self::TimedOut(limit) => limit.fmt(f),
            Self::Killed { signal } => write!(f, "the process was ended by signal {signal}"),
            Self::Unknown { tail } => match tail.last() {
                Some(last) => write!(f, "the CLI ended in an unknown way: {}", first_line(last)),
                None => f.write_str("the CLI ended in an unknown way, without output"),
            },
        }
    }
}

impl std::fmt::Display for HttpError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let who = if self.from_nango {
            "the Nango API"
        } else {
            "the provider"
        };
        match (self.status, &self.network) {
            (Some(status), _) => write!(f, "{who} answered {status}")?,
            (None, Some(code)) => write!(f, "{who} gave no answer (`{code}`)")?,
            (None, None) => write!(f, "{who} gave no answer")?,
        }
        match (&self.call, self.payload.0["error"]["message"].as_str()) {
            (Some(call), _) => write!(f, " to `{} {}`", call.method, call.target),
            // Who has seen the function succeed wonders: without `--save` the CLI swallows this error.
            (None, Some(message)) if self.from_nango => {
                write!(f, " while mocks were saved: {}", first_line(message))
            }
            (None, _) => Ok(()),
        }
    }
}

impl std::fmt::Display for Exception {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the function threw `{}`", self.name)?;
        // The message of a `ZodError` is the list of its issues as JSON.
        let issues: Option<serde_json::Value> = serde_json::from_str(&self.message).ok();
        let issue = issues.as_ref().and_then(|issues| issues[0]["message"].as_str());
        match first_line(issue.unwrap_or(&self.message)) {
            "" => Ok(()),
            message => write!(f, ": {message}"),
        }
    }
}

impl std::fmt::Display for TimeLimit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Compile(limit) => write!(f, "stopped: the compiler took longer than {} s", limit.as_secs_f32()),
            Self::Function(limit) => write!(f, "stopped: the function took longer than {} s", limit.as_secs_f32()),
            Self::Tests(limit) => write!(f, "stopped: the tests took longer than {} s", limit.as_secs_f32()),
        }
    }
}

/// The first line of a message of the user's, of bounded length and without the full stop that ours do not have.
fn first_line(text: &str) -> &str {
    const LONGEST: usize = 300;
    let line = text.lines().next().unwrap_or_default().trim();
    let line = line.char_indices().nth(LONGEST).map_or(line, |(end, _)| &line[..end]);
    line.strip_suffix('.').unwrap_or(line)
}
