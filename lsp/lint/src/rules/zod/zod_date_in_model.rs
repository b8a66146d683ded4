//! A date in a record.

use project::schema::SchemaKind;

use crate::prelude::*;
use crate::schemas;

declare_rule! {
    /// A model or an output holds a `z.date()`.
    ///
    /// ## Why
    ///
    /// Records and outputs are JSON: a `Date` arrives as a text. The JSON schema that is deployed says so (`date-time`), while TypeScript
    /// wants a `Date` from the function, and a test that reads the text back does not fit.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string(), closedAt: z.date() }) },
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1', closedAt: new Date(0) }], 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string(), closedAt: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1', closedAt: new Date(0) }], 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string(), closedAt: z.iso.datetime() }) },
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1', closedAt: new Date(0).toISOString() }], 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes `z.string()`, for which the function has to make a text of the date.
    "zod-date-in-model" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/data-validation",
        source: "`override` of `zodSchemaToJsonSchema` (`zeroYaml/json-schema.ts`)",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [19, 12, 12],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let (file, zod) = (ctx.file, schemas::zod_name(ctx));
    for given in schemas::given(ctx, |schema| matches!(schema.kind, SchemaKind::Date(_))) {
        let message = "a date arrives as a text: records and outputs are JSON".to_owned();
        let diagnostic = schemas::report(ctx, given.key, &given.schema.origin, message);
        schemas::offer_string(diagnostic, file, zod, &given.schema);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn what_comes_out_alone() {
        let rule = "zod-date-in-model";
        check(&action("output: z.object({ a: z.array(z.date().nullable()) })"), rule);
        check(
            &action("output: z.object({ a: z.string().pipe(z.coerce.date()) })"),
            rule,
        );
        check(
            &action("output: z.object({ a: z.date().transform((at) => at.toISOString()).pipe(z.string()) })"),
            "",
        );
        check(&action("input: z.object({ a: z.date() })"), "");
    }
}
