//! What the protocol's methods do: convert in, ask, convert out.

pub mod command;
pub mod document;
pub mod feature;
pub mod file;
pub mod lifecycle;
pub mod workspace;
