//! A caught error.

use syntax::SourceFile;
use syntax::ast::{Ast, ExprKind, Node, StmtId, StmtKind, WalkEvent};

use crate::prelude::*;

declare_rule! {
    /// An error is caught, and no comment says why.
    ///
    /// ## Why
    ///
    /// What fails should fail: Nango records the error, tries the run again and tells whoever watches. A caught error does none of it. Where
    /// one is expected, a comment with `@allowTryCatch` directly above says so. Nothing is hidden by `finally` without `catch`, by a
    /// `catch` that throws what it does not know, and where nothing is awaited (`JSON.parse`).
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.unknown(),
    ///     exec: async (nango, input) => {
    ///         try {
    ///             const response = await nango.get({ endpoint: `/deals/${input.id}`, retries: 3 });
    ///             return response.data;
    ///         } catch {
    ///             return null;
    ///         }
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.unknown(),
    ///     exec: async (nango, input) => {
    ///         // @allowTryCatch the provider answers 404 for an archived deal
    ///         try {
    ///             const response = await nango.get({ endpoint: `/deals/${input.id}`, retries: 3 });
    ///             return response.data;
    ///         } catch {
    ///             return null;
    ///         }
    ///     }
    /// });
    /// ```
    "style-no-try-catch" {
        levels: Levels::OFF.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`no-try-catch-unless-explicitly-allowed` of Nango's ESLint plugin; S0: \"Do not catch and swallow errors\"",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Try], check)],
        measured: [9, 9, 9],
    }
}

/// What a comment says that allows it, in lower case.
const ALLOWED: &str = "@allowtrycatch";

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, Node::Stmt(id)) = (ctx.ast(), node) else {
        return;
    };
    let StmtKind::Try(stmt) = ast[id].kind else { return };
    let Some(catch) = stmt.catch else { return };
    let start = ctx.range(id).start();
    let throws = |node: Node| matches!(node, Node::Stmt(id) if matches!(ast[id].kind, StmtKind::Throw(_)));
    let awaits = |node: Node| match node {
        Node::Expr(id) => matches!(ast[id].kind, ExprKind::Await(_)),
        Node::Stmt(id) => matches!(ast[id].kind, StmtKind::ForOf(stmt) if stmt.is_await),
        _ => false,
    };
    if is_allowed(ctx.source, start) || holds(ast, ast[catch].body, throws) || !holds(ast, stmt.block, awaits) {
        return;
    }
    let at = TextRange::at(start, TextSize::of("try"));
    ctx.report(
        at,
        "this hides errors from Nango: say why in a comment with `@allowTryCatch` above it",
    );
}

/// Whether a block does something itself, and not in a function that it hands on.
fn holds(ast: &Ast, block: StmtId, does: impl Fn(Node) -> bool) -> bool {
    let mut walk = ast.walk_from(block);
    while let Some(event) = walk.next() {
        match event {
            WalkEvent::Enter(Node::Function(_)) => walk.skip_children(),
            WalkEvent::Enter(node) if does(node) => return true,
            _ => {}
        }
    }
    false
}

/// Whether a comment directly before `start` allows it; there may be several.
fn is_allowed(source: &SourceFile, start: TextSize) -> bool {
    let mut start = start;
    for comment in source.ast().comments().iter().rev() {
        let range = comment.range;
        if range.end() > start {
            continue;
        }
        if !source.slice(TextRange::new(range.end(), start)).trim().is_empty() {
            return false;
        }
        if source.slice(range).to_ascii_lowercase().contains(ALLOWED) {
            return true;
        }
        start = range.start();
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[track_caller]
    fn hides(statement: &str) {
        check(&in_sync(statement), "style-no-try-catch");
    }

    #[track_caller]
    fn passes(statement: &str) {
        check(&in_sync(statement), "");
    }

    #[test]
    fn where_the_comment_stands() {
        passes("// @allowTryCatch\n// as the provider wants it\ntry { await a(); } catch {}");
        passes("/* @ALLOWTRYCATCH: 404 */ try { await a(); } catch {}");
        hides("// @allowTryCatch\nb();\ntry { await a(); } catch {}");
        hides("try { // @allowTryCatch\n await a(); } catch {}");
        hides("// try this\ntry { await a(); } catch {}");
    }

    #[test]
    fn what_hides_nothing() {
        passes("try { await a(); } finally { b(); }");
        passes("try { await a(); } catch (error) { await nango.log('failed'); throw error; }");
        passes("try { await a(); } catch (error) { throw new nango.ActionError({ type: 'gone' }); }");
        passes("try { await a(); } catch (error) { if (error.response.status !== 404) { throw error; } }");
        passes("try { b = JSON.parse(a); } catch { b = {}; }");
        hides("try { for await (const b of c) { use(b); } } catch {}");
        hides("try { await a(); } catch { use(() => { throw b; }); }");
    }
}
