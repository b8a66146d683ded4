//! What a function does: its calls and effects
