//! `any`.

use syntax::SourceFile;
use syntax::ast::{ExprKind, Node, StmtKind};

use crate::prelude::*;

declare_rule! {
    /// A type is `any`.
    ///
    /// ## Why
    ///
    /// `any` switches TypeScript off for everything that it touches: a misspelt field of a record compiles and is `undefined`. `unknown` says
    /// as little and has to be looked at first; a schema says what it is.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// const name = (deal: any) => deal.name;
    /// export default createAction({
    ///     description: 'Names a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ name: z.string() }),
    ///     output: z.string(),
    ///     exec: async (nango, input) => name(input)
    /// });
    /// ```
    ///
    /// ```ts valid
    /// const name = (deal: { name: string }) => deal.name;
    /// export default createAction({
    ///     description: 'Names any deal',
    ///     version: '1.0.0',
    ///     input: z.object({ name: z.string() }),
    ///     output: z.string(),
    ///     exec: async (nango, input) => name(input)
    /// });
    /// ```
    "style-no-any" {
        levels: Levels::OFF.strict(Severity::Hint),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "Nango's skills: \"Avoid `any`\"",
        fix: None,
        reach: Bundled,
        visits: [Visit::Text(check)],
        measured: [171, 12, 12],
    }
}

const ANY: &str = "any";

fn check(ctx: &mut SyntaxContext<'_>) {
    let source = ctx.source;
    let text = source.text();
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte == b'.';
    for (at, _) in text.match_indices(ANY) {
        let before = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
        let after = &text[at + ANY.len()..];
        let is_alone = !before.is_some_and(|byte| is_word(*byte)) && !after.bytes().next().is_some_and(is_word);
        // The name of a field: `any: string`, `any?: string`.
        let is_key = after.trim_start_matches('?').trim_start().starts_with(':');
        let Ok(start) = TextSize::try_from(at) else { return };
        let range = TextRange::at(start, TextSize::of(ANY));
        if is_alone && !is_key && is_type(source, range) {
            ctx.report(range, "`any` is not checked: write `unknown`, or what it is");
        }
    }
}

/// Whether a word stands in a type. Types are no nodes, so it is where nothing else holds it.
fn is_type(source: &SourceFile, range: TextRange) -> bool {
    let ast = source.ast();
    if ast.comments().iter().any(|comment| comment.range.contains_range(range)) {
        return false;
    }
    match ast.node_at(range.start()) {
        Some(Node::Expr(id)) => matches!(
            ast[id].kind,
            ExprKind::As(..)
                | ExprKind::Satisfies(..)
                | ExprKind::AngleCast(..)
                | ExprKind::Call(_)
                | ExprKind::New(_)
                | ExprKind::Instantiation(..)
        ),
        Some(Node::Stmt(id)) => matches!(ast[id].kind, StmtKind::TypeAlias { .. } | StmtKind::Interface { .. }),
        Some(Node::Function(_) | Node::Param(_) | Node::Declarator(_) | Node::Member(_) | Node::Catch(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[track_caller]
    fn any(statement: &str, expected: usize) {
        check(&in_sync(statement), &vec!["style-no-any"; expected].join(" "));
    }

    #[test]
    fn wherever_a_type_stands() {
        any("const a: any = b;", 1);
        any("const a = (b: any[], c?: Record<string, any>): any => b;", 3);
        any("use(a as any);", 1);
        any("use(await nango.get<any>(a));", 1);
        any("const a = new Map<string, any>();", 1);
        any("try { a(); } catch (e: any) { throw e; }", 1);
        any("type A = { b: any };", 1);
        any("interface A { b: any; c(d: any): void }", 2);
    }

    #[test]
    fn other_words() {
        any("// any\nuse('any', `any`, any, a.any, z.any());", 0);
        any("use({ any: 1 });", 0);
        any("type A = { any: string; company: B; any?: C };", 0);
        any("const company: unknown = many;", 0);
    }
}
