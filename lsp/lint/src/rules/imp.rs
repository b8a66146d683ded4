//! What a function imports.

use project::items::{ExportSource, Import};

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod imp_action_error;
pub(crate) mod imp_disallowed_package;
pub(crate) mod imp_dynamic;
pub(crate) mod imp_json;
pub(crate) mod imp_node_prefix;
pub(crate) mod imp_optional_runtime_package;
pub(crate) mod imp_relative_extension;
pub(crate) mod imp_type_as_value;

pub(super) static RULES: &[&Rule] = &[
    &imp_disallowed_package::RULE,
    &imp_node_prefix::RULE,
    &imp_dynamic::RULE,
    &imp_relative_extension::RULE,
    &imp_json::RULE,
    &imp_action_error::RULE,
    &imp_type_as_value::RULE,
    &imp_optional_runtime_package::RULE,
];

/// What the compiler takes for a path, and not for a package: `..` alone is a package to it.
fn is_path(source: &str) -> bool {
    source.starts_with("./") || source.starts_with("../")
}

/// A statement that names another module.
#[derive(Clone, Copy)]
enum Link<'a> {
    Import(&'a Import),
    /// Of one `export … from`, each name; with whether it is a type.
    Export(&'a ExportSource, bool),
}

impl<'a> Link<'a> {
    /// Every one of a file; of a re-export with several names the first that is no type.
    fn of(ctx: &FileContext<'a>) -> Vec<Link<'a>> {
        let mut links: Vec<Link<'a>> = ctx.items.imports.iter().map(Link::Import).collect();
        for export in &ctx.items.exports {
            let Some((source, is_type)) = export.form.source() else {
                continue;
            };
            match links.last_mut() {
                Some(Link::Export(last, is_erased)) if last.span == source.span => *is_erased &= is_type,
                _ => links.push(Link::Export(source, is_type)),
            }
        }
        links
    }

    /// The name or path of the other module.
    fn source(self) -> &'a str {
        match self {
            Link::Import(import) => &import.source,
            Link::Export(source, _) => &source.text,
        }
    }

    /// Its place, with the quotes.
    fn span(self) -> TextRange {
        match self {
            Link::Import(import) => import.source_span.0,
            Link::Export(source, _) => source.span.0,
        }
    }

    /// Whether the statement begins with `import type` or `export type`.
    fn is_type_only(self) -> bool {
        match self {
            Link::Import(import) => import.type_only,
            Link::Export(source, _) => source.is_erased,
        }
    }

    /// Whether a package is still required when the function is loaded.
    fn is_loaded(self) -> bool {
        match self {
            Link::Import(import) => !import.is_erased(),
            Link::Export(_, is_type) => !is_type,
        }
    }
}

/// The same quotes around another text.
fn requoted(range: TextRange) -> TextRange {
    TextRange::new(range.start() + TextSize::of('\''), range.end() - TextSize::of('\''))
}
