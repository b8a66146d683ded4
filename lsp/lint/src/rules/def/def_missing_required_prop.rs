//! A definition without something that it needs.

use super::{add_property, between, known};
use crate::prelude::*;

declare_rule! {
    /// A definition lacks a property that its kind needs.
    ///
    /// ## Why
    ///
    /// A sync needs `description`, `frequency`, `models` and `exec`; an action `description`, `input`, `output` and `exec`; an
    /// on-event function `description`, `event` and `exec`. TypeScript says so on the create call.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {},
    ///     frequency: 'every hour'
    /// });
    /// ```
    ///
    /// ```ts valid
    /// const shared = { frequency: 'every hour' };
    ///
    /// export default createSync({
    ///     ...shared,
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Adds the properties, to be filled in.
    "def-missing-required-prop" {
        levels: Levels::ERROR,
        reporters: [Compile, Tsc],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`CreateSyncProps`, `CreateActionProps` and `CreateOnEventProps` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(call) = ctx.create_call() else { return };
    let Argument::Object(object) = &call.argument else {
        return;
    };
    if !object.is_closed() {
        return;
    }
    let missing: Vec<_> = known::required(call.kind)
        .iter()
        .filter(|(name, _)| object.get(name).is_none())
        .collect();
    if missing.is_empty() {
        return;
    }
    let properties: Vec<String> = missing.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let last = object.properties.last();
    let separator = last.map_or_else(|| " ".to_owned(), |last| between(ctx, object, last));
    let last = last.map(|last| &*last.name);
    let edit = add_property(ctx, object, last, &properties.join(&format!(",{separator}")));
    let names = words::list(missing.iter().map(|(name, _)| *name));
    let file = ctx.file;
    ctx.report(call.callee_span.0, format!("`{}` needs {names}", call.callee))
        .unsafe_fix(format!("Add {names}"), file, [edit]);
}
