//! Pagination.

use crate::rule::Rule;

mod number;
pub(crate) mod page_cursor_fields;
pub(crate) mod page_limit_without_name;
pub(crate) mod page_link_fields;
pub(crate) mod page_not_configured;
pub(crate) mod page_not_iterated;
pub(crate) mod page_number_needs_per_page;
pub(crate) mod page_offset_counts_pages;
pub(crate) mod page_offset_fields;
pub(crate) mod page_on_page_late_token;
pub(crate) mod page_on_page_offset_semantics;
pub(crate) mod page_same_request;
pub(crate) mod page_start_value;
pub(crate) mod page_type_invalid;
pub(crate) mod page_while_true;

pub(super) static RULES: &[&Rule] = &[
    &page_type_invalid::RULE,
    &page_not_configured::RULE,
    &page_cursor_fields::RULE,
    &page_link_fields::RULE,
    &page_offset_fields::RULE,
    &page_limit_without_name::RULE,
    &page_number_needs_per_page::RULE,
    &page_offset_counts_pages::RULE,
    &page_start_value::RULE,
    &page_not_iterated::RULE,
    &page_on_page_late_token::RULE,
    &page_on_page_offset_semantics::RULE,
    &page_same_request::RULE,
    &page_while_true::RULE,
];
