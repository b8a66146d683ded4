//! Checkpoints: the schema, and the calls that read and write it.

use syntax::SourceFile;
use syntax::ast::ExprKind;

use crate::prelude::*;
use crate::rule::Rule;
use crate::sdk_call::SdkCall;
use crate::statements;

pub(crate) mod ck_clear_without_save;
pub(crate) mod ck_get_unused;
pub(crate) mod ck_guarded_save_then_clear;
pub(crate) mod ck_missing_schema;
pub(crate) mod ck_nonprimitive_value;
pub(crate) mod ck_page_loop_without_save;
pub(crate) mod ck_save_before_batch;
pub(crate) mod ck_save_per_record;
pub(crate) mod ck_save_without_get;
pub(crate) mod ck_schema_flat;
pub(crate) mod ck_schema_unused;
pub(crate) mod ck_time_before_done;
pub(crate) mod ck_type_argument;
pub(crate) mod ck_used_without_schema;

pub(super) static RULES: &[&Rule] = &[
    &ck_schema_flat::RULE,
    &ck_type_argument::RULE,
    &ck_used_without_schema::RULE,
    &ck_nonprimitive_value::RULE,
    &ck_guarded_save_then_clear::RULE,
    &ck_clear_without_save::RULE,
    &ck_save_without_get::RULE,
    &ck_save_before_batch::RULE,
    &ck_time_before_done::RULE,
    &ck_get_unused::RULE,
    &ck_schema_unused::RULE,
    &ck_page_loop_without_save::RULE,
    &ck_missing_schema::RULE,
    &ck_save_per_record::RULE,
];

/// How the SDK object is called in a call of it.
pub(super) fn sdk_name<'a>(source: &'a SourceFile, call: &SdkCall<'_>) -> Option<&'a str> {
    let ast = source.ast();
    match ast[ast.skip_parens(call.call.callee)].kind {
        ExprKind::Member(callee) => Some(source.slice(ast[callee.object].range)),
        _ => None,
    }
}

/// Offers to clear the checkpoint only if there is one.
fn offer_to_ask(ctx: &mut SyntaxContext<'_>, clear: &SdkCall<'_>) {
    let (source, ast) = (ctx.source, ctx.ast());
    if let Some(sdk) = sdk_name(source, clear)
        && let Some(stmt) = statements::of_call(ast, clear.id)
    {
        let range = ast[stmt].range;
        let guarded = clear_if_there(source, sdk, statements::indentation(source, range.start()));
        let title = "Clear the checkpoint only if there is one";
        let edits = vec![TextEdit::replace(range, guarded)];
        ctx.offer(clear.method_range, title, Applicability::Unsafe, edits);
    }
}

/// A statement that clears the checkpoint if there is one, to stand at an indentation: where there is none, to clear it fails.
pub(super) fn clear_if_there(source: &SourceFile, sdk: &str, indent: &str) -> String {
    let (eol, unit) = (
        statements::eol(source),
        if indent.contains('\t') { "\t" } else { "    " },
    );
    format!("if (await {sdk}.getCheckpoint()) {{{eol}{indent}{unit}await {sdk}.clearCheckpoint();{eol}{indent}}}")
}
