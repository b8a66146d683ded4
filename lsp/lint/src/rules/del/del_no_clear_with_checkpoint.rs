//! A checkpoint that outlives the run it belongs to, beside deletion tracking.

use flow::{Ended, FaultKind};
use syntax::ast::Node;

use super::{END, is_of_changes};
use crate::prelude::*;
use crate::rules::ck;
use crate::sdk_call::SdkCall;
use crate::statements;

declare_rule! {
    /// A run that came to its end leaves a checkpoint in the middle of the enumeration, and the next one tracks deletions from there.
    ///
    /// ## Why
    ///
    /// The next run reads the checkpoint that the last one left. If it opens a window there, `trackDeletesEnd` deletes everything that stands
    /// before that place; if it skips `trackDeletesStart`, because it takes itself for one that goes on, `trackDeletesEnd` finds no window and
    /// fails in every run from then on. Clear the checkpoint when all is saved, before `trackDeletesEnd`, or save one that begins anew.
    ///
    /// A special case: `on_page` runs after the body of the loop, so what it keeps is a page behind when the body saves it.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string() }) },
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         let cursor = checkpoint?.cursor;
    ///         await nango.trackDeletesStart('Deal');
    ///         while (true) {
    ///             const response = await nango.get({ endpoint: '/deals', params: { cursor: cursor ?? '' } });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             if (!response.data.next) {
    ///                 break;
    ///             }
    ///             cursor = response.data.next;
    ///             await nango.saveCheckpoint({ cursor });
    ///         }
    ///         await nango.trackDeletesEnd('Deal');
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
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         let cursor = checkpoint?.cursor;
    ///         await nango.trackDeletesStart('Deal');
    ///         while (true) {
    ///             const response = await nango.get({ endpoint: '/deals', params: { cursor: cursor ?? '' } });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             if (!response.data.next) {
    ///                 break;
    ///             }
    ///             cursor = response.data.next;
    ///             await nango.saveCheckpoint({ cursor });
    ///         }
    ///         if (await nango.getCheckpoint()) {
    ///             await nango.clearCheckpoint();
    ///         }
    ///         await nango.trackDeletesEnd('Deal');
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
    ///     checkpoint: z.object({ cursor: z.string() }),
    ///     exec: async (nango) => {
    ///         const checkpoint = await nango.getCheckpoint();
    ///         let cursor = checkpoint?.cursor ?? '';
    ///         await nango.trackDeletesStart('Deal');
    ///         do {
    ///             const response = await nango.get({ endpoint: '/deals', params: { cursor } });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             cursor = response.data.next ?? '';
    ///             await nango.saveCheckpoint({ cursor });
    ///         } while (cursor);
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Clears the checkpoint before the end call, if there is one by then.
    "del-no-clear-with-checkpoint" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`trackDeletesStart` and `trackDeletesEnd` of `packages/runner/lib/sdk/sdk.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check), Visit::Syntax(&[NodeKind::Call], offer)],
        measured: [8, 8, 8],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    for fault in ctx.faults() {
        let Some(model) = &fault.model else { continue };
        let message = match fault.kind {
            FaultKind::Partial(Ended::Normally) if !is_of_changes(fault) => {
                format!(
                    "the run before leaves a checkpoint: this run begins there, and deletes every `{model}` that stands before it"
                )
            }
            FaultKind::Closed(Ended::Normally) => {
                let runs = if fault.has_checkpoint {
                    "every later run"
                } else {
                    "every second run"
                };
                format!("the run before leaves a checkpoint and no window of `{model}`: this fails in {runs}")
            }
            _ => continue,
        };
        ctx.report_fault(fault, message);
    }
}

fn offer(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Some(end) = SdkCall::of(source, node, &[END]) else {
        return;
    };
    let Some(stmt) = statements::of_call(ast, end.id).filter(|stmt| statements::in_block(ast, *stmt).is_some()) else {
        return;
    };
    let Some(sdk) = ck::sdk_name(source, &end) else { return };
    let start = statements::with_comments(source, stmt).start();
    let clear = ck::clear_if_there(source, sdk, statements::indentation(source, start));
    let edit = statements::line_before(source, start, &clear);
    let title = format!("Clear the checkpoint before `{END}`");
    ctx.offer(end.method_range, title, Applicability::Unsafe, vec![edit]);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, sync};

    fn body(statements: &str) -> String {
        let exec = format!("exec: async (nango) => {{ {statements} }}");
        sync(&["checkpoint: z.object({ page: z.number() })", &exec])
    }

    #[test]
    fn what_begins_anew_is_well() {
        for reset in [
            "await nango.clearCheckpoint();",
            "await nango.saveCheckpoint({ page: 1 });",
        ] {
            for guard in ["", "if (page === 1)"] {
                let text = format!(
                    "const checkpoint = await nango.getCheckpoint();\nlet page = checkpoint?.page ?? 1;\n{guard} await nango.trackDeletesStart('Deal');\nlet more = true;\nwhile (more) {{\nconst r = await nango.get({{ endpoint: '/deals', params: {{ page }} }});\nawait nango.batchSave(r.data.items, 'Deal');\nmore = r.data.more;\npage++;\nawait nango.saveCheckpoint({{ page }});\n}}\n{reset}\nawait nango.trackDeletesEnd('Deal');"
                );
                check(&body(&text), "");
            }
        }
    }

    #[test]
    fn what_goes_on_from_the_last_page_is_not() {
        let text = "const checkpoint = await nango.getCheckpoint();\nlet page = checkpoint?.page ?? 1;\nif (page === 1) {\nawait nango.trackDeletesStart('Deal');\n}\nlet more = true;\nwhile (more) {\nconst r = await nango.get({ endpoint: '/deals', params: { page } });\nawait nango.batchSave(r.data.items, 'Deal');\nmore = r.data.more;\npage++;\nawait nango.saveCheckpoint({ page });\n}\nawait nango.trackDeletesEnd('Deal');";
        check(&body(text), "del-no-clear-with-checkpoint");
        let late = "const checkpoint = await nango.getCheckpoint();\nlet page = checkpoint?.page;\nawait nango.trackDeletesStart('Deal');\nconst config = { endpoint: '/deals', params: { page }, paginate: { type: 'cursor', cursor_name_in_request: 'page', cursor_path_in_response: 'next', on_page: async ({ nextPageParam }) => {\npage = nextPageParam;\n} } };\nfor await (const deals of nango.paginate(config)) {\nawait nango.batchSave(deals, 'Deal');\nawait nango.saveCheckpoint({ page: page ?? 0 });\n}\nawait nango.trackDeletesEnd('Deal');";
        check(&body(late), "page-on-page-late-token del-no-clear-with-checkpoint");
    }
}
