//! A sync that starts before it has what it needs.

use super::AUTO_START;
use project::schema::{Schema, SchemaKind};

use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// A sync starts with each connection, and needs metadata that a new connection does not have.
    ///
    /// ## Why
    ///
    /// Metadata is set by the app, after the connection was made. The first runs come before it, and fail or read nothing. With
    /// `autoStart: false` the app starts the schedule when the metadata is there.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     autoStart: true,
    ///     metadata: z.object({ team: z.string() }),
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
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
    ///     autoStart: false,
    ///     metadata: z.object({ team: z.string() }),
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
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
    ///     autoStart: true,
    ///     metadata: z.object({ team: z.string().optional() }),
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes `autoStart: false`.
    "sync-required-metadata-autostart" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/sync-functions",
        source: "S3 (\"set autoStart: false\"); `parseSync` of `zeroYaml/definitions.ts`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [20, 12, 12],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    if ctx.create_call().is_none_or(|call| call.kind != FunctionKind::Sync) {
        return;
    }
    let (Some(start), Some(metadata)) = (ctx.settled(AUTO_START), ctx.settled("metadata")) else {
        return;
    };
    // A constant may be used elsewhere.
    if !matches!(start.property.value, Value::Bool(true)) {
        return;
    }
    let schema = schemas::schema(ctx, metadata.property);
    let SchemaKind::Object(shape, _) = &schema.kind else {
        return;
    };
    let required = |schema: &Schema| schema.is_known() && !schema.may_be_absent();
    let Some(field) = shape
        .fields
        .iter()
        .find(|field| !shape.is_open && required(&field.schema))
    else {
        return;
    };
    let file = ctx.file;
    let message = format!(
        "the sync starts before the app can set `{}` of the metadata",
        field.name
    );
    ctx.report(start.property.span.0, message)
        .related(&field.key.file, field.key.span.0, "this is required")
        .safe_fix(
            "Leave the start to the app",
            file,
            [TextEdit::replace(start.property.value_span.0, "false")],
        );
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    #[test]
    fn only_what_is_surely_required() {
        let rule = "sync-required-metadata-autostart";
        let with = |metadata: &str| sync(&["autoStart: true", &format!("metadata: {metadata}")]);
        check(&with("z.object({ team: z.array(z.string()).min(1) })"), rule);
        check(&with("z.object({ team: z.string().nullable() })"), rule);
        check(
            &format!("const M = z.object({{ a: z.string() }});\n{}", with("M")),
            rule,
        );
        for metadata in [
            "z.object({ team: z.string().default('a') })",
            "z.object({ team: z.array(z.string()).min(1).optional() })",
            "z.object({ team: z.string().nullish(), other: z.string().catch('') })",
            "z.object({ team: other() })",
            "z.object({ team: z.string() }).partial()",
            "z.object({})",
        ] {
            check(&with(metadata), "");
        }
        check(&sync(&["metadata: z.object({ team: z.string() })"]), "");
    }
}
