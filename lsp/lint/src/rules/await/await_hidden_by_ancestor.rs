//! A promise that is dropped, and an `await` far around it that silences the compiler.

use project::plugin;
use syntax::ast::Node;

use super::{SdkCall, add, is_silenced, offer};
use crate::prelude::*;

declare_rule! {
    /// A call on the SDK object is not awaited, and the compiler is silenced by something far around it.
    ///
    /// ## Why
    ///
    /// To the compiler any `await`, `return`, `.then` or `.catch` around a call will do, even that of another function. The promise of
    /// the call is dropped all the same: it may be cut off when the function ends, and what goes wrong in it is lost.
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
    ///         await Promise.all(
    ///             ['1', '2'].map((id) => {
    ///                 nango.log(id);
    ///             })
    ///         );
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
    ///         await Promise.all(
    ///             ['1', '2'].map(async (id) => {
    ///                 await nango.log(id);
    ///             })
    ///         );
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
    ///         await Promise.all(
    ///             ['1', '2'].map(async (id) => {
    ///                 await nango.log(id);
    ///             })
    ///         );
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Awaits the call, and makes the function async.
    "await-hidden-by-ancestor" {
        levels: Levels::WARNING,
        reporters: [Runtime],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`nangoPlugin` (`findParent`) of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Unsafe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(call) = SdkCall::of(ctx, node) else { return };
    let is_listed = call.seen && plugin::AWAITED.binary_search(&call.method).is_ok();
    // A statement has no value, so what silences the compiler belongs to another function.
    if !is_listed || !call.is_statement(ctx) || !is_silenced(ctx, call.id) {
        return;
    }
    let message = format!(
        "the promise of `nango.{}()` is dropped, which an outer `await`, `return`, `then` or `catch` hides from the compiler",
        call.method
    );
    let fixes = offer(ctx, call.id, Applicability::Unsafe);
    add(ctx.report(call.range, message), fixes);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, in_sync};

    #[test]
    fn whatever_hides_it() {
        let hidden = "await-hidden-by-ancestor";
        check(&in_sync("return () => { nango.log('a'); };"), hidden);
        check(&in_sync("run(() => { nango.log('a'); }).then(done);"), hidden);
        check(&in_sync("await run().then(() => { nango.log('a'); });"), hidden);
    }

    #[test]
    fn a_promise_that_is_handed_on_is_not_dropped() {
        check(&in_sync("await Promise.all(ids.map((id) => nango.log(id)));"), "");
        check(
            &in_sync("await Promise.all(ids.map((id) => { return nango.log(id); }));"),
            "",
        );
        check(&in_sync("await run(() => { void nango.log('a'); });"), "");
    }

    #[test]
    fn nobody_collects_the_promises_of_for_each() {
        assert_eq!(
            fixed(&in_sync(
                "await run(() => ids.forEach((id) => { nango.log(id); done(); }));"
            )),
            None
        );
    }
}
