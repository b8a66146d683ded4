//! The outside view of the crate: what text becomes, whole and broken, and how edits change it.

mod dump;
mod lowering;
