//! A field that is another one each time.

use syntax::ast::{ExprId, ExprKind, Node, PropId, StmtKind};

use crate::prelude::*;
use crate::sdk_call::SdkCall;

declare_rule! {
    /// A field of a record is the time of the run, or a random value.
    ///
    /// ## Why
    ///
    /// Nango compares a record with the one that it has, and reports it as changed where they differ. A field that differs in each run
    /// reports every record as changed in every run. As the `id` it is worse: each run saves new records beside the old ones.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string(), fetchedAt: z.string() }) },
    ///     exec: async (nango) => {
    ///         const deals = await nango.get<{ id: string }[]>({ endpoint: '/deals', retries: 3 });
    ///         await nango.batchSave(
    ///             deals.data.map((deal) => ({ id: deal.id, fetchedAt: new Date().toISOString() })),
    ///             'Deal'
    ///         );
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createSync({
    ///     description: 'Syncs deals',
    ///     version: '1.0.0',
    ///     frequency: 'every hour',
    ///     models: { Deal: z.object({ id: z.string(), updatedAt: z.string() }) },
    ///     exec: async (nango) => {
    ///         const deals = await nango.get<{ id: string; updated: string }[]>({ endpoint: '/deals', retries: 3 });
    ///         await nango.batchSave(
    ///             deals.data.map((deal) => ({ id: deal.id, updatedAt: new Date(deal.updated).toISOString() })),
    ///             'Deal'
    ///         );
    ///     }
    /// });
    /// ```
    "rec-volatile-field" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/syncs/sync-functions",
        source: "`batchSave` of the runner's `sdk/sdk.ts`; `upsert` of `packages/records` (`data_hash`)",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Prop], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Prop(prop) = node else { return };
    let Some(value) = ctx.ast()[prop].value() else { return };
    let Some(what) = volatile(ctx, value) else { return };
    let Some(name) = ctx.source.prop_name(prop).filter(|_| is_of_record(ctx, prop)) else {
        return;
    };
    let range = ctx.range(value);
    if name == "id" {
        ctx.report(range, format!("{what} as the `id`: each run saves new records"));
    } else {
        let message = format!("{what} in a record: each run reports all of them as changed");
        ctx.report(range, message).merely(Severity::Hint, &[]);
    }
}

/// What differs each time that it is evaluated, in words.
fn volatile(ctx: &SyntaxContext<'_>, id: ExprId) -> Option<&'static str> {
    const TIME: &str = "the time of the run";
    const RANDOM: &str = "a random value";
    let (ast, source) = (ctx.ast(), ctx.source);
    let id = ast.skip_casts(id);
    match ast[id].kind {
        ExprKind::New(new) => (source.ident_name(new.callee) == Some("Date") && new.args.is_empty()).then_some(TIME),
        ExprKind::Call(call) => match ast[call.callee].kind {
            ExprKind::Ident => (source.ident_name(call.callee) == Some("randomUUID")).then_some(RANDOM),
            ExprKind::Member(member) => {
                let object = source.ident_name(member.object);
                match (object, source.slice(member.property)) {
                    (Some("Date"), "now") => Some(TIME),
                    (Some("Math"), "random") | (Some(_), "randomUUID") => Some(RANDOM),
                    // `new Date().toISOString()`, `Math.random().toString(36)`.
                    _ => volatile(ctx, member.object),
                }
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether a property belongs to a record that is saved, as far as that can be seen where it stands.
fn is_of_record(ctx: &SyntaxContext<'_>, prop: PropId) -> bool {
    let ast = ctx.ast();
    let Some(Node::Expr(mut record)) = ast.parent(prop) else {
        return false;
    };
    // From the object outwards, through what hands it on as it is.
    while let Some(outer) = ast.parent(record) {
        match outer {
            Node::Expr(id) => match ast[id].kind {
                ExprKind::Call(call) if call.args.iter().any(|argument| argument == record) => {
                    return SdkCall::of(ctx.source, outer, &["batchSave", "batchUpdate"])
                        .is_some_and(|save| save.call.args.first() == Some(record))
                        || pushed_to(ctx, id).is_some_and(|list| is_saved(ctx, list));
                }
                ExprKind::Array(_)
                | ExprKind::Paren(_)
                | ExprKind::As(..)
                | ExprKind::Satisfies(..)
                | ExprKind::Spread(_) => record = id,
                _ => return false,
            },
            Node::Function(_) | Node::Stmt(_) => match mapped(ctx, outer) {
                Some(list) => record = list,
                None => return false,
            },
            Node::Declarator(id) => return is_saved(ctx, ctx.source.slice(ast[ast[id].pattern].range)),
            _ => return false,
        }
    }
    false
}

/// The call of `map` that makes a list of what a function gives, if `body` is the body of that, or returns from it.
fn mapped(ctx: &SyntaxContext<'_>, body: Node) -> Option<ExprId> {
    let (ast, source) = (ctx.ast(), ctx.source);
    let function = match body {
        Node::Function(id) => id,
        Node::Stmt(id) if matches!(ast[id].kind, StmtKind::Return(_)) => ast.enclosing_function(id)?,
        _ => return None,
    };
    let Node::Expr(callback) = ast.parent(function)? else {
        return None;
    };
    let Node::Expr(map) = ast.parent(callback)? else {
        return None;
    };
    let ExprKind::Call(call) = ast[map].kind else {
        return None;
    };
    let ExprKind::Member(member) = ast[call.callee].kind else {
        return None;
    };
    let is_map = matches!(source.slice(member.property), "map" | "flatMap") && call.args.first() == Some(callback);
    is_map.then_some(map)
}

/// The list that a call adds to: `deals` of `deals.push(deal)`.
fn pushed_to<'a>(ctx: &SyntaxContext<'a>, call: ExprId) -> Option<&'a str> {
    let ast = ctx.ast();
    let ExprKind::Call(call) = ast[call].kind else {
        return None;
    };
    let ExprKind::Member(member) = ast[call.callee].kind else {
        return None;
    };
    let is_push = ctx.source.slice(member.property) == "push";
    ctx.source.ident_name(member.object).filter(|_| is_push)
}

/// Whether a variable of this name is saved, alone or as the element of a list.
fn is_saved(ctx: &SyntaxContext<'_>, name: &str) -> bool {
    let (ast, source) = (ctx.ast(), ctx.source);
    ast.nodes().any(|node| {
        let Some(save) = SdkCall::of(source, node, &["batchSave", "batchUpdate"]) else {
            return false;
        };
        let Some(records) = save.call.args.first() else {
            return false;
        };
        match ast[records].kind {
            ExprKind::Array(items) => items.iter().any(|item| source.ident_name(item) == Some(name)),
            _ => source.ident_name(records) == Some(name),
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::Severity;
    use crate::testing::{Sandbox, check, in_sync};

    #[test]
    fn records_on_their_way() {
        let rule = "rec-volatile-field";
        for statements in [
            "await nango.batchSave([{ id: '1', at: Date.now() }], 'Deal');",
            "const deals = all.map((deal) => { return { id: deal.id, at: new Date() }; });\nawait nango.batchSave(deals, 'Deal');",
            "const deal = { id: '1', at: new Date().getTime() };\nawait nango.batchSave([deal], 'Deal');",
            "const deals = [];\nfor (const it of all) { deals.push({ id: it.id, at: new Date() }); }\nawait nango.batchSave(deals, 'Deal');",
        ] {
            check(&in_sync(statements), rule);
        }
    }

    #[test]
    fn what_is_no_record_or_not_volatile() {
        for statements in [
            "await nango.saveCheckpoint({ at: new Date().toISOString() });",
            "await nango.batchSave([{ id: '1', at: deal.at ?? new Date() }], 'Deal');",
            "await nango.batchSave([{ id: '1', at: new Date(deal.at) }], 'Deal');",
            "const query = { until: new Date().toISOString() };\nawait nango.get({ endpoint: '/deals', params: query, retries: 3 });",
            "await nango.log('a', { at: new Date() });",
        ] {
            check(&in_sync(statements), "");
        }
    }

    #[test]
    fn an_id_is_worse() {
        let severity = |record: &str| {
            let all = Sandbox::new(&in_sync(&format!("await nango.batchSave([{record}], 'Deal');"))).all();
            all.into_iter()
                .find(|(_, it)| it.rule.id == "rec-volatile-field")
                .map(|(_, it)| it.severity)
        };
        assert_eq!(severity("{ id: crypto.randomUUID() }"), Some(Severity::Warning));
        assert_eq!(severity("{ id: Math.random().toString(36) }"), Some(Severity::Warning));
        assert_eq!(severity("{ id: '1', at: new Date() }"), Some(Severity::Hint));
    }
}
