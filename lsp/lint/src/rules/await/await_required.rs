//! A call that the compiler wants to be awaited.

use project::plugin;
use syntax::ast::Node;

use super::{SdkCall, add, is_silenced, offer};
use crate::prelude::*;

declare_rule! {
    /// A call on the SDK object that the compiler wants to be awaited is not.
    ///
    /// ## Why
    ///
    /// Nobody waits for the call: it may be cut off when the function ends, and what goes wrong in it is lost. The compiler refuses
    /// a call of one of 21 methods on what is called `nango` unless something around it is awaited or returned, or is the object of
    /// `.then` or `.catch`. It does not follow promises: a call whose promise is kept and awaited later is refused too, as is one
    /// below `void` or `.finally`, in an arrow function without a block, or in a callback of `.then`.
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
    ///         nango.log('Listing');
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
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.object({}),
    ///     exec: async (nango) => {
    ///         const load = async (page: number) => nango.get({ endpoint: '/deals', params: { page } });
    ///         await Promise.all([1, 2].map(load));
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
    ///         const load = async (page: number) => await nango.get({ endpoint: '/deals', params: { page } });
    ///         await Promise.all([1, 2].map(load));
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
    ///         await nango.log('Listing');
    ///         await Promise.all([1, 2].map((page) => nango.get({ endpoint: '/deals', params: { page } })));
    ///         return {};
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Awaits the call, if its promise is dropped or returned by an async function. Where the promise is kept, or where the function
    /// would have to become async, the fix is to be looked at.
    "await-required" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`nangoPlugin` (`needsAwait`) of `zeroYaml/compile.ts`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Call], check)],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(call) = SdkCall::of(ctx, node) else { return };
    if !call.seen || plugin::AWAITED.binary_search(&call.method).is_err() || is_silenced(ctx, call.id) {
        return;
    }
    let method = call.method;
    let message = if call.is_statement(ctx) {
        format!("`nango.{method}()` must be awaited")
    } else {
        format!("`nango.{method}()` must be awaited where it is called: the compiler does not follow its promise")
    };
    let fixes = offer(ctx, call.id, Applicability::Safe);
    add(ctx.report(call.range, message), fixes);
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed, in_sync};

    #[track_caller]
    fn refused(statements: &str) {
        check(&in_sync(statements), "await-required");
    }

    #[track_caller]
    fn accepted(statements: &str) {
        check(&in_sync(statements), "");
    }

    /// What stands in `exec` after the fix.
    #[track_caller]
    fn becomes(statements: &str, expected: &str) {
        let text = fixed(&in_sync(statements)).expect("a fix");
        assert!(text.contains(&format!("{{\n{expected}\n}}")), "{text}");
    }

    #[test]
    fn what_the_compiler_refuses() {
        refused("(nango).log('a');");
        refused("(nango.log)('a');");
        refused("(nango?.log)('a');");
        refused("nango[log]('a');");
        refused("const a = nango.get<string>({});");
        refused("const deal = nango.get({});\nawait deal;");
        refused("await Promise.all(deals);\nconst deals = [nango.get({})];");
        refused("void nango.log('a');");
        refused("nango.log('a').finally(done);");
        refused("nango.log('a')?.then(done);");
        refused("nango.log('a')['then'](done);");
        refused("run.catch(nango.log('a'));");
        refused("client?.run(nango.log('a')).then(done);");
        refused("client?.run(nango.log('a'))!.then(done);");
        refused("run().then(() => { nango.log('a'); });");
        refused("const f = () => nango.get({});");
        refused("for await (const a of nango.get({})) {}");
        refused("throw nango.get({});");
        refused("class A { a = nango.get({}); }");
        refused("const a = (b = nango.get({})) => b;");
        refused("const a = `${nango.get({})}`;");
        refused("nango.log('a') as unknown;");
        refused("1, nango.log('a');");
        check(&in_sync("import(nango.get({}));"), "imp-dynamic await-required");
    }

    #[test]
    fn what_the_compiler_accepts() {
        accepted("await (nango.log('a') as unknown);");
        accepted("await\n    nango.log('a');");
        accepted("nango.log('a').then(done);");
        accepted("(nango.log('a') as Promise<void>).then(done);");
        accepted("nango.log('a')!.catch(done);");
        accepted("nango.log('a')[then](done);");
        accepted("nango.log('a').finally(done).then(done);");
        accepted("run(nango.log('a')).then(done);");
        accepted("steps[nango.log('a')].catch = 1;");
        accepted("(client?.run(nango.log('a'))).then(done);");
        accepted("return x ? nango.get({}) : 1;");
        accepted("await Promise.all(deals.map((deal) => nango.log(deal)));");
        accepted("const run = sdk.log('a');");
        accepted("new nango.log('a');");
        accepted("nango.log`a`;");
        accepted("(0, nango.log)('a');");
        accepted("this.nango.log('a');");
        accepted("for await (const a of nango.paginate({})) {}");
    }

    #[test]
    fn fixes() {
        becomes("void nango.log('a');", "await nango.log('a');");
        becomes("const a = nango.get({});", "const a = await nango.get({});");
        becomes("const a = [(nango.get({}))];", "const a = [(await nango.get({}))];");
        becomes(
            "const a = () => nango.get({});",
            "const a = async () => await nango.get({});",
        );
        becomes(
            "function a() { nango.log('a'); }",
            "async function a() { await nango.log('a'); }",
        );
        becomes(
            "const a = { b() { nango.log('a'); } };",
            "const a = { b() { return nango.log('a'); } };",
        );
    }

    #[test]
    fn where_nothing_is_offered() {
        for statements in [
            "nango.log('a').finally(done);",
            "deals.forEach(() => { nango.log('a'); done(); });",
            "class A { a = nango.get({}); }",
            "const a = (b = nango.get({})) => b;",
            "function* a() { nango.get({}); done(); }",
        ] {
            assert_eq!(fixed(&in_sync(statements)), None, "{statements}");
        }
    }
}
