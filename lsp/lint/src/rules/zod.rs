//! Schemas: what of them does not come through, and how they are written.

use syntax::SourceFile;
use syntax::ast::StmtKind;

use crate::rule::Rule;

pub(crate) mod zod_date_in_model;
pub(crate) mod zod_import_style;
pub(crate) mod zod_union_null;
pub(crate) mod zod_unrepresentable_output;

pub(super) static RULES: &[&Rule] = &[
    &zod_date_in_model::RULE,
    &zod_unrepresentable_output::RULE,
    &zod_union_null::RULE,
    &zod_import_style::RULE,
];

/// Whether a name is what the file imports from zod.
fn is_zod(source: &SourceFile, name: &str) -> bool {
    let ast = source.ast();
    let is_name = |range| source.slice(range) == name;
    ast[ast.body()].iter().any(|stmt| {
        let StmtKind::Import(id) = stmt.kind else { return false };
        let import = &ast[id];
        let from = import.source.and_then(|module| source.string_value(module));
        let binds = ast[import.named].iter().any(|specifier| is_name(specifier.local))
            || import.default.is_some_and(is_name)
            || import.namespace.is_some_and(is_name);
        binds && from.as_deref() == Some("zod")
    })
}
