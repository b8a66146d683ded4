//! A loop that asks for the same page again and again.

use rustc_hash::FxHashSet;
use syntax::SourceFile;
use syntax::ast::{ExprId, ExprKind, List, Node, Stmt, StmtId, StmtKind};

use crate::prelude::*;
use crate::request::Request;
use crate::sdk_call::{REQUESTS, SAVES};
use crate::statements;

declare_rule! {
    /// A loop over pages sends the same request in each round.
    ///
    /// ## Why
    ///
    /// Nothing that the request is made of changes in the loop: the provider answers with the same page, and its records are saved again, until
    /// the time is up. With one page it goes well, and so does a dry run against a small account.
    ///
    /// Where something else may change the answer, as another request or a pause, the rule is silent.
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
    ///         const page = 1;
    ///         let more = true;
    ///         while (more) {
    ///             const response = await nango.get({ endpoint: '/deals', params: { page } });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             more = response.data.has_more;
    ///         }
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
    ///         let page = 1;
    ///         let more = true;
    ///         while (more) {
    ///             const response = await nango.get({ endpoint: '/deals', params: { page } });
    ///             await nango.batchSave(response.data.deals, 'Deal');
    ///             more = response.data.has_more;
    ///             page += 1;
    ///         }
    ///     }
    /// });
    /// ```
    "page-same-request" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`get` of `packages/runner-sdk/lib/action.ts`: what is sent is what the call is handed",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Loop], check)],
    }
}

/// What waits, or asks for a state until it is another.
const WAITS: [&str; 4] = ["setTimeout", "sleep", "retry", "delay"];

/// The calls in a request that give the same for the same.
const PURE: [&str; 7] = [
    "encodeURIComponent",
    "String",
    "Number",
    "Boolean",
    "toString",
    "toISOString",
    "trim",
];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Stmt(stmt) = node else { return };
    let Some(body) = body(source, stmt) else { return };
    let text = source.slice(ast[stmt].range);
    if !text.contains("batchSave(")
        || WAITS.iter().any(|word| text.contains(word))
        || !saves_in_each_round(source, body)
    {
        return;
    }
    let mut requests = ast.descendants(stmt).filter_map(|node| Request::of(ctx, node));
    let Some(request) = requests.next().filter(|request| request.method == "get") else {
        return;
    };
    let is_in_each_round = body.iter().any(|stmt| {
        let is_plain = matches!(ast[stmt].kind, StmtKind::Var { .. } | StmtKind::Expr(_));
        is_plain && ast[stmt].range.contains_range(request.method_range)
    });
    let is_only = requests.next().is_none();
    if is_only && is_in_each_round && request.is_typed() && stays_the_same(source, stmt, request.argument) {
        ctx.report(
            request.method_range,
            "nothing that this request is made of changes in the loop: each round asks for the same page again",
        );
    }
}

/// The statements of a loop that goes on until its condition says so, or for ever.
fn body(source: &SourceFile, stmt: StmtId) -> Option<List<Stmt>> {
    let ast = source.ast();
    let body = match ast[stmt].kind {
        StmtKind::While { body, .. } | StmtKind::DoWhile { body, .. } => body,
        StmtKind::For(it) if it.test.is_none() => it.body,
        _ => return None,
    };
    match ast[body].kind {
        StmtKind::Block(body) => Some(body),
        _ => None,
    }
}

/// Whether each round saves something, as far as there is something, and may be followed by another.
fn saves_in_each_round(source: &SourceFile, body: List<Stmt>) -> bool {
    let ast = source.ast();
    let is_save = |stmt| statements::method(source, stmt).is_some_and(|method| SAVES.contains(&method));
    let mut saves = false;
    for stmt in body {
        match ast[stmt].kind {
            StmtKind::If(it) if source.slice(ast[it.test].range).contains(".length") => {
                saves |= match ast[it.consequent].kind {
                    StmtKind::Block(then) => then.iter().any(is_save),
                    _ => is_save(it.consequent),
                };
            }
            StmtKind::Break(_) | StmtKind::Return(_) | StmtKind::Throw(_) => return false,
            _ => saves |= is_save(stmt),
        }
    }
    saves
}

/// Whether what an expression is made of is the same in each round of a loop.
fn stays_the_same(source: &SourceFile, round: StmtId, value: ExprId) -> bool {
    let Some(names) = made_of(source, round, value) else {
        return false;
    };
    let ast = source.ast();
    // Nearly every loop moves on by itself, and that is soon found.
    if ast.all_below(round).any(|id| changes(source, id, &names)) {
        return false;
    }
    let function = ast.enclosing_function(round);
    // Before and behind the loop its function may write what it likes.
    ast.all()
        .all(|id: ExprId| !changes(source, id, &names) || ast.enclosing_function(id) == function)
}

/// The names of all that an expression is made of; none if something in it may differ from call to call.
fn made_of(source: &SourceFile, round: StmtId, value: ExprId) -> Option<FxHashSet<&str>> {
    let ast = source.ast();
    let mut names = FxHashSet::default();
    let mut agenda = vec![value];
    while let Some(value) = agenda.pop() {
        let is_inside = ast[round].range.contains_range(ast[value].range);
        for node in ast.descendants(value) {
            let Node::Expr(id) = node else { continue };
            let is_same = match ast[id].kind {
                ExprKind::Call(call) => PURE.contains(&last_name(source, call.callee)),
                ExprKind::New(_)
                | ExprKind::Function(_)
                | ExprKind::Class(_)
                | ExprKind::Update(_)
                | ExprKind::Assign(_)
                | ExprKind::Await(_)
                | ExprKind::Yield { .. }
                | ExprKind::This
                | ExprKind::DynamicImport(_)
                | ExprKind::Unknown(_) => false,
                _ => true,
            };
            // What stands before the loop is made once.
            if !is_same && is_inside {
                return None;
            }
            let Some(name) = source.ident_name(id) else { continue };
            if !names.insert(name) {
                continue;
            }
            for stmt in ast.all::<Stmt>() {
                let StmtKind::Var { declarators, .. } = ast[stmt].kind else {
                    continue;
                };
                for declarator in declarators {
                    let declarator = ast[declarator];
                    let pattern = source.slice(ast[declarator.pattern].range);
                    if pattern == name {
                        agenda.extend(declarator.init);
                    } else if words::occurrences(pattern, name) > 0 && ast[round].range.contains_range(declarator.range)
                    {
                        return None;
                    }
                }
            }
        }
    }
    Some(names)
}

/// Whether an expression may change something that has one of these names.
fn changes(source: &SourceFile, id: ExprId, names: &FxHashSet<&str>) -> bool {
    let ast = source.ast();
    let is_one = |text: &str| {
        let mut words = text.split(|char: char| !(char.is_alphanumeric() || matches!(char, '_' | '$')));
        words.any(|word| names.contains(word))
    };
    match ast[id].kind {
        ExprKind::Assign(it) => is_one(source.slice(ast[it.target].range)),
        ExprKind::Update(it) => is_one(source.slice(ast[it.operand].range)),
        ExprKind::Call(call) => {
            let method = last_name(source, call.callee);
            // The SDK changes nothing that it is handed.
            if PURE.contains(&method) || REQUESTS.contains(&method) || SAVES.contains(&method) || method == "log" {
                return false;
            }
            let owner = match ast[call.callee].kind {
                ExprKind::Member(member) => is_one(source.slice(ast[member.object].range)),
                _ => false,
            };
            owner
                || call
                    .args
                    .iter()
                    .any(|arg| source.ident_name(arg).is_some_and(|name| names.contains(name)))
        }
        _ => false,
    }
}

/// The name of what is called: that of the function, or of the method.
fn last_name(source: &SourceFile, callee: ExprId) -> &str {
    let ast = source.ast();
    match ast[callee].kind {
        ExprKind::Member(member) => source.slice(member.property),
        _ => source.ident_name(callee).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    const ID: &str = "page-same-request";

    #[track_caller]
    fn expect(before: &str, head: &str, body: &str, expected: &str) {
        let text = format!(
            "{before} {head} {{ const {{ data }} = {body} await nango.batchSave(data.items, 'Deal'); more = data.more; }}"
        );
        check(&in_sync(&text), expected);
    }

    #[test]
    fn nothing_moves() {
        let get = "await nango.get({ endpoint: '/deals', params: { cursor } });";
        expect("let more = true; const cursor = 'a';", "while (more)", get, ID);
        expect(
            "let more = true; let cursor = ''; cursor = 'a';",
            "while (more)",
            get,
            ID,
        );
        let config = "let more = true; let cursor = 'a'; const config = { endpoint: '/deals', params: { cursor } };";
        expect(
            config,
            "while (more)",
            "await nango.get(config); cursor = data.next;",
            "",
        );
        expect(config, "while (more)", "await nango.get(config);", ID);
        expect(
            "let more = true;",
            "while (more)",
            "await nango.get({ endpoint: `/deals/${encodeURIComponent('a')}` });",
            ID,
        );
    }

    #[test]
    fn something_moves() {
        for body in [
            "await nango.get({ endpoint: '/deals', params: { cursor } }); cursor = data.next;",
            "await nango.get({ endpoint: '/deals', params: { cursor } }); cursor++;",
            "await nango.get({ endpoint: '/deals', params }); params.page += 1;",
            "await nango.get({ endpoint: '/deals', params }); params.set('page', 2);",
            "await nango.get({ endpoint: '/deals', params }); advance(params);",
            "await nango.get({ endpoint: '/deals', params: { page: advance() } });",
            "await nango.get({ endpoint: '/deals', params: { ids: queue.shift() } });",
            "await nango.get({ endpoint: '/deals', params: { at: moved } }); advance();",
            "await nango.get({ endpoint: '/deals' }); await nango.post({ endpoint: '/deals/seen' });",
            "await nango.get({ endpoint: '/deals' }); await new Promise((done) => setTimeout(done, 1000));",
            "await nango.post({ endpoint: '/deals/pull' });",
        ] {
            let before = "let more = true; let cursor: any = 0; const params: any = {}; const queue = ['a']; let moved = 0; const advance = (of?: any) => { moved += 1; return moved; };";
            expect(before, "while (more)", body, "");
        }
    }

    #[test]
    fn one_round_is_enough() {
        check(
            &in_sync(
                "while (true) { const r = await nango.get({ endpoint: '/deals' }); await nango.batchSave(r.data, 'Deal'); break; }",
            ),
            "page-while-true",
        );
        check(
            &in_sync(
                "let job: any; while (!job?.done) { const r = await nango.get({ endpoint: '/job' }); job = r.data; if (job.done) { await nango.batchSave(job.rows, 'Deal'); } }",
            ),
            "",
        );
        check(
            &in_sync(
                "for (let i = 0; i < 3; i++) { const r = await nango.get({ endpoint: '/deals' }); await nango.batchSave(r.data, 'Deal'); }",
            ),
            "",
        );
    }
}
