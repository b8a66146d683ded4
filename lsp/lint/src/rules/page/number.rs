//! A pagination whose parameter is the number of a page, and not of a row.

use std::borrow::Cow;

use syntax::ast::Node;

use crate::pagination::Pagination;
use crate::prelude::*;

/// A parameter that is the number of a page, where an option that says how pages are counted is left out.
pub(super) struct PageNumber<'a> {
    /// What the parameter is called.
    pub(super) name: Cow<'a, str>,
    /// Where that stands.
    pub(super) range: TextRange,
    /// Puts the option in.
    pub(super) edit: TextEdit,
}

impl<'a> PageNumber<'a> {
    /// The parameter of the pagination that a node is, if that lacks an option, which should have this value.
    pub(super) fn without(
        ctx: &SyntaxContext<'a>,
        node: Node,
        (option, value): (&str, &str),
    ) -> Option<PageNumber<'a>> {
        const NAME: &str = "offset_name_in_request";

        let pagination = Pagination::of(ctx, node).filter(|pagination| pagination.is("offset").is_some())?;
        let (name, range) = pagination.text(NAME).filter(|(name, _)| is_page_number(name))?;
        if !pagination.lacks(option) || !pagination.is_typed() {
            return None;
        }
        let edit = pagination.insertion(pagination.option(NAME)?, &format!("{option}: {value}"));
        Some(PageNumber { name, range, edit })
    }
}

/// Whether a parameter is the number of a page: `page`, `pageNumber`, `page[number]`.
fn is_page_number(parameter: &str) -> bool {
    const PAGES: [&str; 7] = [
        "currentpage",
        "page",
        "pageindex",
        "pageno",
        "pagenr",
        "pagenum",
        "pagenumber",
    ];
    let plain = |text: &str| {
        text.replace(|it: char| !it.is_ascii_alphanumeric(), "")
            .to_ascii_lowercase()
    };
    let last = parameter.rsplit('.').next().unwrap_or(parameter);
    PAGES.contains(&&*plain(last))
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn parameters() {
        for name in [
            "page",
            "Page",
            "page_number",
            "page[number]",
            "pagination.page",
            "pageNo",
        ] {
            assert!(is_page_number(name), "{name}");
        }
        for name in [
            "pageToken",
            "page_size",
            "page[offset]",
            "pageOffset",
            "pages",
            "offset",
        ] {
            assert!(!is_page_number(name), "{name}");
        }
    }
}
