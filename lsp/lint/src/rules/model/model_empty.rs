//! A sync without models.

use crate::prelude::*;

declare_rule! {
    /// `models` of a sync is empty.
    ///
    /// ## Why
    ///
    /// It compiles, and there is nothing that the sync could save.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: {},
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    "model-empty" {
        levels: Levels::WARNING,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/sync-functions",
        source: "`CreateSyncProps` of `@nangohq/runner-sdk`; `parseSync` of `zeroYaml/definitions.ts`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    if ctx.create_call().is_none_or(|call| call.kind != FunctionKind::Sync) {
        return;
    }
    let Some(settled) = ctx.settled("models") else { return };
    if matches!(settled.value, Value::Object(models) if models.is_closed() && models.properties.is_empty()) {
        ctx.report(
            settled.property.span.0,
            "the sync has no model: there is nothing that it can save",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    #[test]
    fn only_what_is_surely_empty() {
        check(&sync(&["models: {}"]), "model-empty");
        check(&format!("const models = {{}};\n{}", sync(&["models"])), "model-empty");
        check(&sync(&["models: { ...models }"]), "");
    }
}
