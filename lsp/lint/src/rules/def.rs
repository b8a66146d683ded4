//! The shape of a function's file: its default export, its create call, the properties of that.

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod def_arg_not_object_literal;
pub(crate) mod def_create_function_experimental;
pub(crate) mod def_create_function_mixed;
pub(crate) mod def_create_function_unsupported;
pub(crate) mod def_description;
pub(crate) mod def_description_length;
pub(crate) mod def_exec_not_inline;
pub(crate) mod def_invalid_default_export;
pub(crate) mod def_local_type;
pub(crate) mod def_missing_default_export;
pub(crate) mod def_missing_required_prop;
pub(crate) mod def_named_export;
pub(crate) mod def_nango_param_name;
pub(crate) mod def_reexported_default;
pub(crate) mod def_second_create_call;
pub(crate) mod def_unknown_prop;
pub(crate) mod def_version;
mod known;

pub(super) static RULES: &[&Rule] = &[
    &def_missing_default_export::RULE,
    &def_invalid_default_export::RULE,
    &def_reexported_default::RULE,
    &def_arg_not_object_literal::RULE,
    &def_second_create_call::RULE,
    &def_named_export::RULE,
    &def_missing_required_prop::RULE,
    &def_unknown_prop::RULE,
    &def_description::RULE,
    &def_description_length::RULE,
    &def_version::RULE,
    &def_exec_not_inline::RULE,
    &def_local_type::RULE,
    &def_nango_param_name::RULE,
    &def_create_function_experimental::RULE,
    &def_create_function_unsupported::RULE,
    &def_create_function_mixed::RULE,
];

/// The edit that adds a property to an object literal: behind `after` if it is there, else first. `property` is
/// `name: value`, without a comma.
pub(super) fn add_property(
    ctx: &FileContext<'_>,
    object: &Definition,
    after: Option<&str>,
    property: &str,
) -> TextEdit {
    match (after.and_then(|name| object.get(name)), object.properties.first()) {
        (Some(before), _) => TextEdit::insert(
            before.span.end(),
            format!(",{}{property}", between(ctx, object, before)),
        ),
        (None, Some(first)) => TextEdit::insert(
            first.span.start(),
            format!("{property},{}", between(ctx, object, first)),
        ),
        (None, None) => TextEdit::insert(object.span.start() + TextSize::of('{'), format!(" {property} ")),
    }
}

/// What separates properties of an object literal that are written as `neighbour` is: a line end and indentation, or a
/// blank.
fn between(ctx: &FileContext<'_>, object: &Definition, neighbour: &Property) -> String {
    let Some(lines) = ctx.lines() else {
        return " ".to_owned();
    };
    let position = lines.position(neighbour.span.start(), PositionEncoding::Utf8);
    if position.line == places::number(lines, object.span.start()) {
        return " ".to_owned();
    }
    // The text is not at hand: one column is a tab, more are blanks.
    let indent = if position.character == 1 {
        "\t".to_owned()
    } else {
        " ".repeat(position.character as usize)
    };
    format!("{}{indent}", ctx.items.eol.as_str())
}
