//! The old way to detect deletions.

use super::{incremental, track_deletes};
use crate::prelude::*;

declare_rule! {
    /// A sync detects deletions with `trackDeletes: true`.
    ///
    /// ## Why
    ///
    /// It is deprecated and will be removed; `nango compile` warns of it and compiles. The sync itself says when it begins and
    /// ends to read everything, with `nango.trackDeletesStart()` and `nango.trackDeletesEnd()`.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     trackDeletes: true,
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
    ///     trackDeletes: false,
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async (nango) => {
    ///         await nango.trackDeletesStart('Deal');
    ///         await nango.batchSave([{ id: '1' }], 'Deal');
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    "sync-track-deletes-prop" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection#detecting-deletes-in-full-syncs",
        source: "`compileAllFunctions` of `zeroYaml/compile.ts`; S0",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [7, 7, 7],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    // Together with `incremental` it is an error, which another rule reports.
    if let Some(property) = track_deletes(ctx)
        && incremental(ctx).is_none()
    {
        let message = "`trackDeletes` is deprecated: call `nango.trackDeletesStart()` and `nango.trackDeletesEnd()`";
        ctx.report(property.span.0, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    #[test]
    fn only_what_is_surely_true() {
        check(&sync(&["'trackDeletes': (true)"]), "sync-track-deletes-prop");
        check(
            &format!("const on = true;\n{}", sync(&["trackDeletes: on"])),
            "sync-track-deletes-prop",
        );
        check(&sync(&["trackDeletes: !!limits['deletes']"]), "");
        check(&sync(&["trackDeletes: true, ...rest"]), "");
    }
}
