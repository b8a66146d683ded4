//! A point in time that is kept before everything up to it is saved.

use flow::FaultKind;

use crate::prelude::*;

declare_rule! {
    /// The checkpoint says that all is saved up to now, and something is not.
    ///
    /// ## Why
    ///
    /// A sync that keeps the time of its run asks the next time only for what changed since. What failed to be fetched or saved in this run, and was
    /// forgotten, or fails after the time was written, is older than that time: no run asks for it again until it changes. Let the run fail, or
    /// keep the time once, behind everything else.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ since: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         const startedAt = new Date().toISOString();
    ///         try {
    ///             const response = await nango.get({ endpoint: '/deals', params: { since: checkpoint?.since ?? '' } });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///         } catch (error) {
    ///             await nango.log(String(error));
    ///         }
    ///         await nango.saveCheckpoint({ since: startedAt });
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
    ///         const startedAt = new Date().toISOString();
    ///         const response = await nango.get({ endpoint: '/deals', params: { since: checkpoint?.since ?? '' } });
    ///         await nango.batchSave(response.data.deals, 'Deal');
    ///         await nango.saveCheckpoint({ since: startedAt });
    ///     }
    /// });
    /// ```
    "ck-time-before-done" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/checkpoints",
        source: "`saveCheckpoint` of `packages/runner/lib/sdk/sdk.ts`, which writes at once; `tests/simulator`",
        fix: None,
        reach: Function,
        visits: [Visit::SoundFile(check)],
        measured: [1, 1, 1],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    let mut told = Vec::new();
    for fault in ctx.faults() {
        let message = match fault.kind {
            FaultKind::TimeAfterFailure => {
                "this keeps the time although something failed before it, and what was not saved is not asked for again"
            }
            FaultKind::TimeAhead => {
                "this keeps the time before all is saved: if the rest fails, it is not asked for again"
            }
            _ => continue,
        };
        // Several calls behind it may fail.
        if !told.contains(&fault.span) {
            told.push(fault.span);
            ctx.report_fault(fault, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    const ID: &str = "ck-time-before-done";

    fn with(body: &str) -> String {
        let exec = format!(
            "exec: async (nango) => {{ const checkpoint = await nango.getCheckpoint(); const since = checkpoint?.since ?? ''; const now = new Date().toISOString(); {body} }}"
        );
        sync(&["checkpoint: z.object({ since: z.string() })", &exec])
    }

    const PAGES: &str = "for await (const page of nango.paginate({ endpoint: '/deals', params: { since } })) { await nango.batchSave(page, 'Deal'); }";
    const KEEP: &str = "await nango.saveCheckpoint({ since: now });";

    #[test]
    fn what_failed_is_older_than_the_time() {
        for body in [
            format!("try {{ {PAGES} }} finally {{ {KEEP} }}"),
            format!("try {{ {PAGES} }} catch (e) {{ await nango.log('no'); }} {KEEP}"),
            format!("{KEEP} {PAGES}"),
            format!(
                "let page = 1; let more = true; while (more) {{ const r = await nango.get({{ endpoint: '/a', params: {{ since, page }} }}); await nango.batchSave(r.data, 'Deal'); {KEEP} page += 1; more = r.data.more; }}"
            ),
        ] {
            check(&with(&body), ID);
        }
    }

    #[test]
    fn what_is_kept_in_the_end_or_taken_from_the_rows() {
        for body in [
            format!("{PAGES} {KEEP}"),
            format!("try {{ {PAGES} }} catch (e) {{ await nango.log('no'); throw e; }} {KEEP}"),
            format!("try {{ {PAGES} }} catch (e) {{ if (e.response.status !== 404) {{ throw e; }} }} {KEEP}"),
            "for await (const page of nango.paginate({ endpoint: '/deals', params: { since } })) { await nango.batchSave(page, 'Deal'); await nango.saveCheckpoint({ since: page.at(-1).updated_at }); }".to_owned(),
        ] {
            check(&with(&body), "");
        }
    }
}
