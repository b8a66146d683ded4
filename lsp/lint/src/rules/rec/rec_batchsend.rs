//! `batchSend`.

use crate::diagnostic::Tag;
use crate::prelude::*;

declare_rule! {
    /// `batchSend` is called, the former name of `batchSave`.
    ///
    /// ## Why
    ///
    /// It is deprecated and does nothing but call `batchSave`. The compiler's checks of the order of calls do not know it.
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
    ///         await nango.batchSend([{ id: '1' }], 'Deal');
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
    ///     exec: async (nango) => {
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Renames it.
    "rec-batchsend" {
        levels: Levels::WARNING,
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#save-records",
        source: "`NangoSyncBase.batchSend` (`@deprecated`) of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::SoundFile(check)],
    }
}

const OLD: &str = "batchSend";
const NEW: &str = "batchSave";

fn check(ctx: &mut FileContext<'_>) {
    let file = ctx.file;
    for call in ctx.items.calls.iter().filter(|call| &*call.method == OLD) {
        let name = call.method_span.0;
        // `nango['batchSend']` has its quotes.
        let text = if name.len() == TextSize::of(OLD) {
            NEW.to_owned()
        } else {
            format!("'{NEW}'")
        };
        ctx.report(name, format!("`{OLD}` is deprecated: it is `{NEW}`"))
            .safe_fix(format!("Write `{NEW}`"), file, [TextEdit::replace(name, text)])
            .tagged(Tag::Deprecated);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, in_sync};

    #[test]
    fn under_any_name_of_the_object() {
        let text = fixed(&in_sync("await nango['batchSend']([], M);")).expect("a fix");
        assert!(text.contains("nango['batchSave']([], M)"), "{text}");
        check(
            &in_sync("const sdk = nango; await sdk.batchSend([], M);"),
            "rec-batchsend",
        );
        check(&in_sync("await queue.batchSend([], M);"), "");
    }
}
