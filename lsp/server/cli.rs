//! The command line: what `nango-lsp` can be asked to do.

pub mod check;
pub mod choose;
pub mod connections;
pub mod demo;
pub mod deploy;
pub mod doctor;
pub mod dryrun;
pub mod example;
pub mod explain;
pub mod fix;
mod function;
mod process;
pub mod rules;
pub mod test;
pub mod write;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::stdio;

/// A language server for Nango functions; without a command it speaks LSP on stdin and stdout.
#[derive(Debug, Parser)]
#[command(
    name = "nango-lsp",
    version,
    about,
    max_term_width = 100,
    disable_help_subcommand = true
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    server: ServerArguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Speak LSP on stdin and stdout (the default)
    Server(ServerArguments),
    /// Report what is wrong with the Nango projects under PATH
    Check(check::CheckArguments),
    /// Print the documentation of a rule
    Explain {
        /// The rule's id, such as `index-missing-function`
        rule: String,
    },
    /// List the rules
    Rules {
        /// How the list is printed
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Run one function with the real `nango dryrun`
    Dryrun(Box<dryrun::DryrunArguments>),
    /// Run one function, and if it succeeds save what the provider answers as mocks for its tests
    Record(Box<dryrun::DryrunArguments>),
    /// List the connections of an environment, as Nango's API says
    Connections(connections::ConnectionsArguments),
    /// Say with which connection and in which environment the functions of an integration run
    Use(choose::UseArguments),
    /// Test one function with its mocks: the real `nango generate:tests` where there is no test, and the project's vitest
    Test(test::TestArguments),
    /// Deploy one function with the real `nango deploy`, after its plan was shown
    Deploy(deploy::DeployArguments),
    /// Add functions to `index.ts`
    Register(write::RegisterArguments),
    /// Create a function and register it
    New(write::NewArguments),
    /// Print a value that the schema of a function takes
    Example(example::ExampleArguments),
    /// Say what a dry run needs and what of it is missing: Node, the CLI, the project, its secret key
    Doctor(doctor::DoctorArguments),
    /// Show on a bundled example project what an editor would show
    Demo,
    /// Print the version
    Version,
}

/// What editors pass along.
#[derive(Debug, Args)]
struct ServerArguments {
    /// Accepted for clients that always pass it: there is no other transport
    #[arg(long)]
    stdio: bool,
    /// The editor's process: when it ends, so do we (also in `initialize`)
    #[arg(long = "clientProcessId", value_name = "PID", hide = true)]
    client_process_id: Option<u32>,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// Nothing wrong was found.
pub const CLEAN: u8 = 0;
/// At least one error was found, or the run failed.
pub const FOUND: u8 = 1;
/// We could not do what was asked: no project, an unreadable path, wrong arguments.
pub const COULD_NOT_RUN: u8 = 2;

/// Whether something could not be written to stdout.
static IS_OUTPUT_LOST: AtomicBool = AtomicBool::new(false);

/// Runs what the command line asks for. Who does not get to read what came out is not told that all is well.
pub fn run() -> ExitCode {
    let code = execute(Arguments::parse());
    if IS_OUTPUT_LOST.load(Ordering::Relaxed) {
        return ExitCode::from(COULD_NOT_RUN);
    }
    code
}

fn execute(arguments: Arguments) -> ExitCode {
    match arguments.command {
        None => stdio::serve(arguments.server.client_process_id),
        Some(Command::Server(server)) => stdio::serve(server.client_process_id),
        Some(Command::Check(check)) => check::run(&check),
        Some(Command::Explain { rule }) => explain::run(&rule),
        Some(Command::Rules { format }) => rules::run(format),
        Some(Command::Dryrun(dryrun)) => dryrun::run(&dryrun, false),
        Some(Command::Record(record)) => dryrun::run(&record, true),
        Some(Command::Connections(connections)) => connections::run(&connections),
        Some(Command::Use(arguments)) => choose::run(&arguments),
        Some(Command::Test(test)) => test::run(&test),
        Some(Command::Deploy(deploy)) => deploy::run(&deploy),
        Some(Command::Register(register)) => write::register(&register),
        Some(Command::New(new)) => write::new(&new),
        Some(Command::Example(example)) => example::run(&example),
        Some(Command::Doctor(doctor)) => doctor::run(&doctor),
        Some(Command::Demo) => demo::run(),
        Some(Command::Version) => {
            print(&format!("nango-lsp {}\n", env!("CARGO_PKG_VERSION")));
            ExitCode::from(CLEAN)
        }
    }
}

/// Writes to stdout. A reader that has gone (`nango-lsp rules | head`) is no error; a full disk is said, and ends the run as
/// [`COULD_NOT_RUN`].
pub(crate) fn print(text: &str) {
    print_with(|out| out.write_all(text.as_bytes()));
}

/// The same of what is written piece by piece.
pub(crate) fn print_with(write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) {
    use std::io::Write as _;
    let mut stdout = io::BufWriter::new(anstream::stdout().lock());
    match write(&mut stdout).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            complain(&format!("nango-lsp: stdout: {error}"));
            IS_OUTPUT_LOST.store(true, Ordering::Relaxed);
        }
        _ => {}
    }
}

/// Writes `text` and a line end to stderr.
pub(crate) fn complain(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Says why nothing could be done.
pub(crate) fn could_not_run(why: &str) -> ExitCode {
    complain(&format!("nango-lsp: {why}"));
    ExitCode::from(COULD_NOT_RUN)
}

/// The paths of a command, the current folder when none is given.
pub(crate) fn paths_or_current(paths: &[PathBuf]) -> Vec<PathBuf> {
    if paths.is_empty() {
        vec![PathBuf::from(".")]
    } else {
        paths.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Arguments;

    #[test]
    fn every_subcommand_of_the_registry_exists() {
        let arguments = Arguments::command();
        for command in ide::commands() {
            if let Some(name) = command.subcommand {
                assert!(arguments.find_subcommand(name).is_some(), "{}: {name}", command.id);
            }
        }
        arguments.debug_assert();
    }
}
