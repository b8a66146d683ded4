//! Code that is made from text.

use syntax::ast::{ExprId, ExprKind, Node};

use super::is_bound;
use crate::prelude::*;

declare_rule! {
    /// A function makes code from text, with `eval`, `Function` or WebAssembly.
    ///
    /// ## Why
    ///
    /// The sandbox forbids it: the call fails with `Code generation from strings disallowed for this context`, in a dry run too.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Computes a price',
    ///     version: '1.0.0',
    ///     input: z.object({ formula: z.string() }),
    ///     output: z.object({ price: z.unknown() }),
    ///     exec: async (nango, input) => ({ price: new Function(`return ${input.formula}`)() })
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Computes a price',
    ///     version: '1.0.0',
    ///     input: z.object({ amount: z.number(), unit: z.number() }),
    ///     output: z.object({ price: z.unknown() }),
    ///     exec: async (nango, input) => ({ price: input.amount * input.unit })
    /// });
    /// ```
    "rt-eval" {
        levels: Levels::ERROR,
        reporters: [Dryrun, Runtime],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`codeGeneration` in `exec` of the runner's `exec.ts` and in `runScript` of `services/dryrun.service.ts`; recorded in `tests/sandbox`",
        fix: None,
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call, NodeKind::New], check)],
    }
}

/// What WebAssembly compiles with.
const COMPILERS: [&str; 5] = [
    "Module",
    "compile",
    "compileStreaming",
    "instantiate",
    "instantiateStreaming",
];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Expr(id) = node else { return };
    let (callee, args) = match ctx.ast()[id].kind {
        ExprKind::Call(call) => (call.callee, call.args),
        ExprKind::New(new) => (new.callee, new.args),
        _ => return,
    };
    // Without an argument there is nothing to make code from.
    if args.is_empty() {
        return;
    }
    if let Some(name) = compiler(ctx, callee)
        && !is_bound(ctx.source, name)
    {
        let message = format!("the sandbox does not let `{name}` make code");
        ctx.report(ctx.range(id), message);
    }
}

/// The global that makes code, if the callee is one.
fn compiler(ctx: &SyntaxContext<'_>, callee: ExprId) -> Option<&'static str> {
    let ast = ctx.ast();
    match ast[callee].kind {
        ExprKind::Ident => match ctx.source.slice(ast[callee].range) {
            "eval" => Some("eval"),
            "Function" => Some("Function"),
            _ => None,
        },
        ExprKind::Member(member) if COMPILERS.contains(&ctx.source.slice(member.property)) => {
            (ctx.source.ident_name(member.object) == Some("WebAssembly")).then_some("WebAssembly")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn whatever_makes_code() {
        for statement in [
            "eval('1');",
            "Function('return 1')();",
            "new Function('a', 'return a');",
            "await WebAssembly.compile(bytes);",
            "new WebAssembly.Module(bytes);",
        ] {
            check(&in_sync(statement), "rt-eval");
        }
    }

    #[test]
    fn what_is_something_else() {
        for statement in [
            "deal.eval('1');",
            "const eval = (text: string) => text;\neval('1');",
            "if (a instanceof Function) { a(); }",
            "new WebAssembly.Memory({ initial: 1 });",
        ] {
            check(&in_sync(statement), "");
        }
    }
}
