//! What a function does: its calls and effects.

mod effects;

pub use effects::{Effects, Request, effects};
