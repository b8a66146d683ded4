//! Command lines of the Nango CLI (scripts of `package.json`, shell scripts, CI, code fences of READMEs), and what its compiler
//! says itself.

use project::command_line::Origin;

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod cli_action_input;
pub(crate) mod cli_automation_flags;
pub(crate) mod cli_compile_error;
pub(crate) mod cli_environment;
pub(crate) mod cli_json_argument;
pub(crate) mod cli_last_sync_date;
pub(crate) mod cli_save_implies_validate;
pub(crate) mod cli_unknown_flag;
pub(crate) mod cli_unknown_function;
pub(super) mod functions;
pub(super) mod invocation;
mod known;

pub(super) static RULES: &[&Rule] = &[
    &cli_unknown_flag::RULE,
    &cli_environment::RULE,
    &cli_unknown_function::RULE,
    &cli_json_argument::RULE,
    &cli_action_input::RULE,
    &cli_automation_flags::RULE,
    &cli_last_sync_date::RULE,
    &cli_save_implies_validate::RULE,
    &cli_compile_error::RULE,
];

/// Who refuses a faulty call of a command.
fn refused_by(command: &str) -> &'static [Reporter] {
    match command {
        "compile" | "dev" => &[Reporter::Compile],
        "deploy" => &[Reporter::Deploy],
        "dryrun" => &[Reporter::Dryrun],
        _ => &[],
    }
}

/// A piece of shell as it is written in a file. None where it would need another spelling that depends on what is around it.
fn written(text: &str, invocation: &invocation::Invocation<'_>) -> Option<String> {
    match invocation.file.origin {
        Origin::Package => Some(text.replace('\\', "\\\\").replace('"', "\\\"")),
        Origin::Ci if text.contains(['"', '\'', ':', '#']) && invocation.line.is_in_single_quotes => None,
        Origin::Ci if text.contains('"') => None,
        _ => Some(text.to_owned()),
    }
}
