//! Functions that run when something happens to a connection.

use syntax::ast::{ExprId, Node};

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod evt_cleanup_idempotent;
pub(crate) mod evt_dryrun;
pub(crate) mod evt_name;
pub(crate) mod evt_validate_must_throw;

pub(super) static RULES: &[&Rule] = &[
    &evt_name::RULE,
    &evt_dryrun::RULE,
    &evt_validate_must_throw::RULE,
    &evt_cleanup_idempotent::RULE,
];

/// The value of `event` and that of `exec`, if a node creates a function for this event.
fn handler(ctx: &SyntaxContext<'_>, node: Node, event: &str) -> Option<(ExprId, ExprId)> {
    let definition = ctx.definition(node)?;
    let value = ctx.source.property_value(definition, "event")?;
    let is_meant = ctx.source.string_value(value).is_some_and(|value| value == event);
    is_meant.then_some((value, ctx.source.property_value(definition, "exec")?))
}
