//! Records: what is saved, under which model, and by whom.

use syntax::ast::{ExprId, ExprKind};

use crate::prelude::*;
use crate::rule::Rule;

pub(crate) mod rec_accumulate_then_save;
pub(crate) mod rec_batchsend;
pub(crate) mod rec_model_never_used;
pub(crate) mod rec_never_saves;
pub(crate) mod rec_parallel_batch;
pub(crate) mod rec_single_record_batch;
pub(crate) mod rec_sync_api_in_action;
pub(crate) mod rec_unknown_model;
pub(crate) mod rec_volatile_field;

pub(super) static RULES: &[&Rule] = &[
    &rec_unknown_model::RULE,
    &rec_sync_api_in_action::RULE,
    &rec_batchsend::RULE,
    &rec_never_saves::RULE,
    &rec_model_never_used::RULE,
    &rec_single_record_batch::RULE,
    &rec_accumulate_then_save::RULE,
    &rec_volatile_field::RULE,
    &rec_parallel_batch::RULE,
];

/// The place of the key `models`, if the sync surely has a model.
fn models(ctx: &SyntaxContext<'_>, definition: ExprId) -> Option<TextRange> {
    let (ast, source) = (ctx.ast(), ctx.source);
    let property = source.property(definition, "models")?;
    let value = ast.skip_casts(ast[property].value()?);
    let has_models =
        matches!(ast[value].kind, ExprKind::Object(props) if !props.is_empty()) && source.has_only_plain_keys(value);
    Some(ast[property].key()?.range).filter(|_| has_models)
}
