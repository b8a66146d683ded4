//! `console`, which writes nothing in the cloud.

use project::plugin;
use syntax::ast::{Ast, Call, ExprId, ExprKind, Node, StmtKind};

use super::{can_await_sdk, is_bound};
use crate::prelude::*;

declare_rule! {
    /// A function writes to the `console`.
    ///
    /// ## Why
    ///
    /// Nobody sees it: in the cloud `console` writes nothing. `nango.log` writes to the logs of the run, in the dashboard and in
    /// a dry run. `nango compile` warns of every `console.` with a name behind it in the bundle, in a string too, but does not
    /// say where.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         console.log('Listing');
    ///         console.warn('No deals', { page: 1 });
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         await nango.log('Listing');
    ///         await nango.log('No deals', { page: 1 }, { level: 'warn' });
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         // console.log('Listing');
    ///         await nango.log('Listing');
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes `await nango.log`, with the level, where `nango` is at hand and the function is async.
    "rt-console" {
        levels: Levels::WARNING,
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/logging",
        source: "`compileFunction` of `zeroYaml/compile.ts`, `exec.ts` of the runner; `no-console-log` of Nango's ESLint plugin",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Member, NodeKind::String, NodeKind::Template], check)],
    }
}

const CONSOLE: &str = "console";

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Expr(id) = node else { return };
    let ast = ctx.ast();
    match ast[id].kind {
        ExprKind::Member(member) if is_console(ctx, member.object) => {
            let method = ctx.source.slice(member.property);
            if !is_bound(ctx.source, CONSOLE) {
                let message = format!("`console.{method}` writes nothing in the cloud: use `await nango.log`");
                let edits = to_log(ctx, id, method);
                let found = ctx.report(ast[id].range, message);
                if let Some(edits) = edits {
                    found.fix("Use `await nango.log`", Applicability::Safe, edits);
                }
            }
        }
        ExprKind::String => text(ctx, id, ast[id].range),
        ExprKind::Template(parts) => {
            for part in ast[parts].iter().filter(|part| part.value.is_none()) {
                text(ctx, id, part.range);
            }
        }
        _ => {}
    }
}

/// Whether an expression is `console` or `globalThis.console`.
fn is_console(ctx: &SyntaxContext<'_>, id: ExprId) -> bool {
    let ast = ctx.ast();
    let id = ast.skip_casts(id);
    match ast[id].kind {
        ExprKind::Ident => ctx.source.slice(ast[id].range) == CONSOLE,
        ExprKind::Member(_) => ctx.source.is_member_path(id, &["globalThis", CONSOLE]),
        _ => false,
    }
}

/// Reports a text that the compiler takes for a call.
fn text(ctx: &mut SyntaxContext<'_>, id: ExprId, range: TextRange) {
    if range.len() < TextSize::of("console.a") {
        return;
    }
    // The name of a module is not in the bundle.
    if is_call(ctx.source.slice(range)) && matches!(ctx.ast().parent(id), Some(Node::Expr(_) | Node::Prop(_))) {
        ctx.report(
            range,
            "the compiler takes this text for a use of `console`, and warns of it",
        );
    }
}

/// What every use of `console` has.
const MEMBER: &str = "console.";

/// `/\bconsole\.\w+/`, as the compiler searches the bundle.
fn is_call(text: &str) -> bool {
    // Nearly no text has it, and this answer is the quickest.
    if !text.contains(MEMBER) {
        return false;
    }
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let before = |at: usize| text.as_bytes()[..at].last().is_some_and(|byte| is_word(*byte));
    let after = |at: usize| text.as_bytes().get(at).is_some_and(|byte| is_word(*byte));
    text.match_indices(MEMBER)
        .any(|(at, found)| !before(at) && after(at + found.len()))
}

/// The edits that make a log of the call that `member` is the callee of.
fn to_log(ctx: &SyntaxContext<'_>, member: ExprId, method: &str) -> Option<Vec<TextEdit>> {
    let level = match method {
        "log" | "info" => None,
        "debug" | "warn" | "error" => Some(method),
        _ => return None,
    };
    let ast = ctx.ast();
    let call = statement(ast, member)?;
    if !can_await_sdk(ctx, member) {
        return None;
    }
    let last = ast[call.args.last()?];
    let mut edits = vec![TextEdit::replace(
        ast[member].range,
        format!("await {}.log", plugin::SDK),
    )];
    if let Some(level) = level {
        edits.push(TextEdit::insert(last.range.end(), format!(", {{ level: '{level}' }}")));
    }
    Some(edits)
}

/// The call that `callee` is the callee of, if that is a statement.
fn statement(ast: &Ast, callee: ExprId) -> Option<Call> {
    let Node::Expr(parent) = ast.parent(callee)? else {
        return None;
    };
    let ExprKind::Call(call) = ast[parent].kind else {
        return None;
    };
    let is_statement = matches!(ast.parent(parent)?, Node::Stmt(stmt) if matches!(ast[stmt].kind, StmtKind::Expr(_)));
    (call.callee == callee && !call.optional && is_statement).then_some(call)
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, fixed, in_sync};

    #[test]
    fn what_names_the_console() {
        check(&in_sync("console.log('a');"), "rt-console");
        check(&in_sync("console?.table(deals);"), "rt-console");
        check(&in_sync("globalThis.console.log('a');"), "rt-console");
        check(&in_sync("deals.forEach(console.log);"), "rt-console");
        check(&in_sync("(console).log('a');"), "rt-console");
    }

    #[test]
    fn texts_as_the_compiler_reads_them() {
        check(&in_sync("await nango.log('not console.log');"), "rt-console");
        check(&in_sync("await nango.log(`console.l${a}`);"), "rt-console");
        check(&in_sync("await nango.log(`console.${a}`);"), "");
        check(&in_sync("await nango.log('see the console. Then');"), "");
        check(&in_sync("await nango.log('myconsole.log');"), "");
    }

    #[test]
    fn what_is_something_else() {
        check(&in_sync("const console = sdk.logger;\nconsole.log('a');"), "");
        check(&in_sync("logger.console.log('a');"), "");
        check(&in_sync("const a: typeof console.log = done;"), "");
    }

    #[test]
    fn where_nothing_is_offered() {
        for statements in [
            "deals.forEach((deal) => console.log(deal));",
            "deals.forEach((deal) => { console.log(deal); });",
            "const a = console.log('a');",
            "console.log();",
            "console.table(deals);",
        ] {
            assert_eq!(fixed(&in_sync(statements)), None, "{statements}");
        }
        let without = action("exec: async () => { console.log('a'); return {}; }");
        assert_eq!(fixed(&without), None);
    }
}
