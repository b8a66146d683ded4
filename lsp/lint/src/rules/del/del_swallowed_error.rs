//! A failure that is forgotten inside of an open window.

use flow::FaultKind;
use syntax::ast::{Node, PatternKind, StmtKind};

use super::END;
use crate::prelude::*;
use crate::statements;

declare_rule! {
    /// A failure between `trackDeletesStart` and `trackDeletesEnd` is caught and forgotten, and records are lost by it.
    ///
    /// ## Why
    ///
    /// `trackDeletesEnd` deletes every record that was not saved since `trackDeletesStart`. What was not saved because a request failed, and
    /// was skipped because the failure was caught, is deleted, although the provider still has it. Let the run fail: the window stays open,
    /// and the next run goes on with it.
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
    ///         await nango.trackDeletesStart('Deal');
    ///         for (const stage of ['open', 'won']) {
    ///             try {
    ///                 const response = await nango.get({ endpoint: `/stages/${stage}/deals` });
    ///                 await nango.batchSave(response.data, 'Deal');
    ///             } catch {
    ///                 await nango.log('skipped');
    ///             }
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
    ///     exec: async (nango) => {
    ///         await nango.trackDeletesStart('Deal');
    ///         for (const stage of ['open', 'won']) {
    ///             try {
    ///                 const response = await nango.get({ endpoint: `/stages/${stage}/deals` });
    ///                 await nango.batchSave(response.data, 'Deal');
    ///             } catch (error) {
    ///                 await nango.log('skipped');
    ///                 throw error;
    ///             }
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
    ///     exec: async (nango) => {
    ///         await nango.trackDeletesStart('Deal');
    ///         for (const stage of ['open', 'won']) {
    ///             const response = await nango.get({ endpoint: `/stages/${stage}/deals` });
    ///             await nango.batchSave(response.data, 'Deal');
    ///         }
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Throws the error again at the end of the catch clause, in the place of a jump that stands there.
    "del-swallowed-error" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`trackDeletesEnd` of `packages/runner/lib/sdk/sdk.ts`; `deleteOutdatedRecords` of `packages/records/lib/stores/postgres/postgres.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Function,
        visits: [Visit::SoundFile(check), Visit::Syntax(&[NodeKind::Try], offer)],
        measured: [2, 2, 2],
    }
}

fn check(ctx: &mut FileContext<'_>) {
    for fault in ctx.faults() {
        if let (FaultKind::Swallowed, Some(model)) = (fault.kind, &fault.model) {
            let message = format!(
                "a failure is forgotten before this, and every `{model}` that it kept from being saved is deleted"
            );
            ctx.report_fault(fault, message);
        }
    }
}

fn offer(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Stmt(attempt) = node else { return };
    let StmtKind::Try(it) = ast[attempt].kind else { return };
    let Some(catch) = it.catch.filter(|_| source.text().contains(END)) else {
        return;
    };
    let (at, clause) = (ast[catch].range, ast[catch]);
    let StmtKind::Block(body) = ast[clause.body].kind else {
        return;
    };
    let mut edits = Vec::new();
    let name = match clause.param.map(|param| ast[param]) {
        Some(param) if matches!(param.kind, PatternKind::Ident) => source.slice(param.range),
        Some(_) => return,
        None => {
            edits.push(TextEdit::insert(at.start() + TextSize::of("catch"), " (error)"));
            "error"
        }
    };
    let brace = ast[clause.body].range.end() - TextSize::of('}');
    let throw = format!("throw {name};");
    edits.push(match body.last() {
        Some(last) if matches!(ast[last].kind, StmtKind::Throw(_) | StmtKind::Return(_)) => return,
        // Behind a jump it would never be reached.
        Some(last) if matches!(ast[last].kind, StmtKind::Break(_) | StmtKind::Continue(_)) => {
            TextEdit::replace(ast[last].range, throw)
        }
        Some(last) if source.slice(ast[clause.body].range).contains('\n') => {
            let end = statements::with_comments(source, last).end();
            let indent = statements::indentation(source, ast[last].range.start());
            statements::line_behind(source, end, indent, &throw)
        }
        _ => TextEdit::insert(brace, format!(" {throw} ")),
    });
    ctx.offer(at, format!("Throw `{name}` again"), Applicability::Unsafe, edits);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, in_sync};

    const ID: &str = "del-swallowed-error";

    fn with(catch: &str) -> String {
        in_sync(&format!(
            "await nango.trackDeletesStart('Deal');\nfor (const id of ids) {{\ntry {{\nconst r = await nango.get({{ endpoint: `/deals/${{id}}` }});\nawait nango.batchSave([r.data], 'Deal');\n}} {catch}\n}}\nawait nango.trackDeletesEnd('Deal');"
        ))
    }

    #[test]
    fn what_is_forgotten() {
        check(&with("catch {}"), ID);
        check(&with("catch (e) { await nango.log('no'); continue; }"), ID);
    }

    #[test]
    fn a_jump_is_replaced() {
        for jump in ["continue;", "break;"] {
            let after = fixed(&with(&format!("catch (e) {{ await nango.log('no'); {jump} }}"))).expect("a fix");
            assert!(
                after.contains("catch (e) { await nango.log('no'); throw e; }"),
                "{after}"
            );
            check(&after, "");
        }
    }

    #[test]
    fn what_a_generator_or_a_page_function_forgets() {
        let window = |work: &str| {
            in_sync(&format!(
                "await nango.trackDeletesStart('Deal');\n{work}\nawait nango.trackDeletesEnd('Deal');"
            ))
        };
        let pages = |catch: &str| {
            window(&format!(
                "async function* pages() {{\nlet next;\ndo {{\nlet r;\ntry {{\nr = await nango.get({{ endpoint: '/deals', params: {{ next }} }});\n}} catch (e) {{ {catch} }}\nyield r.data;\nnext = r.next;\n}} while (next);\n}}\nfor await (const deals of pages()) {{\nawait nango.batchSave(deals, 'Deal');\n}}"
            ))
        };
        check(&pages("return;"), ID);
        check(&pages("throw e;"), "");
        let read = |catch: &str| {
            window(&format!(
                "const read = async (next) => {{\ntry {{\nconst r = await nango.get({{ endpoint: '/deals', params: {{ next }} }});\nawait nango.batchSave(r.data, 'Deal');\nif (r.data.next) await read(r.data.next);\n}} catch (e) {{ {catch} }}\n}};\nawait read();"
            ))
        };
        check(&read("await nango.log('no');"), ID);
        check(&read("throw e;"), "");
    }

    #[test]
    fn outcomes_of_which_some_are_left_out() {
        let settled = |outcome: &str| {
            in_sync(&format!(
                "await nango.trackDeletesStart('Deal');\nconst answers = await Promise.allSettled(ids.map((id) => nango.get({{ endpoint: `/deals/${{id}}` }})));\nfor (const answer of answers) {{\n{outcome}\n}}\nawait nango.trackDeletesEnd('Deal');"
            ))
        };
        let save = "if (answer.status === 'fulfilled') await nango.batchSave([answer.value.data], 'Deal');";
        check(&settled(save), ID);
        check(
            &settled(&format!(
                "if (answer.status === 'rejected') throw answer.reason;\n{save}"
            )),
            "",
        );
        check(
            &settled(&format!("if (answer.status !== 'fulfilled') return;\n{save}")),
            "",
        );
    }

    #[test]
    fn what_was_not_come_upon_is_deleted() {
        let swept = |catch: &str| {
            in_sync(&format!(
                "const seen = new Set();\ntry {{\nfor await (const page of nango.paginate({{ endpoint: '/deals' }})) {{\nfor (const row of page) seen.add(row.id);\nawait nango.batchSave(page, 'Deal');\n}}\n}} catch (e) {{ {catch} }}\nconst gone = [];\nfor await (const record of nango.listRecords('Deal')) {{\nif (!seen.has(record.id)) gone.push(record);\n}}\nawait nango.batchDelete(gone, 'Deal');"
            ))
        };
        check(&swept("await nango.log('no');"), ID);
        check(&swept("throw e;"), "");
    }

    #[test]
    fn what_is_dealt_with() {
        for catch in [
            "catch (e) { throw e; }",
            "catch (e) { if (e.response.status !== 404) { throw e; } }",
            "catch (e) { await nango.batchSave([{ id }], 'Deal'); }",
            "catch (e) { failed.push(id); }",
            "finally { await nango.log('done'); }",
        ] {
            check(&with(catch), "");
        }
    }

    #[test]
    fn outcomes_that_are_looked_at() {
        let guarded = |declared: &str, catch: &str, guard: &str| {
            in_sync(&format!(
                "{declared}\nawait nango.trackDeletesStart('Deal');\nfor (const id of ['1', '2']) {{\ntry {{\nconst {{ data }} = await nango.get({{ endpoint: `/deals/${{id}}` }});\nawait nango.batchSave([data], 'Deal');\n}} catch (error) {{\n{catch}\n}}\n}}\n{guard} await nango.trackDeletesEnd('Deal');"
            ))
        };
        for (declared, catch, guard) in [
            (
                "let failed = false;",
                "failed = true;",
                "if (failed) throw new Error('incomplete');",
            ),
            (
                "let failures = 0;",
                "failures += 1;",
                "if (failures > 0) throw new Error('incomplete');",
            ),
            ("let last: unknown;", "last = error;", "if (last) return;"),
            (
                "let problems: string[] = [];",
                "problems = [...problems, id];",
                "if (problems.length === 0)",
            ),
        ] {
            check(&guarded(declared, catch, guard), "");
            check(
                &guarded(declared, catch, "if (Date.now() < 0) throw new Error('early');"),
                ID,
            );
        }
    }

    #[test]
    fn a_condition_on_the_outcome() {
        let counted = |count: &str, guard: &str| {
            in_sync(&format!(
                "const {{ ids }} = await nango.getMetadata();\nlet count = 0;\nawait nango.trackDeletesStart('Deal');\nfor (const id of ids) {{\ntry {{\nconst {{ data }} = await nango.get({{ endpoint: `/deals/${{id}}` }});\nawait nango.batchSave([data], 'Deal');\n{count}\n}}\n}}\n{guard} await nango.trackDeletesEnd('Deal');"
            ))
        };
        let (saved, failed) = (
            "count += 1;\n} catch {\nawait nango.log('no');",
            "} catch {\ncount += 1;",
        );
        check(&counted(saved, "if (count === ids.length)"), "");
        check(&counted(saved, "if (count < ids.length) return;"), "");
        check(
            &counted(failed, "if (count === ids.length) throw new Error('none');"),
            ID,
        );
        let answered = |answers: &str, guard: &str| {
            in_sync(&format!(
                "await nango.trackDeletesStart('Deal');\nconst save = async (id) => {{\ntry {{\nconst {{ data }} = await nango.get({{ endpoint: `/deals/${{id}}` }});\nawait nango.batchSave([data], 'Deal');\nreturn {answers};\n}} catch {{\nreturn false;\n}}\n}};\nconst {{ ids }} = await nango.getMetadata();\nconst results = await Promise.all(ids.map(async (id) => await save(id)));\n{guard} await nango.trackDeletesEnd('Deal');"
            ))
        };
        check(&answered("true", "if (results.every(Boolean))"), "");
        check(&answered("true", "await nango.log('done');"), ID);
    }

    #[test]
    fn details_that_are_optional() {
        let with_details = |fallback: &str, deal: &str| {
            in_sync(&format!(
                "const details = async (row) => {{\ntry {{\nreturn (await nango.get({{ endpoint: `/deals/${{row.id}}` }})).data;\n}} catch {{\nreturn {fallback};\n}}\n}};\nawait nango.trackDeletesStart('Deal');\nfor await (const page of nango.paginate({{ endpoint: '/deals' }})) {{\nconst deals = [];\nfor (const row of page) {{\nconst found = await details(row);\n{deal}\n}}\nawait nango.batchSave(deals, 'Deal');\n}}\nawait nango.trackDeletesEnd('Deal');"
            ))
        };
        check(&with_details("row", "deals.push(found);"), "");
        check(
            &with_details("null", "deals.push({ id: row.id, owner: found?.owner });"),
            "",
        );
        check(&with_details("null", "if (found) deals.push(found);"), ID);
        check(&with_details("[]", "deals.push(...found);"), ID);
    }

    #[test]
    fn variables_that_are_assigned_to_each_other_come_to_an_end() {
        let assigned = "a = b; b = a; a = c; c = b; b = c; c = a;\n".repeat(6);
        let body = format!(
            "await nango.trackDeletesStart('Deal');\nlet a = null;\nlet b = null;\nlet c = null;\n{assigned}const get = async () => {{\ntry {{\nreturn (await nango.get({{ endpoint: '/deals' }})).data;\n}} catch {{\nreturn a;\n}}\n}};\nconst rows = await get();\nif (rows) await nango.batchSave(rows, 'Deal');\nawait nango.trackDeletesEnd('Deal');"
        );
        check(&in_sync(&body), ID);
    }

    #[test]
    fn what_is_tried_again() {
        let tried = |catch: &str, behind: &str| {
            in_sync(&format!(
                "await nango.trackDeletesStart('Deal');\nlet page = 1;\nwhile (page > 0) {{\ntry {{\nconst {{ data }} = await nango.get({{ endpoint: '/deals', params: {{ page }} }});\nawait nango.batchSave(data.deals, 'Deal');\nif (!data.has_more) break;\n}} catch (error) {{\n{catch}\n}}\n{behind}\n}}\nawait nango.trackDeletesEnd('Deal');"
            ))
        };
        let again = "if (error.response?.status === 429) continue;\nthrow error;";
        check(&tried(again, "page += 1;"), "");
        let next = "if (error.response?.status === 429) {\npage += 1;\ncontinue;\n}\nthrow error;";
        check(&tried(next, "page += 1;"), ID);
        check(&tried("await nango.log('no');", "page += 1;"), ID);
    }

    #[test]
    fn what_fails_concerns_the_records_that_it_gives() {
        let behind = |tried: &str| {
            in_sync(&format!(
                "await nango.trackDeletesStart('Deal');\nfor await (const deals of nango.paginate({{ endpoint: '/deals' }})) {{\nawait nango.batchSave(deals, 'Deal');\n}}\ntry {{\n{tried}\n}} catch {{\nawait nango.log('no');\n}}\nawait nango.trackDeletesEnd('Deal');"
            ))
        };
        check(&behind("await nango.post({ endpoint: '/metrics' });"), "");
        check(
            &behind(
                "const { data } = await nango.get({ endpoint: '/contacts' });\nawait nango.batchSave(data, 'Contact');",
            ),
            "",
        );
        check(
            &behind(
                "const { data } = await nango.get({ endpoint: '/archived-deals' });\nawait nango.batchSave(data, 'Deal');",
            ),
            ID,
        );
    }

    #[test]
    fn what_loses_nothing() {
        check(
            &in_sync(
                "await nango.trackDeletesStart('Deal');\nlet options;\ntry {\noptions = await nango.get({ endpoint: '/options' });\n} catch {}\nfor await (const deals of nango.paginate({ endpoint: '/deals', params: options })) {\nawait nango.batchSave(deals, 'Deal');\n}\nawait nango.trackDeletesEnd('Deal');",
            ),
            "",
        );
    }
}
