//! A checkpoint that is cleared where none was saved.

use flow::FaultKind;
use project::scope::{self, Bound};
use syntax::ast::{ExprId, ExprKind, Node, PropKind, StmtKind};

use crate::prelude::*;
use crate::sdk_call::SdkCall;
use crate::statements;

declare_rule! {
    /// `clearCheckpoint` is called on a way on which no checkpoint was saved.
    ///
    /// ## Why
    ///
    /// `clearCheckpoint` marks the live row of the checkpoint as deleted. Where there is none, because none was saved or because it was cleared
    /// before, nothing is marked, and the call fails with `checkpoint_conflict`: the sync fails on every account that has a single page.
    /// A dry run keeps the checkpoint in a variable and never fails here. Save on every page, the last one included, or clear only
    /// what was saved.
    ///
    /// Where it takes an empty first page, or an empty list, this is a hint.
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
    ///         do {
    ///             const response = await nango.get({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             cursor = response.data.next;
    ///             if (cursor) {
    ///                 await nango.saveCheckpoint({ cursor });
    ///             }
    ///         } while (cursor);
    ///         await nango.clearCheckpoint();
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
    ///         do {
    ///             const response = await nango.get({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             cursor = response.data.next;
    ///             await nango.saveCheckpoint({ cursor: cursor ?? '' });
    ///         } while (cursor);
    ///         await nango.clearCheckpoint();
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
    ///         let cursor = checkpoint?.cursor;
    ///         do {
    ///             const response = await nango.get({ endpoint: '/deals', params: cursor ? { cursor } : {} });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             cursor = response.data.next;
    ///             await nango.saveCheckpoint({ cursor: cursor ?? '' });
    ///         } while (cursor);
    ///         await nango.clearCheckpoint();
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Saves on every page, where a condition around the one call that saves can go; or clears only what is there.
    "ck-guarded-save-then-clear" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/checkpoints",
        source: "`deleteCheckpoint` of `packages/shared/lib/services/checkpoints/checkpoints.ts` (`deleted_at IS NULL AND version = ?`); `clearCheckpoint` of `packages/runner/lib/sdk/checkpointing.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check), Visit::Syntax(&[NodeKind::Call], offer)],
        measured: [150, 143, 143],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    for fault in ctx.faults() {
        match fault.kind {
            FaultKind::Conflict => {
                ctx.report_fault(
                    fault,
                    "there may be no checkpoint to clear, and then this fails with `checkpoint_conflict`",
                );
            }
            FaultKind::EmptyConflict => {
                let message = "if nothing comes at all, there is no checkpoint to clear, and this fails with `checkpoint_conflict`";
                ctx.report_fault(fault, message).merely(Severity::Hint, &[]);
            }
            _ => {}
        }
    }
}

/// Two ways out: to save always, and to clear what is there.
fn offer(ctx: &mut SyntaxContext<'_>, node: Node) {
    let source = ctx.source;
    let Some(clear) = SdkCall::of(source, node, &["clearCheckpoint"]) else {
        return;
    };
    if let Some(edits) = save_always(ctx, clear.id) {
        let title = "Save the checkpoint on every page";
        ctx.offer(clear.method_range, title, Applicability::Unsafe, edits);
    }
    super::offer_to_ask(ctx, &clear);
}

/// Takes the condition away from the only call that saves: `if (cursor) { await nango.saveCheckpoint({ cursor }); }`.
fn save_always(ctx: &SyntaxContext<'_>, clear: ExprId) -> Option<Vec<TextEdit>> {
    let (source, ast) = (ctx.source, ctx.ast());
    let function = ast.enclosing_function(clear)?;
    let mut saves = SdkCall::below(source, function, &["saveCheckpoint"]);
    let save = saves.next().filter(|_| saves.next().is_none())?;
    let stmt = statements::of_call(ast, save.id)?;
    let guard = match ast.parent(stmt)? {
        Node::Stmt(block) if matches!(ast[block].kind, StmtKind::Block(all) if all.len() == 1) => ast.parent(block)?,
        other => other,
    };
    let Node::Stmt(guard) = guard else { return None };
    let StmtKind::If(it) = ast[guard].kind else { return None };
    let test = it.alternate.is_none().then(|| source.ident_name(it.test))??;
    let ExprKind::Object(props) = ast[save.call.args.first()?].kind else {
        return None;
    };
    let range = statements::with_comments(source, stmt);
    let mut text = statements::indented(source, range, statements::indentation(source, ast[guard].range.start()))?;
    // What the condition promised may be missing now.
    for prop_id in props.iter().collect::<Vec<_>>().into_iter().rev() {
        let prop = &ast[prop_id];
        let value = prop.value().filter(|value| source.ident_name(*value) == Some(test));
        let Some(value) = value.map(|value| ast[value].range) else {
            continue;
        };
        let at = |offset: TextSize| usize::from(offset - range.start());
        let key = if matches!(prop.kind, PropKind::Shorthand(_)) {
            format!("{test}: ")
        } else {
            String::new()
        };
        // A text of one line stands where it stood.
        if text.contains('\n') {
            return None;
        }
        let empty = empty_value(ctx, &source.prop_name(prop_id)?)?;
        text.replace_range(at(value.start())..at(value.end()), &format!("{key}{test} ?? {empty}"));
    }
    Some(vec![TextEdit::replace(ast[guard].range, text)])
}

/// What stands for nothing in a field of the checkpoint: `''` of a `z.string()`, `0` of a `z.number()`; none of anything else.
fn empty_value(ctx: &SyntaxContext<'_>, field: &str) -> Option<&'static str> {
    let (source, ast) = (ctx.source, ctx.ast());
    let definition = ast
        .top_level_calls()
        .into_iter()
        .find_map(|top| ctx.definition(Node::Expr(top.id)))?;
    let mut schema = source.property_value(definition, "checkpoint")?;
    if let Some(Bound::Variable(declarator)) = scope::bound(source, schema) {
        schema = ast[declarator].init?;
    }
    let ExprKind::Call(call) = ast[ast.skip_casts(schema)].kind else {
        return None;
    };
    let mut value = source.property_value(call.args.first()?, field)?;
    while let ExprKind::Call(call) = ast[ast.skip_casts(value)].kind {
        let ExprKind::Member(member) = ast[call.callee].kind else {
            return None;
        };
        if source.ident_name(member.object).is_some() {
            return match source.slice(member.property) {
                "string" => Some("''"),
                "number" => Some("0"),
                _ => None,
            };
        }
        value = member.object;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::testing::{Sandbox, fixed, sync};

    /// Whether it is found, and whether it is a hint.
    #[track_caller]
    fn check(body: &str, expected: Option<crate::Severity>) {
        let exec = format!("exec: async (nango) => {{ {body} }}");
        let sandbox = Sandbox::new(&sync(&["checkpoint: z.object({ cursor: z.string() })", &exec]));
        let all = sandbox.all();
        let found = all.iter().find(|(_, it)| it.rule.id == super::RULE.id);
        assert_eq!(found.map(|(_, it)| it.severity), expected, "in {body}");
    }

    const WARNING: Option<crate::Severity> = Some(crate::Severity::Warning);
    const HINT: Option<crate::Severity> = Some(crate::Severity::Hint);
    const READ: &str = "const checkpoint = await nango.getCheckpoint(); let cursor = checkpoint?.cursor;";

    #[test]
    fn one_page_saves_nothing() {
        for body in [
            "while (true) { const r = await nango.get({ endpoint: '/a', params: { cursor } }); cursor = r.data.next; if (!cursor) { break; } await nango.saveCheckpoint({ cursor }); } await nango.clearCheckpoint();",
            "for (;;) { const r = await nango.get({ endpoint: '/a', params: { cursor } }); if (r.data.items.length < 100) { break; } else { await nango.saveCheckpoint({ cursor: r.data.next }); } } await nango.clearCheckpoint();",
            "while (true) { const r = await nango.get({ endpoint: '/a', params: { cursor } }); if (!r.data.next) { await nango.clearCheckpoint(); return; } cursor = r.data.next; await nango.saveCheckpoint({ cursor }); }",
            "const config = { endpoint: '/a', paginate: { type: 'cursor', on_page: async ({ nextPageParam }) => { if (nextPageParam) { await nango.saveCheckpoint({ cursor: nextPageParam }); } } } }; for await (const page of nango.paginate(config)) {} await nango.clearCheckpoint();",
            "let saved = false; let more = true; while (more) { const r = await nango.get({ endpoint: '/a', params: { cursor } }); more = r.data.more; if (more) { saved = true; await nango.saveCheckpoint({ cursor: 'a' }); } } if (!saved) { await nango.clearCheckpoint(); }",
            "await nango.saveCheckpoint({ cursor: 'a' }); await nango.clearCheckpoint(); await nango.clearCheckpoint();",
        ] {
            check(&format!("{READ} {body}"), WARNING);
        }
    }

    #[test]
    fn what_is_cleared_was_saved() {
        for body in [
            "let saved = checkpoint != null; let more = true; while (more) { const r = await nango.get({ endpoint: '/a', params: { cursor } }); more = r.data.more; if (more) { saved = true; await nango.saveCheckpoint({ cursor: 'a' }); } } if (saved) { await nango.clearCheckpoint(); }",
            "if (checkpoint) { await nango.clearCheckpoint(); }",
            "const save = async () => { await nango.saveCheckpoint({ cursor: 'a' }); }; await save(); await nango.clearCheckpoint();",
            "await nango.saveCheckpoint({ cursor: '' }); try { await nango.get({ endpoint: '/a' }); } finally { await nango.clearCheckpoint(); }",
        ] {
            check(&format!("{READ} {body}"), None);
        }
    }

    #[test]
    fn nothing_at_all_is_rare() {
        for body in [
            "for await (const page of nango.paginate({ endpoint: '/a', params: { cursor } })) { await nango.saveCheckpoint({ cursor: 'a' }); } await nango.clearCheckpoint();",
            "for (;;) { const r = await nango.get({ endpoint: '/a' }); const items = r.data; if (items.length > 0) { await nango.batchSave(items, 'Deal'); } if (items.length === 0) { break; } await nango.saveCheckpoint({ cursor: 'a' }); } await nango.clearCheckpoint();",
            "const r = await nango.get({ endpoint: '/a' }); if (r.data.items.length > 0) { await nango.saveCheckpoint({ cursor: 'a' }); } await nango.clearCheckpoint();",
        ] {
            check(&format!("{READ} {body}"), HINT);
        }
    }

    #[test]
    fn a_list_that_is_not_empty() {
        const ROUNDS: &str = "const start = checkpoint ? Number(checkpoint.cursor) : 0; for (let i = start; i < ids.length; i++) { if (!ids[i]) { continue; } await nango.saveCheckpoint({ cursor: String(i + 1) }); } await nango.clearCheckpoint();";
        const EACH: &str = "for (const [i, id] of ids.entries()) { await nango.saveCheckpoint({ cursor: id }); } await nango.clearCheckpoint();";
        const RESPONSE: &str = "const r = await nango.get({ endpoint: '/a' });";
        for (list, is_filled) in [
            ("const ids = r.data.ids;", false),
            ("const ids = r.data.ids; if (ids.length === 0) { return; }", true),
            (
                "const ids = r.data.ids; if (ids.length === 0) { throw new Error('none'); }",
                true,
            ),
            ("const ids = ['a', 'b'];", true),
            ("const ids = ['a', 'b']; ids.pop();", false),
            (
                "const a = r.data.a; const b = r.data.b; if (a.length === 0 && b.length === 0) { return; } const ids = [...a.map((it) => it.id), ...b.map((it) => it.id)];",
                true,
            ),
            (
                "const a = r.data.a; const b = r.data.b; if (a.length === 0) { return; } const ids = b.map((it) => it.id);",
                false,
            ),
        ] {
            let expected = if is_filled { None } else { HINT };
            for rounds in [ROUNDS, EACH] {
                check(&format!("{READ} {RESPONSE} {list} {rounds}"), expected);
            }
        }
        let parsed = "const Schema = z.object({ ids: z.array(z.string()).min(1) }); const metadata = Schema.parse(await nango.getMetadata()); for (const id of metadata.ids) { await nango.saveCheckpoint({ cursor: id }); } await nango.clearCheckpoint();";
        check(&format!("{READ} {parsed}"), None);
        check(&format!("{READ} {}", parsed.replace(".min(1)", "")), HINT);
        let queue = "const queue = cursor ? cursor.split(',') : ['0']; let at = queue[0]; while (at !== undefined) { const r = await nango.get({ endpoint: '/a' }); queue.push(...r.data.ids); queue.shift(); at = queue[0]; await nango.saveCheckpoint({ cursor: queue.join(',') }); } await nango.clearCheckpoint();";
        check(&format!("{READ} {queue}"), None);
    }

    #[test]
    fn what_is_counted() {
        const ROUNDS: &str = "let i = checkpoint ? Number(checkpoint.cursor) : 0; while (i < KINDS.length) { await nango.get({ endpoint: '/a' }); i++; if (i < KINDS.length) { await nango.saveCheckpoint({ cursor: String(i) }); } } await nango.clearCheckpoint();";
        check(&format!("{READ} const KINDS = ['a', 'b', 'c']; {ROUNDS}"), None);
        check(&format!("{READ} const KINDS = ['a']; {ROUNDS}"), WARNING);
        let days = "const now = new Date(); const add = (day, days) => { const date = new Date(day); date.setDate(days); return date.toISOString(); }; let day = checkpoint ? checkpoint.cursor : add(now, -30); const last = add(now, 90); while (day <= last) { await nango.get({ endpoint: '/a', params: { day } }); day = add(day, 1); if (day <= last) { await nango.saveCheckpoint({ cursor: day }); } } await nango.clearCheckpoint();";
        check(&format!("{READ} {days}"), None);
    }

    #[test]
    fn a_token_that_is_refused_was_there() {
        let caught = |guard: &str| {
            format!(
                "{READ} try {{ await nango.get({{ endpoint: '/a', params: {{ cursor }} }}); await nango.saveCheckpoint({{ cursor: 'a' }}); }} catch (error) {{ {guard} await nango.clearCheckpoint(); throw error; }}"
            )
        };
        check(&caught(""), WARNING);
        check(
            &caught("const status = error.response?.status; if (status !== 410) { throw error; }"),
            None,
        );
        check(&caught("if (checkpoint)"), None);
    }

    #[test]
    fn what_is_saved_instead_of_nothing_fits_the_schema() {
        let text = |schema: &str| {
            let exec = "exec: async (nango) => {\nlet next = (await nango.getCheckpoint())?.next;\ndo {\nconst r = await nango.get({ endpoint: '/a', params: { next } });\nnext = r.data.next;\nif (next) {\nawait nango.saveCheckpoint({ next });\n}\n} while (next);\nawait nango.clearCheckpoint();\n}";
            fixed(&sync(&[&format!("checkpoint: z.object({{ next: {schema} }})"), exec])).expect("a fix")
        };
        for (schema, saved) in [("z.string()", "next ?? ''"), ("z.number().int()", "next ?? 0")] {
            assert!(
                text(schema).contains(&format!("await nango.saveCheckpoint({{ next: {saved} }})")),
                "{schema}"
            );
        }
        // The other way out.
        assert!(text("z.enum(['a', 'b'])").contains("if (await nango.getCheckpoint())"));
    }
}
