//! What a function does: its calls and effects, and where the order of its calls goes wrong.

mod effects;
mod explore;
mod graph;
mod ir;
mod lower;
mod value;

pub use effects::{Effects, Request, effects};
pub use explore::{Ended, Fault, FaultKind, PathStep, What};
pub use graph::Helpers;
pub use ir::Program;
pub use lower::program;

/// What goes wrong on the ways through the function of `program`, which stands in `file`. Empty if it is none, and if something
/// in it is not understood.
pub fn faults(file: &project::FilePath, program: &Program, helpers: &dyn Helpers) -> Vec<Fault> {
    graph::Graph::of(file, program, helpers).map_or_else(Vec::new, |graph| explore::faults(&graph))
}
