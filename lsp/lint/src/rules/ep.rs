//! The endpoints of syncs and actions.

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod ep_count_mismatch;
pub(crate) mod ep_duplicate;
pub(crate) mod ep_fields;
pub(crate) mod ep_group_length;

pub(super) static RULES: &[&Rule] = &[
    &ep_count_mismatch::RULE,
    &ep_duplicate::RULE,
    &ep_fields::RULE,
    &ep_group_length::RULE,
];

/// What takes a property out of an object literal, with the comma to one of its neighbours.
fn without(object: &Definition, property: &Property) -> TextEdit {
    let mut neighbours = object.properties.iter();
    let after = neighbours.find(|other| other.span.start() >= property.span.end());
    let before = object
        .properties
        .iter()
        .rfind(|other| other.span.end() <= property.span.start());
    let range = match (after, before) {
        (Some(after), _) => TextRange::new(property.span.start(), after.span.start()),
        (None, Some(before)) => TextRange::new(before.span.end(), property.span.end()),
        (None, None) => property.span.0,
    };
    TextEdit::delete(range)
}
