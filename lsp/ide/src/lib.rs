//! What an editor asks, one file a feature, without any editor protocol.
//!
//! Plain functions over [`lint::Analysis`], plain values in and out. Offsets are bytes. Nothing here can fail but
//! [`new_function`], whose arguments come from a person.

mod code_actions;
mod code_lens;
mod commands;
mod completion;
mod configuration;
mod dryrun_input;
mod effects;
mod example;
mod fixture;
mod functions;
mod hover;
mod new_function;
mod obstacles;
mod place;
mod printed;
mod registration;
mod report;
mod resume;
mod scaffold;
#[cfg(test)]
mod tests;

pub use code_actions::{Assist, AssistKind, FileRange, code_actions, fix_all, resolve};
pub use code_lens::{Lens, code_lenses, runnables, target_lenses};
pub use commands::{
    APPLY, ArgumentSpec, CANCEL, Command, CommandSpec, DEPLOY, DRYRUN, EXAMPLE, FORGET, NEW_FUNCTION, PICK_CONNECTION,
    PICK_ENVIRONMENT, RECORD, REGISTER, REGISTER_ALL, RESUME, Runnable, SHOW_REPORT, TEST, commands,
};
pub use completion::{CompletionItem, CompletionKind, FilePosition, completions};
pub use configuration::{configuration_completions, configuration_hover};
pub use dryrun_input::{InputNeed, dryrun_input};
pub use example::{Example, Extent, example};
pub use fixture::{Keep, KeepError, Kept, definitions, keep};
pub use functions::{FunctionOutline, IntegrationOutline, ProjectOutline, Registration, functions};
pub use hover::{Hover, hover};
pub use new_function::{NewFunction, NewFunctionError, new_function};
pub use obstacles::{Obstacle, obstacle, refusal, refused_fixture};
pub use printed::original;
pub use registration::{is_unregistered, register, register_all};
pub use report::{report_action, report_lens};
pub use resume::{Resumption, resume_actions, resume_lenses, resumption};
pub use scaffold::Scaffold;
