//! The outside view of the crate: what text becomes, whole and broken, and how edits change it.

mod access;
mod broken;
mod depth;
mod dump;
mod incremental;
mod lowering;
mod positions;
