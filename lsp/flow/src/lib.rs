//! What a function does: its calls and effects, and where the order of its calls goes wrong.

mod certain;
mod effects;
mod explore;
mod graph;
mod ir;
mod lower;
mod summary;
mod value;

pub use effects::{Deeds, DeedsOf, Effects, Fields, Request, deeds, effects};
pub use explore::{Ended, Fault, FaultKind, PathStep, What};
pub use graph::Helpers;
pub use ir::Program;
pub use summary::Summary;
