//! What is kept for dry runs: `<integration>/fixtures/<function>.<input|metadata|checkpoint>.json`.

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod fixture_mismatch;
pub(crate) mod fixture_orphan;
pub(crate) mod fixture_syntax;

pub(super) static RULES: &[&Rule] = &[&fixture_syntax::RULE, &fixture_mismatch::RULE, &fixture_orphan::RULE];

/// Where something is said about a file as a whole.
fn top() -> TextRange {
    TextRange::empty(TextSize::new(0))
}
