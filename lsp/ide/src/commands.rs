//! What can be executed by name: one list for the server, the editors and the terminal.
//!
//! Whatever a lens or a code action starts is here, with a stable id and named arguments; a protocol sends them as one
//! object. An editor can therefore bind every command to a key, and needs no dialog of its own.

mod specs;

use project::{FilePath, FunctionKind};

use crate::NewFunction;
use crate::fixture::Keep;

/// A command, with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Runs a registered action or sync with the real CLI.
    Dryrun(Runnable),
    /// Shows the report of the last run of a function.
    ShowReport {
        /// The function.
        file: FilePath,
    },
    /// Runs it, and saves what the provider answers as mocks for its tests.
    Record(Runnable),
    /// Runs a function as if it had saved the checkpoint of a call before.
    Resume {
        /// The function.
        runnable: Runnable,
        /// The line of the call of `saveCheckpoint`, counted from one.
        line: u32,
    },
    /// Tests it with its mocks, by the test file that is there or is generated.
    Test(Runnable),
    /// Deploys it, when its plan was shown and agreed to.
    Deploy(Runnable),
    /// Picks the connection that the functions of an integration run with.
    PickConnection(Runnable),
    /// Picks the environment that they run in.
    PickEnvironment(Runnable),
    /// Adds the import of a function to `index.ts`.
    Register {
        /// The function.
        file: FilePath,
    },
    /// Adds the imports of all functions that `index.ts` lacks.
    RegisterAll {
        /// The root of the project.
        root: FilePath,
    },
    /// Opens what is kept of an argument of a function, and makes it where nothing is.
    Example(Keep),
    /// Creates a function and registers it.
    NewFunction(NewFunction),
}

/// A function that can be run.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Runnable {
    /// Its file.
    pub file: FilePath,
    /// The integration that it is registered under: what `--integration-id` takes.
    pub integration: Box<str>,
    /// An action or a sync.
    pub kind: FunctionKind,
    /// Its name: what `nango dryrun` takes.
    pub name: Box<str>,
}

/// What there is to know of a command without running it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandSpec {
    /// Its stable id.
    pub id: &'static str,
    /// What it does, in the imperative.
    pub title: &'static str,
    /// The names of its arguments: the keys of the one object that it is executed with.
    pub arguments: &'static [ArgumentSpec],
    /// The subcommand of the binary that does the same; none where a terminal has other means.
    pub subcommand: Option<&'static str>,
    /// Whether it acts on the function in a file: then it is a code action there.
    pub acts_on_function: bool,
    /// Whether it starts a program of the project or connects to where its settings say. Then it is refused in a workspace
    /// that the user does not trust.
    pub needs_trust: bool,
}

/// One argument of a command. All are strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArgumentSpec {
    /// Its key.
    pub name: &'static str,
    /// What it is.
    pub description: &'static str,
    /// Whether the command can do without it.
    pub optional: bool,
}

/// The id of [`Command::Dryrun`].
pub const DRYRUN: &str = "nango.dryrun";
/// The id of [`Command::ShowReport`].
pub const SHOW_REPORT: &str = "nango.showReport";
/// The id of [`Command::Record`].
pub const RECORD: &str = "nango.record";
/// The id of [`Command::Test`].
pub const TEST: &str = "nango.test";
/// The id of [`Command::Deploy`].
pub const DEPLOY: &str = "nango.deploy";
/// The id of [`Command::Example`].
pub const EXAMPLE: &str = "nango.example";
/// The id of [`Command::Register`].
pub const REGISTER: &str = "nango.register";
/// The id of [`Command::RegisterAll`].
pub const REGISTER_ALL: &str = "nango.registerAll";
/// The id of [`Command::NewFunction`].
pub const NEW_FUNCTION: &str = "nango.newFunction";
/// The id of [`Command::Resume`].
pub const RESUME: &str = "nango.resume";
/// The id of [`Command::PickConnection`].
pub const PICK_CONNECTION: &str = "nango.pickConnection";
/// The id of [`Command::PickEnvironment`].
pub const PICK_ENVIRONMENT: &str = "nango.pickEnvironment";
/// The id of the command that forgets what was picked: no lens has it.
pub const FORGET: &str = "nango.forgetConnection";
/// The id of the command that cancels dry runs: no lens has it.
pub const CANCEL: &str = "nango.cancel";
/// The id of the command that applies a code action, for clients that know actions as commands only.
pub const APPLY: &str = "nango.apply";

/// All commands.
pub fn commands() -> impl Iterator<Item = &'static CommandSpec> {
    specs::SPECS.iter()
}

impl Command {
    /// Its id.
    pub fn id(&self) -> &'static str {
        match self {
            Command::Dryrun(_) => DRYRUN,
            Command::ShowReport { .. } => SHOW_REPORT,
            Command::Record(_) => RECORD,
            Command::Resume { .. } => RESUME,
            Command::Test(_) => TEST,
            Command::Deploy(_) => DEPLOY,
            Command::PickConnection(_) => PICK_CONNECTION,
            Command::PickEnvironment(_) => PICK_ENVIRONMENT,
            Command::Register { .. } => REGISTER,
            Command::RegisterAll { .. } => REGISTER_ALL,
            Command::Example(_) => EXAMPLE,
            Command::NewFunction(_) => NEW_FUNCTION,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::commands;

    #[test]
    fn ids_and_arguments_are_told_apart() {
        let mut ids: Vec<_> = commands().map(|command| command.id).collect();
        assert!(ids.iter().all(|id| id.starts_with("nango.")));
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), commands().count());
        for command in commands() {
            let names: Vec<_> = command.arguments.iter().map(|argument| argument.name).collect();
            assert!(
                names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)),
                "{names:?}"
            );
        }
    }

    #[test]
    fn what_acts_on_a_function_is_a_code_action_and_a_subcommand() {
        use crate::tests::{analysis, path};
        let fixture = "\
//- /index.ts
import './crm/actions/get.js';
//- /crm/actions/get.ts
import { createAction } from 'nango';
import { z } from 'zod';
export default createAction({ input: z.object({ id: z.string() }) });
//- /crm/actions/find.ts
import { createAction } from 'nango';
export default createAction({});
";
        let analysis = analysis(fixture);
        let offered = |file: &str| {
            let range = crate::FileRange {
                file: path(file),
                range: syntax::TextRange::default(),
            };
            crate::code_actions(&analysis, &range, |kind| kind == crate::AssistKind::Source)
        };
        let actions: Vec<_> = ["/crm/actions/get.ts", "/crm/actions/find.ts"]
            .into_iter()
            .flat_map(offered)
            .collect();
        for command in commands().filter(|command| command.acts_on_function) {
            let is_offered = actions.iter().any(|action| match &action.command {
                Some(offered) => offered.id() == command.id,
                None => action.title == command.title,
            });
            assert!(is_offered, "{} is no code action", command.id);
            assert!(command.subcommand.is_some(), "{} is no subcommand", command.id);
            assert_eq!(command.arguments[0].name, "file", "{}", command.id);
        }
    }
}
