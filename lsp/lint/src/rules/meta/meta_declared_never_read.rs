//! Metadata that is declared and not read.

use syntax::ast::{ExprId, ExprKind, Node};

use crate::prelude::*;
use crate::request;
use crate::sdk_call::{self, Usage};

declare_rule! {
    /// A definition has a schema for metadata that the function does not read.
    ///
    /// ## Why
    ///
    /// The schema says which metadata a customer has to set before the function works. Where the function does not look at it, or where
    /// the schema has no fields, it asks for nothing and misleads.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     metadata: z.object({}),
    ///     exec: async (nango) => {
    ///         await nango.log('No deals yet');
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.log('No deals yet');
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     metadata: z.object({ team: z.string().optional() }),
    ///     exec: async (nango) => {
    ///         const metadata = await nango.getMetadata();
    ///         await nango.log(`Deals of ${metadata?.team}`);
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Leaves a schema without fields out.
    "meta-declared-never-read" {
        levels: Levels::HINT,
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`getMetadata` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
        measured: [74, 12, 12],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Some(definition) = ctx.definition(node) else { return };
    let Some(property) = source.property(definition, "metadata") else {
        return;
    };
    let (Some(key), Some(value)) = (ast[property].key(), ast[property].value()) else {
        return;
    };
    let reads = |member: &str| {
        matches!(
            member,
            "getMetadata" | "setMetadata" | "updateMetadata" | "getConnection" | "metadata"
        )
    };
    if sdk_call::usage(ctx, reads) != Usage::Others {
        return;
    }
    let is_empty = is_empty(ctx, value);
    let message = if is_empty {
        "the metadata has no fields, and the function does not read it"
    } else {
        "the function does not read its metadata"
    };
    let edit = request::removal(source, definition, property).filter(|_| is_empty);
    let found = ctx.report(key.range, message);
    if let Some(edit) = edit {
        found.fix("Leave `metadata` out", Applicability::Safe, vec![edit]);
    }
}

/// Whether a schema is `z.object({})`.
fn is_empty(ctx: &SyntaxContext<'_>, schema: ExprId) -> bool {
    let (source, ast) = (ctx.source, ctx.ast());
    let ExprKind::Call(call) = ast[schema].kind else {
        return false;
    };
    let is_object =
        matches!(ast[call.callee].kind, ExprKind::Member(member) if source.slice(member.property) == "object");
    let has_fields = call
        .args
        .first()
        .is_none_or(|fields| !matches!(ast[fields].kind, ExprKind::Object(fields) if fields.is_empty()));
    is_object && !has_fields
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, sync};

    fn declared(schema: &str, exec: &str) -> String {
        sync(&[
            &format!("metadata: {schema}"),
            &format!("exec: async (nango) => {{ {exec} }}"),
        ])
    }

    #[test]
    fn who_may_read_it() {
        check(
            &declared("z.object({ team: z.string() })", "await nango.log('a');"),
            "meta-declared-never-read",
        );
        check(
            &declared("Metadata", "await nango.log('a');"),
            "meta-declared-never-read",
        );
        check(&declared("Metadata", "await list(nango);"), "");
        check(&declared("Metadata", "await nango.updateMetadata({ team: 'a' });"), "");
        check(&declared("Metadata", "(await nango.getConnection()).metadata;"), "");
        check(&declared("Metadata", ""), "");
    }

    #[test]
    fn only_an_empty_one_goes() {
        assert_eq!(fixed(&declared("Metadata", "await nango.log('a');")), None);
        assert_eq!(
            fixed(&declared("z.object({ team: z.string() })", "await nango.log('a');")),
            None
        );
    }
}
