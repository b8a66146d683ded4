//! The type of a sync, which says nothing any more.

use crate::diagnostic::Tag;
use crate::places::without;
use crate::prelude::*;

declare_rule! {
    /// A sync has a `syncType`.
    ///
    /// ## Why
    ///
    /// It is deprecated: what a sync reads is what it does with its checkpoint. `full` is what is meant without it. `incremental` hands
    /// `lastSyncDate` to the function, which a checkpoint has replaced.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     syncType: 'full',
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
    ///     checkpoint: z.object({ since: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         const deals = await nango.get({ endpoint: '/deals', params: { since: checkpoint?.since ?? '' }, retries: 3 });
    ///         await nango.batchSave(deals.data, 'Deal');
    ///         await nango.saveCheckpoint({ since: new Date().toISOString() });
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Removes `full`, which is what is meant without it.
    "sync-type-deprecated" {
        levels: Levels::WARNING,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`CreateSyncProps.syncType` (`@deprecated`) of `@nangohq/runner-sdk`; S0 has it, S3 not",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [81, 10, 10],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let Some(call) = ctx.create_call().filter(|call| call.kind == FunctionKind::Sync) else {
        return;
    };
    let (Some(definition), Some(settled)) = (call.definition(), ctx.settled("syncType")) else {
        return;
    };
    let (file, property) = (ctx.file, settled.property);
    match settled.value.as_str() {
        Some("full") => {
            let message = "`syncType` is deprecated: without it the sync is the same";
            ctx.report(property.span.0, message)
                .merely(Severity::Hint, &[Reporter::Convention])
                .safe_fix("Remove `syncType`", file, [without(definition, property)])
                .tagged(Tag::Deprecated);
        }
        Some("incremental") => {
            let message = "`syncType` is deprecated: a checkpoint says where the next run begins";
            ctx.report(property.span.0, message).tagged(Tag::Deprecated);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::Severity;
    use crate::testing::{Sandbox, sync};

    #[test]
    fn the_one_is_empty_and_the_other_outdated() {
        let found = |sync_type: &str| {
            let all = Sandbox::new(&sync(&[&format!("syncType: {sync_type}")])).all();
            let it = all.into_iter().find(|(_, it)| it.rule.id == "sync-type-deprecated")?;
            Some((it.1.severity, it.1.fixes.len()))
        };
        assert_eq!(found("'full'"), Some((Severity::Hint, 1)));
        assert_eq!(found("'incremental'"), Some((Severity::Warning, 0)));
        assert_eq!(found("chosen"), None);
    }
}
