//! An incremental sync that is to detect deletions by itself.

use super::{incremental, track_deletes};
use crate::prelude::*;

declare_rule! {
    /// A sync is `incremental` and has `trackDeletes: true`.
    ///
    /// ## Why
    ///
    /// What an incremental sync does not bring is not deleted, but unchanged. `nango compile` refuses the project, and the
    /// server would.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=sync-type-deprecated
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     syncType: 'incremental',
    ///     trackDeletes: true,
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
    ///     syncType: 'incremental',
    ///     trackDeletes: false,
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     exec: async () => {}
    /// });
    /// ```
    "sync-incremental-track-deletes" {
        levels: Levels::ERROR,
        reporters: [Compile, Deploy],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection#detecting-deletes-in-incremental-syncs",
        source: "`parseSync` of `zeroYaml/definitions.ts`; `flowConfig` of the server's deploy validation",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    if let (Some(property), Some(sync_type)) = (track_deletes(ctx), incremental(ctx)) {
        let file = ctx.file;
        ctx.report(property.span.0, "an incremental sync cannot have `trackDeletes`")
            .related(file, sync_type.span.0, "it is incremental");
    }
}
