//! The language server for Nango functions: what glues the crates to an editor and to a terminal.
//!
//! The only place that knows the Language Server Protocol. See `lsp/README.md` for the whole.

pub mod agenda;
pub mod api;
pub mod backend;
pub mod cli;
pub mod compiler;
pub mod configuration;
pub mod disk;
pub mod documents;
pub mod edit;
pub mod handlers;
pub mod indexer;
pub mod lifecycle;
pub mod lsp;
pub mod output;
pub mod places;
pub mod progress;
pub mod publisher;
pub mod refusals;
pub mod run;
pub mod server;
pub mod session;
pub mod sources;
pub mod stack;
pub mod stdio;
