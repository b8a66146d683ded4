//! A union with `null`.

use syntax::ast::{ExprId, ExprKind, Node};

use super::is_zod;
use crate::prelude::*;
use crate::rule::Level;

declare_rule! {
    /// `z.union([T, z.null()])` is written for `T.nullable()`.
    ///
    /// ## Why
    ///
    /// They accept the same, and the second is shorter; of a union zod reports each member that does not fit. S0 writes the union, so the
    /// profile `strict` is silent.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({ name: z.union([z.string(), z.null()]) }),
    ///     exec: async () => ({ name: null })
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({ name: z.string().nullable() }),
    ///     exec: async () => ({ name: null })
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({ name: z.union([z.string(), z.number(), z.null()]) }),
    ///     exec: async () => ({ name: null })
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes `.nullable()`.
    "zod-union-null" {
        levels: Levels {
            strict: Level::Off,
            ..Levels::HINT
        },
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/data-validation",
        source: "Nango's skills (\"prefer .nullable()\"); S0 has the union",
        fix: Some(Applicability::Safe),
        reach: Project,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
        measured: [602, 10, 10],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, source) = (ctx.ast(), ctx.source);
    let Node::Expr(id) = node else { return };
    let Some([options]) = arguments(ctx, id, "union") else {
        return;
    };
    let ExprKind::Array(options) = ast[options].kind else {
        return;
    };
    let (Some(first), Some(second), 2) = (options.get(0), options.get(1), options.len()) else {
        return;
    };
    let is_null = |option| arguments::<0>(ctx, option, "null").is_some();
    let kept = match (is_null(first), is_null(second)) {
        (true, false) => second,
        (false, true) => first,
        _ => return,
    };
    // A method can be called on these as they stand.
    let is_plain = matches!(
        ast[kept].kind,
        ExprKind::Call(_) | ExprKind::Ident | ExprKind::Member(_)
    );
    let (whole, range) = (ast[id].range, ast[kept].range);
    let mut comments = ast.comments().iter().map(|comment| comment.range);
    let loses_comment = comments.any(|comment| whole.contains_range(comment) && !range.contains_range(comment));
    let edits = vec![
        TextEdit::delete(TextRange::new(whole.start(), range.start())),
        TextEdit::replace(TextRange::new(range.end(), whole.end()), ".nullable()"),
    ];
    let message = format!("this is `{}.nullable()`", shortened(source.slice(range)));
    let found = ctx.report(whole, message);
    if is_plain && !loses_comment {
        found.fix("Write `.nullable()`", Applicability::Safe, edits);
    }
}

/// The arguments of a call of a function of zod's, if they are so many.
fn arguments<const N: usize>(ctx: &SyntaxContext<'_>, id: ExprId, function: &str) -> Option<[ExprId; N]> {
    let (ast, source) = (ctx.ast(), ctx.source);
    let ExprKind::Call(call) = ast[id].kind else {
        return None;
    };
    let ExprKind::Member(member) = ast[call.callee].kind else {
        return None;
    };
    if source.slice(member.property) != function || call.args.len() != N {
        return None;
    }
    let name = source.ident_name(member.object).filter(|name| is_zod(source, name));
    name.and_then(|_| call.args.iter().collect::<Vec<_>>().try_into().ok())
}

/// What a schema is called in a message: its text, if that is short.
fn shortened(text: &str) -> &str {
    const LONGEST: usize = 40;
    match text.len() <= LONGEST && !text.contains(['\n', '`']) {
        true => text,
        false => "…",
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, fixed};

    fn output(schema: &str) -> String {
        action(&format!("output: z.object({{ a: {schema} }})"))
    }

    #[test]
    fn two_members_alone() {
        let rule = "zod-union-null";
        check(&output("z.union([z.null(), Deal])"), rule);
        check(
            &output("z.union([z.object({ b: z.string() }), z.null()]).optional()"),
            rule,
        );
        for schema in [
            "z.union([z.string(), z.number()])",
            "z.union([z.string(), z.null()], { message: 'a' })",
            "z.union([...all, z.null()])",
            "y.union([z.string(), z.null()])",
            "z.union(all)",
        ] {
            check(&output(schema), if schema.contains("...") { rule } else { "" });
        }
    }

    #[test]
    fn what_stays_is_kept_as_it_is() {
        let text = fixed(&output("z.union([z.null(), z.array(z.string().min(1))]).optional()")).expect("a fix");
        assert!(
            text.contains("a: z.array(z.string().min(1)).nullable().optional() }"),
            "{text}"
        );
        assert_eq!(fixed(&output("z.union([z.string(), /* for now */ z.null()])")), None);
    }
}
