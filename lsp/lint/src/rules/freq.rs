//! How often a sync runs.

use project::frequency::{LONGEST, Spelling, read_by_cli, spelling};

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod freq_deploy_rejected;
pub(crate) mod freq_invalid;
pub(crate) mod freq_long;

pub(super) static RULES: &[&Rule] = &[&freq_invalid::RULE, &freq_deploy_rejected::RULE, &freq_long::RULE];

/// The frequency of a sync, as far as it is a text.
fn frequency<'a>(ctx: &FileContext<'a>) -> Option<(Settled<'a>, &'a str)> {
    ctx.create_call().filter(|call| call.kind == FunctionKind::Sync)?;
    let settled = ctx.settled("frequency")?;
    Some((settled, settled.value.as_str()?))
}

/// Reports that somebody refuses a frequency, with the nearest spelling that is accepted. `refusal` ends in what comes
/// before `` `every hour` ``.
fn refuse(ctx: &mut FileContext<'_>, settled: Settled<'_>, refusal: &str, text: &str) {
    let near = spelling(text);
    let message = match &near {
        Some(Spelling { text, is_certain: true }) => format!("{refusal}: say `{text}`"),
        Some(Spelling {
            text,
            is_certain: false,
        }) => format!("{refusal}: perhaps `{text}` is meant"),
        None => format!("{refusal}: say `every hour`, `every 15m` or `every 2d`, for example"),
    };
    let file = ctx.file;
    let diagnostic = ctx.report(settled.property.value_span.0, message);
    let Some(near) = near else { return };
    // What was refused for another reason may turn out to be too long.
    let is_short = read_by_cli(&near.text).is_ok_and(|interval| interval <= LONGEST);
    let is_safe = near.is_certain && settled.literal().is_some() && (is_short || read_by_cli(text).is_ok());
    let applicability = if is_safe {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let edit = TextEdit::replace(settled.span, format!("'{}'", near.text));
    diagnostic.fix(
        format!("Write `{}`", near.text),
        applicability,
        SourceChange::edit(file, [edit]),
    );
}

/// A frequency in a message; `this frequency` if it does not fit there.
fn named(text: &str) -> String {
    const LONG: usize = 40;
    let fits =
        !text.trim().is_empty() && text.len() <= LONG && !text.contains(|char: char| char == '`' || char.is_control());
    if fits {
        format!("the frequency `{text}`")
    } else {
        "this frequency".to_owned()
    }
}
