//! Detection of deletions: the window between `trackDeletesStart` and `trackDeletesEnd`.

use flow::Fault;
use project::items::NangoCall;

use crate::prelude::*;
use crate::rule::Rule;

mod behind_try;
pub(crate) mod del_batch_after_end;
pub(crate) mod del_batch_before_start;
pub(crate) mod del_dynamic_model;
pub(crate) mod del_end_before_clear_checkpoint;
pub(crate) mod del_end_in_finally_or_catch;
pub(crate) mod del_end_without_start;
pub(crate) mod del_in_webhook;
pub(crate) mod del_long_window;
pub(crate) mod del_multiple_calls;
pub(crate) mod del_no_clear_with_checkpoint;
pub(crate) mod del_order_hidden;
pub(crate) mod del_previous_executions_deprecated;
pub(crate) mod del_previous_executions_once;
pub(crate) mod del_previous_executions_order;
pub(crate) mod del_skip_invalid_record;
pub(crate) mod del_start_after_end;
pub(crate) mod del_start_without_end;
pub(crate) mod del_swallowed_error;
pub(crate) mod del_unmarked_rows;
pub(crate) mod del_window_in_loop;
pub(crate) mod del_with_changed_only_checkpoint;
mod order;

pub(super) static RULES: &[&Rule] = &[
    &del_multiple_calls::RULE,
    &del_end_without_start::RULE,
    &del_start_without_end::RULE,
    &del_start_after_end::RULE,
    &del_batch_before_start::RULE,
    &del_batch_after_end::RULE,
    &del_order_hidden::RULE,
    &del_previous_executions_order::RULE,
    &del_previous_executions_once::RULE,
    &del_previous_executions_deprecated::RULE,
    &del_end_in_finally_or_catch::RULE,
    &del_swallowed_error::RULE,
    &del_unmarked_rows::RULE,
    &del_no_clear_with_checkpoint::RULE,
    &del_end_before_clear_checkpoint::RULE,
    &del_with_changed_only_checkpoint::RULE,
    &del_window_in_loop::RULE,
    &del_skip_invalid_record::RULE,
    &del_in_webhook::RULE,
    &del_dynamic_model::RULE,
    &del_long_window::RULE,
];

const START: &str = "trackDeletesStart";
const END: &str = "trackDeletesEnd";
const PREVIOUS: &str = "deleteRecordsFromPreviousExecutions";

/// Whether the checkpoint that the function reads says since when something has changed, and not how far a run has come: as
/// far as its fields are named so.
fn is_of_changes(fault: &Fault) -> bool {
    let is_time = |field: &str| {
        let field = field.to_ascii_lowercase();
        let words = [
            "updated",
            "modified",
            "changed",
            "since",
            "synced",
            "_after",
            "timestamp",
            "date",
        ];
        words.iter().any(|word| field.contains(word))
    };
    !fault.fields.is_empty() && fault.fields.iter().all(|field| is_time(field))
}

/// The model of a call, in backquotes or in words.
fn model_of(call: &NangoCall) -> String {
    match &call.model {
        Some(model) => format!("`{}`", model.text),
        None => "another model".to_owned(),
    }
}

/// The edits that make a statement the first one of the function's `exec`, if `call` stands in that.
fn at_top(ctx: &FileContext<'_>, call: &NangoCall, statement: &str) -> Option<TextEdit> {
    let (body, indent) = exec_body(ctx, call)?;
    let text = match indent {
        Some(indent) => format!("{}{indent}{statement}", ctx.items.eol.as_str()),
        None => format!(" {statement}"),
    };
    Some(TextEdit::insert(body.start() + TextSize::of('{'), text))
}

/// The same for the last one.
fn at_bottom(ctx: &FileContext<'_>, call: &NangoCall, statement: &str) -> Option<TextEdit> {
    let (body, indent) = exec_body(ctx, call)?;
    let brace = body.end() - TextSize::of('}');
    Some(match indent {
        Some(indent) => TextEdit::insert(
            places::line(ctx.lines()?, brace).start(),
            format!("{indent}{statement}{}", ctx.items.eol.as_str()),
        ),
        None => TextEdit::insert(brace, format!("{statement} ")),
    })
}

/// The block of the function's own `exec`, if `call` stands in it, and how its statements are indented; none if it is
/// written on one line.
fn exec_body(ctx: &FileContext<'_>, call: &NangoCall) -> Option<(TextRange, Option<String>)> {
    let exec = ctx.property("exec")?;
    let Value::Function(function) = &exec.value else {
        return None;
    };
    let body = function.body?.0;
    let lines = ctx.lines()?;
    let column = |offset| lines.position(offset, PositionEncoding::Utf8).character;
    if !body.contains_range(call.span.0) {
        return None;
    }
    if places::number(lines, body.start()) == places::number(lines, body.end()) {
        return Some((body, None));
    }
    // The text is not at hand. The properties of a definition are indented once, and statements in a property twice; one
    // column is a tab.
    let once = column(exec.span.start());
    let is_usual = once == column(body.end() - TextSize::of('}'));
    let indent = if once == 1 {
        "\t\t".to_owned()
    } else {
        " ".repeat(2 * once as usize)
    };
    is_usual.then_some((body, Some(indent)))
}

/// `'Deal'`, if nothing in it must be escaped.
fn literal(model: &str) -> Option<String> {
    let is_plain = !model.contains(['\'', '\\', '\n', '\r']);
    is_plain.then(|| format!("'{model}'"))
}
