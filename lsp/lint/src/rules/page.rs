//! Pagination.

use crate::rule::Rule;

pub(crate) mod page_not_iterated;
pub(crate) mod page_offset_counts_pages;
pub(crate) mod page_on_page_late_token;
pub(crate) mod page_type_invalid;
pub(crate) mod page_while_true;

pub(super) static RULES: &[&Rule] = &[
    &page_type_invalid::RULE,
    &page_while_true::RULE,
    &page_not_iterated::RULE,
    &page_offset_counts_pages::RULE,
    &page_on_page_late_token::RULE,
];
