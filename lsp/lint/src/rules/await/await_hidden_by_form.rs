//! A promise that is dropped by a call that the compiler does not see.

use project::plugin;
use syntax::ast::Node;

use super::{SdkCall, add, offer};
use crate::prelude::*;

declare_rule! {
    /// A call on the SDK object is not awaited, in a form that the compiler does not see.
    ///
    /// ## Why
    ///
    /// The compiler looks for `nango.method()` only. Of `nango?.method()`, `nango['method']()`, `nango!.method()` and
    /// `(nango as T).method()` it sees nothing. The promise of the call is dropped all the same: it may be cut off when the function
    /// ends, and what goes wrong in it is lost.
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
    ///         nango?.log('Listing');
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
    ///         await nango?.log('Listing');
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
    ///         await nango?.log('Listing');
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Awaits the call, if the function is async; offers to make it async, if not.
    "await-hidden-by-form" {
        levels: Levels::WARNING,
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`nangoPlugin` (`callee.object`) of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(call) = SdkCall::of(ctx, node) else { return };
    if call.seen || plugin::AWAITED.binary_search(&call.method).is_err() || !call.is_statement(ctx) {
        return;
    }
    let message = format!(
        "the promise of `{}()` is dropped, in a form that the compiler does not see",
        call.method
    );
    let fixes = offer(ctx, call.id, Applicability::Safe);
    add(ctx.report(call.range, message), fixes);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, in_sync};

    #[test]
    fn forms() {
        for call in [
            "nango.log?.('a')",
            "nango['log']('a')",
            "nango!.log('a')",
            "(nango as any).log('a')",
            "(nango.log as any)('a')",
        ] {
            check(&in_sync(&format!("{call};")), "await-hidden-by-form");
            check(&in_sync(&format!("await {call};")), "");
            check(&in_sync(&format!("const a = {call};")), "");
        }
    }
}
