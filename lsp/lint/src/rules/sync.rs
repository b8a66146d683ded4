//! The switches of a sync.

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod sync_autostart_implicit;
pub(crate) mod sync_incremental_track_deletes;
pub(crate) mod sync_last_sync_date;
pub(crate) mod sync_required_metadata_autostart;
pub(crate) mod sync_track_deletes_prop;
pub(crate) mod sync_track_deletes_with_checkpoint;
pub(crate) mod sync_type_deprecated;

pub(super) static RULES: &[&Rule] = &[
    &sync_track_deletes_prop::RULE,
    &sync_track_deletes_with_checkpoint::RULE,
    &sync_incremental_track_deletes::RULE,
    &sync_autostart_implicit::RULE,
    &sync_required_metadata_autostart::RULE,
    &sync_type_deprecated::RULE,
    &sync_last_sync_date::RULE,
];

/// What says whether the schedule starts with a connection.
const AUTO_START: &str = "autoStart";

/// The property `trackDeletes` of a sync, where it is `true`.
fn track_deletes<'a>(ctx: &FileContext<'a>) -> Option<&'a Property> {
    ctx.create_call().filter(|call| call.kind == FunctionKind::Sync)?;
    let settled = ctx.settled("trackDeletes")?;
    matches!(settled.value, Value::Bool(true)).then_some(settled.property)
}

/// The property `syncType` of a sync, where it is `'incremental'`.
fn incremental<'a>(ctx: &FileContext<'a>) -> Option<&'a Property> {
    let settled = ctx.settled("syncType")?;
    (settled.value.as_str() == Some("incremental")).then_some(settled.property)
}
