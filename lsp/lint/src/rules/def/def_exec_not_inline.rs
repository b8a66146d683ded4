//! `exec` in a form that the compiler's order checks do not see.

use project::plugin;
use syntax::ast::{
    Body, ExprKind, FunctionId, FunctionKind as SyntaxKind, MethodKind, Node, PropId, PropKey, PropKeyKind, PropKind,
};

use crate::prelude::*;

declare_rule! {
    /// `exec` is written as a method, with a quoted key, or as a reference.
    ///
    /// ## Why
    ///
    /// The compiler checks the order of `trackDeletesStart`, `batchSave`, `trackDeletesEnd` and `setMergingStrategy` only
    /// below a property whose key is the plain identifier `exec`. In any other form wrong programs pass.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     async exec(nango) {
    ///         await nango.log('Listing');
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
    ///     exec: async () => ({})
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Makes an arrow function of a method that uses neither `this`, `super` nor `arguments`; takes the quotes of the key
    /// away. Where the compiler then compares the order of calls, it has to be looked at.
    "def-exec-not-inline" {
        levels: Levels::HINT,
        reporters: [],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`nangoPlugin` (`isInCreateSyncExec`) of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Safe),
        reach: Function,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(object) = ctx.definition(node) else { return };
    let Some(prop) = ctx.source.property(object, "exec") else {
        return;
    };
    let (source, ast) = (ctx.source, ctx.ast());
    match ast[prop].kind {
        PropKind::Method {
            key,
            kind: MethodKind::Method,
            function,
        } => {
            let (edits, applicability) = (arrow(ctx, key, function), applicability(ctx, prop));
            let found = ctx.report(
                key.range,
                "the compiler does not check the order of calls in `exec` as a method",
            );
            if let Some(edits) = edits {
                found.fix("Write it as an arrow function", applicability, edits);
            }
        }
        PropKind::Pair { key, .. } if key.kind == PropKeyKind::String => {
            let applicability = applicability(ctx, prop);
            ctx.report(
                key.range,
                "the compiler does not check the order of calls below a quoted `exec`",
            )
            .fix(
                "Write it without quotes",
                applicability,
                vec![TextEdit::replace(key.range, "exec")],
            );
        }
        PropKind::Pair { value, .. } | PropKind::Shorthand(value) if source.ident_name(value).is_some() => {
            let range = ast[value].range;
            ctx.report(
                range,
                "the compiler does not check the order of calls in a function that `exec` refers to",
            );
        }
        _ => {}
    }
}

/// A program that compiles is not to be made into one that does not: where calls are compared once the compiler sees them,
/// somebody has to look.
fn applicability(ctx: &SyntaxContext<'_>, prop: PropId) -> Applicability {
    let ast = ctx.ast();
    let is_compared = ast.calls_below(prop).any(|id| match ast[id].kind {
        ExprKind::Call(call) => {
            plugin::sees(ctx.source, &call).is_some_and(|method| plugin::ORDERED.contains(&ctx.source.slice(method)))
        }
        _ => false,
    });
    if is_compared {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    }
}

/// The edits that make `exec: async (nango) => {` of `async exec(nango) {`.
fn arrow(ctx: &SyntaxContext<'_>, key: PropKey, id: FunctionId) -> Option<Vec<TextEdit>> {
    let ast = ctx.ast();
    let function = ast[id];
    let Body::Block(body) = function.body else { return None };
    if function.is_generator || function.type_params.is_some() || uses_this(ctx, id) {
        return None;
    }
    let head = TextRange::new(function.range.start(), key.range.end());
    let head = TextEdit::replace(head, if function.is_async { "exec: async " } else { "exec: " });
    Some(vec![head, TextEdit::insert(ast[body].range.start(), "=> ")])
}

/// Whether a function uses what an arrow function does not have of its own. Functions inside of it have their own.
fn uses_this(ctx: &SyntaxContext<'_>, id: FunctionId) -> bool {
    let ast = ctx.ast();
    ast.descendants(id).any(|node| match node {
        Node::Expr(expr) => {
            let is_bound = match ast[expr].kind {
                ExprKind::This | ExprKind::Super => true,
                ExprKind::Ident => ctx.source.ident_name(expr) == Some("arguments"),
                _ => false,
            };
            is_bound && owner(ctx, expr) == Some(id)
        }
        _ => false,
    })
}

/// The nearest function around an expression that is no arrow function.
fn owner(ctx: &SyntaxContext<'_>, node: impl Into<Node>) -> Option<FunctionId> {
    let ast = ctx.ast();
    ast.ancestors(node).find_map(|node| match node {
        Node::Function(id) if ast[id].kind != SyntaxKind::Arrow => Some(id),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::rule::Applicability;
    use crate::testing::{Sandbox, action, fixed};

    #[test]
    fn a_method_that_needs_its_this_stays() {
        assert_eq!(fixed(&action("async exec() { return this; }")), None);
        assert!(fixed(&action("async exec() { return function () { return this; }; }")).is_some());
    }

    #[test]
    fn what_the_compiler_then_compares_has_to_be_looked_at() {
        #[track_caller]
        fn check(call: &str, expected: Applicability) {
            let sandbox = Sandbox::new(&action(&format!(
                "async exec(nango) {{ await nango.{call}; return {{}}; }}"
            )));
            let fixes: Vec<_> = sandbox.all().into_iter().flat_map(|(_, it)| it.fixes).collect();
            let fix = fixes.iter().find(|fix| fix.title == "Write it as an arrow function");
            assert_eq!(fix.map(|fix| fix.applicability), Some(expected), "{call}");
        }
        check("log('a')", Applicability::Safe);
        check(
            "setMergingStrategy({ strategy: 'override' }, 'Deal')",
            Applicability::Unsafe,
        );
        check("trackDeletesEnd('Deal')", Applicability::Unsafe);
    }
}
