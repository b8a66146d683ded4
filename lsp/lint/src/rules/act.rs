//! What actions take and give.

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod act_error_in_sync;
pub(crate) mod act_error_payload_object;
pub(crate) mod act_exec_return_type;
pub(crate) mod act_file_io;
pub(crate) mod act_large_output;
pub(crate) mod act_list_cursor;
pub(crate) mod act_list_next_cursor;
pub(crate) mod act_no_input_form;
pub(crate) mod act_null_filled;
pub(crate) mod act_output_any;
pub(crate) mod act_plain_error;
pub(crate) mod act_void_validate;

pub(super) static RULES: &[&Rule] = &[
    &act_void_validate::RULE,
    &act_list_cursor::RULE,
    &act_list_next_cursor::RULE,
    &act_exec_return_type::RULE,
    &act_plain_error::RULE,
    &act_error_payload_object::RULE,
    &act_error_in_sync::RULE,
    &act_no_input_form::RULE,
    &act_large_output::RULE,
    &act_file_io::RULE,
    &act_null_filled::RULE,
    &act_output_any::RULE,
];

/// Whether the file is an action.
fn is_action(ctx: &FileContext<'_>) -> bool {
    ctx.create_call().is_some_and(|call| call.kind == FunctionKind::Action)
}

/// The name of a field in lower case and without underscores, as providers differ in both.
fn plain(name: &str) -> String {
    name.replace('_', "").to_ascii_lowercase()
}
