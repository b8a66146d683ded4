//! The server as an editor sees it: the real binary, over stdio.

#[path = "../support/mod.rs"]
mod support;

mod actions;
mod before;
mod commands;
mod completions;
mod configuration;
mod connections;
mod consent;
mod deploys;
mod diagnostics;
mod documents;
mod dryruns;
mod edited_between;
mod faults;
mod files;
mod fixtures;
mod functions;
mod lenses;
mod lifecycle;
mod mocks;
mod record;
mod reports;
mod resume;
mod robust;
mod secrets;
mod stage;
mod tested;
mod trust;
mod unsaved;
mod workspace;
