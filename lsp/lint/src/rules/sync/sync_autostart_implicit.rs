//! A sync that does not say whether it starts.

use super::AUTO_START;
use crate::prelude::*;

declare_rule! {
    /// A sync does not say whether its schedule starts with a connection.
    ///
    /// ## Why
    ///
    /// Without `autoStart` it does not start, although the documentation of the type names `true` as the default: the CLI deploys
    /// `auto_start: false` for everything but `true`. Then the app starts it, with `startSync`.
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
    ///     autoStart: true,
    ///     models: { Deal: z.object({ id: z.string() }) },
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
    ///     autoStart: false,
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes `autoStart`: `true`, or `false`.
    "sync-autostart-implicit" {
        levels: Levels::HINT.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/sync-functions",
        source: "`parseSync` of `zeroYaml/definitions.ts` (`auto_start: params.autoStart === true`); `CreateSyncProps` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [13, 13, 13],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(call) = ctx.create_call().filter(|call| call.kind == FunctionKind::Sync) else {
        return;
    };
    let Some(definition) = call.definition().filter(|definition| definition.is_closed()) else {
        return;
    };
    // Without a schedule there is nothing to start.
    let (None, Some(frequency), Some(lines)) = (definition.get(AUTO_START), definition.get("frequency"), ctx.lines())
    else {
        return;
    };
    let file = ctx.file;
    let gap = places::separator(lines, definition.span.start(), frequency.span.start());
    let set = |value: bool| {
        [TextEdit::insert(
            frequency.span.end(),
            format!(",{gap}{AUTO_START}: {value}"),
        )]
    };
    let message = format!("without `{AUTO_START}` the sync does not start by itself");
    ctx.report(call.callee_span.0, message)
        .unsafe_fix("Start it with each connection", file, set(true))
        .unsafe_fix("Leave the start to the app", file, set(false));
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    #[test]
    fn only_what_is_surely_left_out() {
        let rule = "sync-autostart-implicit";
        check(&sync(&[]), rule);
        check(&sync(&["autoStart: false"]), "");
        check(&sync(&["...shared"]), "");
    }
}
