//! Metadata that is read and not declared.

use project::items::SdkType;

use crate::prelude::*;

declare_rule! {
    /// A function reads metadata, and its definition has no schema for it.
    ///
    /// ## Why
    ///
    /// With `metadata` in the definition, `getMetadata()` has its type, the dashboard shows which fields there are, and a dry run checks
    /// them. Without it nothing is known: a misspelt field is `undefined` for every customer.
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
    ///         const metadata = await nango.getMetadata<{ team?: string }>();
    ///         await nango.log(`Deals of ${metadata?.team}`);
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
    "meta-read-without-schema" {
        levels: Levels::HINT.strict(Severity::Warning).agent(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`TMetadataInferred` of `@nangohq/runner-sdk`; S0: \"Use metadata when the action depends on connection-specific values\"",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [233, 10, 10],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    // Of several definitions it is not known which of them a call stands in.
    let [call] = &*ctx.items.create_calls else { return };
    let Argument::Object(definition) = &call.argument else {
        return;
    };
    if call.kind == FunctionKind::Function || !definition.is_closed() || definition.get("metadata").is_some() {
        return;
    }
    let items = ctx.items;
    let read = items
        .calls
        .iter()
        .find(|call| call.sdk == Some(SdkType::Definition) && &*call.method == "getMetadata");
    if let Some(read) = read {
        ctx.report(
            read.method_span.0,
            "the definition has no schema for the metadata that is read here",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[track_caller]
    fn reads(exec: &str, more: &str, expected: &str) {
        check(
            &action(&format!("exec: async (nango) => {{ {exec} return {{}}; }}{more}")),
            expected,
        );
    }

    #[test]
    fn where_nothing_is_declared() {
        reads("await nango.getMetadata();", "", "meta-read-without-schema");
        reads(
            "await nango.getMetadata(); await nango.getMetadata();",
            "",
            "meta-read-without-schema",
        );
        reads("await nango.getMetadata();", ", metadata: z.object({})", "");
        reads("await nango.getMetadata();", ", ...shared", "");
        reads("await nango.getConnection();", "", "");
        reads("await cache.getMetadata();", "", "");
    }
}
