//! A definition with something that its kind does not have.

use super::known;
use crate::prelude::*;
use crate::settings::nearest;

declare_rule! {
    /// A definition has a property that its kind does not have.
    ///
    /// ## Why
    ///
    /// Each kind has its own: an action has `endpoint`, a sync `endpoints`; only a sync has `models`. TypeScript reports it
    /// as an excess property.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     autostart: true,
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     autoStart: true,
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     // @ts-expect-error this one is ours
    ///     team: 'crm',
    ///     models: { Deal: z.object({ id: z.string() }) },
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
    ///
    /// ## Fix
    ///
    /// Writes the nearest property, if one is near.
    "def-unknown-prop" {
        levels: Levels::ERROR,
        reporters: [Compile, Tsc],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`Create…Props` of `@nangohq/runner-sdk`; S4's first scaffold has `endpoints` on an action",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(call) = ctx.create_call() else { return };
    // Behind a cast, excess properties are no error.
    let Argument::Object(object) = &call.argument else {
        return;
    };
    let known = known::properties(call.kind);
    let file = ctx.file;
    for property in object
        .properties
        .iter()
        .filter(|property| !known.contains(&&*property.name))
    {
        let absent = known.iter().copied().filter(|name| object.get(name).is_none());
        let meant = nearest(&property.name, absent);
        let diagnostic = ctx.report(
            property.name_span.0,
            format!("`{}` has no property `{}`", call.callee, property.name),
        );
        if let Some(meant) = meant {
            let text = match property.key {
                KeyForm::Shorthand => format!("{meant}: {}", property.name),
                _ => meant.to_owned(),
            };
            diagnostic.unsafe_fix(
                format!("Rename it to `{meant}`"),
                file,
                [TextEdit::replace(property.name_span.0, text)],
            );
        }
    }
}
