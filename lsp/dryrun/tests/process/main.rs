//! The runner against processes: a shell script stands in for the CLI. What is not about Unix is tested beside the code.
#![cfg(unix)]

mod endings;
mod fake;
mod runs;
mod tested;
