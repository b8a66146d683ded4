//! A cast.

use syntax::ast::{ExprKind, Node};

use crate::prelude::*;

declare_rule! {
    /// A value is cast to a type that nothing has checked.
    ///
    /// ## Why
    ///
    /// `as Deal` silences the compiler and checks nothing: what the provider really sends is found out in production. A schema checks it
    /// (`Deal.parse(value)`), a comparison narrows it. `as const` and `as unknown` promise nothing and are left alone.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: z.object({ name: z.string() }),
    ///     exec: async (nango, input) => {
    ///         const response = await nango.get<unknown>({ endpoint: `/deals/${input.id}`, retries: 3 });
    ///         return response.data as { name: string };
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// const Deal = z.object({ name: z.string() });
    /// export default createAction({
    ///     description: 'Gets a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ id: z.string() }),
    ///     output: Deal,
    ///     exec: async (nango, input) => {
    ///         const response = await nango.get<unknown>({ endpoint: `/deals/${input.id}`, retries: 3 });
    ///         return Deal.parse(response.data);
    ///     }
    /// });
    /// ```
    "style-no-object-casting" {
        levels: Levels::OFF.strict(Severity::Warning),
        reporters: [Convention],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`no-object-casting` of Nango's ESLint plugin",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Cast], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (ast, Node::Expr(id)) = (ctx.ast(), node) else {
        return;
    };
    let (ExprKind::As(_, ty) | ExprKind::AngleCast(_, ty)) = ast[id].kind else {
        return;
    };
    let ty = ctx.source.slice(ast[ty].range);
    if ty == "unknown" {
        return;
    }
    // A type may be long.
    let message = match ty.lines().next().filter(|line| *line == ty && !ty.contains('`')) {
        Some(ty) => format!("nothing checks that this is `{ty}`"),
        None => "nothing checks that this has the type".to_owned(),
    };
    ctx.report(ctx.range(id), message);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[track_caller]
    fn casts(statement: &str, expected: usize) {
        check(
            &in_sync(statement),
            &vec!["style-no-object-casting"; expected].join(" "),
        );
    }

    #[test]
    fn every_cast_that_promises_something() {
        casts("use(a as Deal);", 1);
        casts("use(<Deal>a);", 1);
        casts("use(a as unknown as Deal);", 1);
        casts("use(a as any);", 1);
        casts("use((a as Deal[]).map((b) => b as string));", 2);
        casts("use(a as {\n  id: string;\n});", 1);
    }

    #[test]
    fn what_promises_nothing() {
        casts("use(['a'] as const);", 0);
        casts("use(a as unknown);", 0);
        casts("use(a satisfies Deal);", 0);
        casts("use(a!);", 0);
        casts("const b: Deal = a;", 0);
    }
}
