//! Field mappings.

use crate::Tag;
use crate::prelude::*;

declare_rule! {
    /// A function calls `getFieldMapping` or `setFieldMapping`, which are deprecated.
    ///
    /// ## Why
    ///
    /// Both are metadata by another name, and not by the same: `setFieldMapping(mapping)` replaces all metadata by the mapping, and
    /// `getFieldMapping()` reads the field `fieldMapping` of it. `getMetadata` and `updateMetadata` say what they do.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         const mapping = await nango.getFieldMapping();
    ///         await nango.log(`The stage is in ${mapping['stage']}`);
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
    ///     metadata: z.object({ fieldMapping: z.record(z.string(), z.string()).optional() }),
    ///     exec: async (nango) => {
    ///         const metadata = await nango.getMetadata();
    ///         await nango.log(`The stage is in ${metadata?.fieldMapping?.['stage']}`);
    ///     }
    /// });
    /// ```
    "meta-field-mapping-deprecated" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`setFieldMapping` and `getFieldMapping` of `@nangohq/runner-sdk` (`action.ts`)",
        fix: None,
        reach: Bundled,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let items = ctx.items;
    for call in &items.calls {
        let instead = match &*call.method {
            "getFieldMapping" => "getMetadata",
            "setFieldMapping" => "updateMetadata",
            _ => continue,
        };
        let message = format!("`{}` is deprecated: use `{instead}`", call.method);
        ctx.report(call.method_span.0, message).tagged(Tag::Deprecated);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn both() {
        let id = "meta-field-mapping-deprecated";
        check(&in_sync("await nango.setFieldMapping({ stage: 'a' });"), id);
        check(&in_sync("await nango.getFieldMapping();"), id);
        check(&in_sync("await mapper.getFieldMapping();"), "");
    }
}
