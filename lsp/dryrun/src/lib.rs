//! How to run the Nango CLI: request, arguments, process, events, outcome.
//!
//! A [`Dryrun`] says what to run. [`Runner::start`] gives a [`Run`]: first its [`Event`]s, then [`Finished`] with the
//! [`Outcome`]. [`Runner::compile`] does the same for `nango compile` alone; [`Runner::plan`] asks what a
//! deployment would change, and [`Runner::deploy`] makes one that was planned; [`Runner::test`] runs the tests of a function.
//! Nothing that leaves this crate holds a secret ([`Redactor`]), and no process outlives its run.
//!
//! ```no_run
//! # async fn example() {
//! let runner = dryrun::Runner::new();
//! let request = dryrun::Dryrun::new("/project", "crm", dryrun::Kind::Action, "get-contact", "conn-1");
//! let mut run = runner.start(request, &dryrun::Options::default());
//! while let Some(event) = run.next().await {
//!     tracing::info!(?event);
//! }
//! tracing::info!("{}", run.finished().await.outcome);
//! # }
//! ```

mod access;
mod arguments;
mod capture;
mod deploy;
mod environment;
mod event;
mod freshness;
mod guard;
mod locate;
mod observer;
mod outcome;
mod printed;
mod process;
mod queue;
mod redact;
mod request;
mod runner;
mod secrets;
mod shim;
mod steps;
mod test;

pub use access::{Access, Keys};
pub use deploy::{Deploy, Plan};
pub use environment::Environment;
pub use event::{Event, HttpCall, Log, Phase, Silence, Stream};
pub use locate::{Cli, LocateError, OLDEST_CLI, Settings, locate, locate_node};
pub use outcome::{
    ActionError, Changes, CompileMessage, ConfigProblem, Counts, Deployment, Exception, Exit, Frame, HttpError,
    NotDeployed, NotTested, Outcome, Payload, Produced, Records, Report, SchemaError, SdkError, Subject, TestFailure,
    TestPlace, Tests, TimeLimit, Transcript, Validation, Written,
};
pub use printed::Printed;
pub use redact::{REDACTED, Redactor};
pub use request::{Argument, Dryrun, Kind, RequestError};
pub use runner::{Canceller, Finished, Limits, Options, Run, Runner};
pub use secrets::Secrets;
pub use steps::{check_secret_key, preflight};
pub use test::Test;
