//! `retryOn` without `retries`.

use project::plugin;
use syntax::ast::{ExprId, ExprKind, Node, Prop, PropKind};

use crate::prelude::*;

declare_rule! {
    /// A request has `retryOn` and no `retries`.
    ///
    /// ## Why
    ///
    /// Without `retries` nothing is tried again, whatever `retryOn` says, and the compiler refuses it. It looks at the object literal
    /// in every call on `nango`: what is spread into it is not followed, and `'retries'` in quotes does not count. In a
    /// variable it is not looked at.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.get({
    ///             endpoint: '/deals',
    ///             retryOn: [404]
    ///         });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.get({
    ///             endpoint: '/deals',
    ///             retries: 3,
    ///             retryOn: [404]
    ///         });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response = await nango.get({ endpoint: '/deals', retries: 10, retryOn: [404] });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Takes the quotes off `'retries'`; else adds `retries: 3`, if nothing is spread into the object.
    "req-retryon-without-retries" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk#http-request-retries",
        source: "`nangoPlugin` (`retryOn`) of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

const RETRIES: &str = "retries";

/// The object literal in a call that the compiler refuses, and the `retryOn` in it.
pub(super) fn lone<'a>(ctx: &SyntaxContext<'a>, node: Node) -> Option<(ExprId, &'a Prop)> {
    let Node::Expr(expr) = node else { return None };
    let (ast, source) = (ctx.ast(), ctx.source);
    let ExprKind::Call(call) = ast[expr].kind else {
        return None;
    };
    let first = ast.skip_parens(call.args.first()?);
    let ExprKind::Object(props) = ast[first].kind else {
        return None;
    };
    let named = |name: &str| ast[props].iter().find(|prop| identifier(ctx, prop) == Some(name));
    let retry_on = named("retryOn")?;
    let is_refused = named(RETRIES).is_none() && plugin::sees(source, &call).is_some();
    is_refused.then_some((first, retry_on))
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some((first, retry_on)) = lone(ctx, node) else {
        return;
    };
    let (ast, source) = (ctx.ast(), ctx.source);
    let fix = match source.property(first, RETRIES).map(|prop| ast[prop]) {
        Some(Prop {
            kind: PropKind::Pair { key, .. },
            ..
        }) => Some(("Take the quotes off", TextEdit::replace(key.range, RETRIES))),
        Some(_) => None,
        None if source.has_only_plain_keys(first) => {
            let at = retry_on.range.start();
            let before = &source.text()[..usize::from(at)];
            let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
            let separator = if line.trim().is_empty() {
                format!("\n{line}")
            } else {
                " ".to_owned()
            };
            Some((
                "Add `retries: 3`",
                TextEdit::insert(at, format!("{RETRIES}: 3,{separator}")),
            ))
        }
        None => None,
    };
    let found = ctx.report(
        retry_on.range,
        "`retryOn` without `retries` in the same object literal: nothing is tried again",
    );
    if let Some((title, edit)) = fix {
        found.fix(title, Applicability::Safe, vec![edit]);
    }
}

/// The key of a property, as Babel sees it; a method is no property to it.
fn identifier<'a>(ctx: &SyntaxContext<'a>, prop: &Prop) -> Option<&'a str> {
    match prop.kind {
        PropKind::Pair { key, .. } => plugin::identifier(ctx.source, key),
        PropKind::Shorthand(_) => Some(ctx.source.slice(prop.range)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, in_sync};

    #[track_caller]
    fn refused(statement: &str) {
        check(&in_sync(statement), "req-retryon-without-retries");
    }

    #[track_caller]
    fn accepted(statement: &str) {
        check(&in_sync(statement), "");
    }

    #[test]
    fn as_the_compiler_sees_it() {
        refused("await nango.get({ endpoint: '/a', ...{ retries: 3 }, retryOn: [1] });");
        refused("await nango.get({ endpoint: '/a', get retries() { return 3; }, retryOn: [1] });");
        refused("await nango.get({ endpoint: '/a', [retryOn]: [1] });");
        refused("await nango.get(({ endpoint: '/a', retryOn }));");
        refused("await nango.get<Deal>({ endpoint: '/a', retryOn: null });");
        refused("await nango.log({ retryOn: 1 });");
        accepted("await nango.get({ endpoint: '/a', 'retryOn': [1] });");
        accepted("await nango.get({ endpoint: '/a', retryOn: [1] } as any);");
        accepted("await nango.get({ endpoint: '/a', retryOn: [1] } satisfies Config);");
        accepted("await nango.get({ endpoint: '/a', retryOn: [1], [retries]: 3 });");
        accepted("await nango?.get({ endpoint: '/a', retryOn: [1] });");
        accepted("await nango['get']({ endpoint: '/a', retryOn: [1] });");
        accepted("await nango!.get({ endpoint: '/a', retryOn: [1] });");
        accepted("const config = { endpoint: '/a', retryOn: [1] };\nawait nango.get(config);");
        accepted("await nango.log('a', { retryOn: 1 });");
        accepted("await sdk.get({ retryOn: 1 });");
    }

    #[test]
    fn the_fix_fits() {
        let fix = |statement: &str| fixed(&in_sync(statement));
        let text = fix("await nango.get({ endpoint: '/a', 'retries': 3, retryOn: [1] });").expect("a fix");
        assert!(text.contains("'/a', retries: 3, retryOn: [1] }"), "{text}");
        let text = fix("await nango.get({ endpoint: '/a', retryOn: [1] });").expect("a fix");
        assert!(text.contains("'/a', retries: 3, retryOn: [1] }"), "{text}");
        assert_eq!(fix("await nango.get({ ...base, retryOn: [1] });"), None);
    }
}
