//! Rows that a window does not see, though they are there.

use project::scope::{self, Bound};
use syntax::ast::{ExprId, ExprKind, Node};

use super::END;
use crate::prelude::*;
use crate::sdk_call::SdkCall;

declare_rule! {
    /// Rows that are stored already are left out of what is saved, or only updated, while deletions are tracked.
    ///
    /// ## Why
    ///
    /// `trackDeletesEnd` deletes every record that was not marked since `trackDeletesStart`. `batchSave` marks all that it is handed, the
    /// unchanged too; `batchUpdate` marks only what differs from what is stored. So a row that is left out because it is known, or is updated and has
    /// not changed, is deleted, though the provider still has it. Save every row of a page.
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
    ///         for await (const page of nango.paginate<{ id: string }>({ endpoint: '/deals', retries: 3 })) {
    ///             const known = await nango.getRecordsByIds(page.map((row) => row.id), 'Deal');
    ///             await nango.batchSave(page.filter((row) => !known.has(row.id)), 'Deal');
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
    ///         for await (const page of nango.paginate<{ id: string }>({ endpoint: '/deals', retries: 3 })) {
    ///             await nango.batchSave(page, 'Deal');
    ///         }
    ///         await nango.trackDeletesEnd('Deal');
    ///     }
    /// });
    /// ```
    "del-unmarked-rows" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/deletion-detection",
        source: "`upsert`, `update`, `insertSeenEntry` and `deleteOutdatedRecords` of `packages/records/lib/stores/postgres/postgres.ts`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let source = ctx.source;
    let Some(batch) = SdkCall::of(source, node, &["batchSave", "batchUpdate"]) else {
        return;
    };
    let mut args = batch.call.args.iter();
    let (Some(rows), Some(model)) = (args.next(), args.next()) else {
        return;
    };
    let Some(model) = source.string_value(model).filter(|_| source.text().contains(END)) else {
        return;
    };
    let Some(function) = outermost(ctx, node) else { return };
    let names_model = |call: &SdkCall<'_>, at| {
        let argument = call.call.args.iter().nth(at);
        argument.and_then(|it| source.string_value(it)).as_deref() == Some(&*model)
    };
    if !SdkCall::below(source, function, &[END]).any(|call| names_model(&call, 0)) {
        return;
    }
    let is_left_out = leaves_known_out(ctx, rows);
    let message = match batch.method {
        "batchSave" if is_left_out => {
            format!("`{model}` that is stored already is left out, and so deleted by `{END}`")
        }
        "batchUpdate"
            if is_left_out || !SdkCall::below(source, function, &["batchSave"]).any(|it| names_model(&it, 1)) =>
        {
            format!(
                "`batchUpdate` does not mark a `{model}` that has not changed, and `{END}` deletes what is not marked"
            )
        }
        _ => return,
    };
    ctx.report(batch.method_range, message);
}

/// The outermost function around a node: a window may be opened and closed around the one that saves.
fn outermost(ctx: &SyntaxContext<'_>, node: Node) -> Option<Node> {
    let functions = ctx
        .ast()
        .ancestors(node)
        .filter(|node| matches!(node, Node::Function(_)));
    functions.last()
}

/// Whether rows are those of a `filter` that asks what is stored: `rows.filter((row) => !known.has(row.id))`, directly or by name.
fn leaves_known_out(ctx: &SyntaxContext<'_>, rows: ExprId) -> bool {
    let (source, ast) = (ctx.source, ctx.ast());
    let rows = named(ctx, rows);
    let ExprKind::Call(filter) = ast[rows].kind else {
        return false;
    };
    let ExprKind::Member(member) = ast[ast.skip_parens(filter.callee)].kind else {
        return false;
    };
    let Some(test) = filter
        .args
        .first()
        .filter(|_| source.slice(member.property) == "filter")
    else {
        return false;
    };
    ast.descendants(test).any(|node| {
        let Node::Expr(id) = node else { return false };
        // Only what is not in the callback itself is stored rows.
        matches!(ast[id].kind, ExprKind::Ident)
            && ast.parent(id).is_some_and(|parent| matches!(parent, Node::Expr(_)))
            && SdkCall::of(source, named(ctx, id).into(), &["getRecordsByIds"]).is_some()
    })
}

/// What an expression is; of a variable, what it is initialised with.
fn named(ctx: &SyntaxContext<'_>, id: ExprId) -> ExprId {
    let (source, ast) = (ctx.source, ctx.ast());
    let mut id = ast.skip_casts(id);
    if matches!(ast[id].kind, ExprKind::Ident)
        && let Some(Bound::Variable(declarator)) = scope::bound(source, id)
        && let Some(init) = ast[declarator].init
    {
        id = ast.skip_casts(init);
    }
    match ast[id].kind {
        ExprKind::Await(inner) => ast.skip_casts(inner),
        _ => id,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    const ID: &str = "del-unmarked-rows";

    fn window(page: &str) -> String {
        in_sync(&format!(
            "await nango.trackDeletesStart('Deal');\nfor await (const page of nango.paginate({{ endpoint: '/deals' }})) {{\nconst known = await nango.getRecordsByIds(page.map((row) => row.id), 'Deal');\n{page}\n}}\nawait nango.trackDeletesEnd('Deal');"
        ))
    }

    #[test]
    fn what_is_known_is_left_out() {
        check(
            &window("const news = page.filter((row) => !known.has(row.id));\nawait nango.batchSave(news, 'Deal');"),
            ID,
        );
        check(&window("await nango.batchUpdate(page, 'Deal');"), ID);
        check(
            &window(
                "await nango.batchSave(page.filter((row) => !known.has(row.id)), 'Deal');\nawait nango.batchUpdate(page.filter((row) => known.has(row.id)), 'Deal');",
            ),
            &format!("{ID} {ID}"),
        );
    }

    #[test]
    fn what_is_marked_or_not_tracked() {
        check(
            &window("await nango.batchSave(page.filter((row) => row.is_open), 'Deal');"),
            "",
        );
        check(
            &window("await nango.batchSave(page, 'Deal');\nawait nango.batchUpdate([{ id: 'a' }], 'Deal');"),
            "",
        );
        check(
            &window("await nango.batchSave(page.filter((row) => !known.has(row.id)), 'Stage');"),
            "",
        );
    }
}
