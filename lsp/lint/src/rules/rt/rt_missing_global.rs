//! Globals that are not there when a function runs.

use syntax::ast::{ExprId, ExprKind, Node};

use super::globals::Reference;
use super::{is_at_load, replacement};
use crate::prelude::*;

declare_rule! {
    /// A function uses a global that does not exist where it runs.
    ///
    /// ## Why
    ///
    /// Functions run in a sandbox with what belongs to the language, and `Buffer`, `console`, `setTimeout`, `Error`, `URL` and
    /// `URLSearchParams`. TypeScript knows more, such as `fetch`, `process` and `btoa`, so that the project compiles; the function
    /// fails with a `ReferenceError`. What stands below a condition that asks for `typeof`, `globalThis` or `in nango` is meant for
    /// other places.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Signs in',
    ///     version: '1.0.0',
    ///     input: z.object({ key: z.string() }),
    ///     output: z.object({ token: z.string() }),
    ///     exec: async (nango, input) => {
    ///         return { token: btoa(input.key) };
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Signs in',
    ///     version: '1.0.0',
    ///     input: z.object({ key: z.string() }),
    ///     output: z.object({ token: z.string() }),
    ///     exec: async (nango, input) => {
    ///         return { token: Buffer.from(input.key).toString('base64') };
    ///     }
    /// });
    /// ```
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Tells the region',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         return process.env['REGION'];
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// export default createAction({
    ///     description: 'Tells the region',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         return (await nango.getEnvironmentVariables())?.find((variable) => variable.name === 'REGION')?.value;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// export default createAction({
    ///     description: 'Signs in',
    ///     version: '1.0.0',
    ///     input: z.object({ key: z.string() }),
    ///     output: z.object({ token: z.string() }),
    ///     exec: async (nango, input) => {
    ///         const region = typeof process === 'undefined' ? 'eu' : process.env['REGION'];
    ///         return { token: Buffer.from(`${region}:${input.key}`).toString('base64') };
    ///     }
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes what does the same: `Buffer` for `btoa` and `atob`, `nango.getEnvironmentVariables()` for `process.env`,
    /// `nango.uncontrolledFetch` for `fetch`, `Date.now()` for `performance.now()`.
    "rt-missing-global" {
        levels: Levels::ERROR,
        reporters: [Dryrun, Runtime],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`exec` of the runner's `exec.ts`, `runScript` of `services/dryrun.service.ts`; recorded in `tests/sandbox`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Ident], check)],
        measured: [1, 1, 1],
    }
}

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(reference) = Reference::of(ctx, node) else {
        return;
    };
    // When the module is loaded it is worse: another rule says that.
    if is_at_load(ctx.ast(), reference.id) {
        return;
    }
    let call = call(ctx, reference.id);
    let is_certain = !reference.is_conditional && call.is_some();
    let message = format!(
        "`{}` does not exist where functions run{}",
        reference.name,
        reference.advice()
    );
    let replacement = replacement::of(ctx, &reference, call);
    let found = ctx.report(ctx.range(reference.id), message);
    if !is_certain {
        found.merely(Severity::Warning, RULE.reporters);
    }
    if let Some((title, applicability, edits)) = replacement {
        found.fix(title, applicability, edits);
    }
}

/// The call or the construction that an expression is the callee of.
fn call(ctx: &SyntaxContext<'_>, callee: ExprId) -> Option<ExprId> {
    let Node::Expr(parent) = ctx.ast().parent(callee)? else {
        return None;
    };
    let is_callee = match ctx.ast()[parent].kind {
        ExprKind::Call(call) => call.callee == callee && !call.optional,
        ExprKind::New(new) => new.callee == callee,
        _ => false,
    };
    is_callee.then_some(parent)
}

#[cfg(test)]
mod tests {
    use crate::Severity;
    use crate::testing::{Sandbox, check, fixed, in_sync};

    fn severity(statements: &str) -> Option<Severity> {
        let all = Sandbox::new(&in_sync(statements)).all();
        all.into_iter()
            .find(|(_, it)| it.rule.id == "rt-missing-global")
            .map(|(_, it)| it.severity)
    }

    #[test]
    fn a_call_without_a_condition_fails_for_sure() {
        assert_eq!(severity("await fetch('https://crm.test');"), Some(Severity::Error));
        assert_eq!(severity("const headers = new Headers();"), Some(Severity::Error));
        assert_eq!(severity("const key = process.env['KEY'];"), Some(Severity::Warning));
        assert_eq!(
            severity("if (deals.length) { clearTimeout(timer); }"),
            Some(Severity::Warning)
        );
        assert_eq!(
            severity("try { structuredClone(deals); } catch {}"),
            Some(Severity::Warning)
        );
        assert_eq!(severity("const a = key ?? btoa(key);"), Some(Severity::Warning));
        assert_eq!(severity("const a = btoa(key) ?? key;"), Some(Severity::Error));
    }

    #[test]
    fn what_is_not_evaluated_in_the_sandbox() {
        for statements in [
            "if (globalThis.vitest) { new Headers(); }",
            "const send = 'uncontrolledFetch' in nango ? nango.uncontrolledFetch : fetch;",
            "if ('uncontrolledFetch' in nango) { return; }\nawait fetch('https://crm.test');",
            "const isNode = typeof process;",
            "if (typeof process !== 'undefined') { process.exit(); }",
            "const a: typeof fetch = send;",
            "let b: Response | undefined;",
        ] {
            check(&in_sync(statements), "");
        }
        check(
            &format!("declare global {{ var fetch: typeof send; }}\n{}", in_sync("")),
            "",
        );
    }

    #[test]
    fn what_is_something_else() {
        for statements in [
            "const fetch = nango.get; await fetch({ endpoint: '/deals' });",
            "deals.map((performance) => performance.rate);",
            "function crypto() { return 1; }\ncrypto();",
            "deal.process(); deal.fetch;",
            "const { document } = deal; document.id;",
            "const a = { process: 1, fetch: 2 };",
        ] {
            check(&in_sync(statements), "");
        }
        let import = "import { crypto } from '../crypto.js';\nimport { createSync } from 'nango';\n";
        check(&format!("{import}{}", in_sync("crypto.seal();")), "");
    }

    #[test]
    fn what_is_only_declared_is_not_there() {
        let declared = format!("declare const process: any;\n{}", in_sync("process.exit();"));
        check(&declared, "rt-missing-global");
    }

    #[track_caller]
    fn becomes(statement: &str, expected: &str) {
        let text = fixed(&in_sync(statement)).expect("a fix");
        assert!(text.contains(expected), "{text}");
    }

    #[test]
    fn fixes() {
        becomes(
            "const a = JSON.parse(atob(token));",
            "JSON.parse(Buffer.from(token, 'base64').toString());",
        );
        becomes("const a = performance.now();", "const a = Date.now();");
        becomes(
            "await fetch(address);",
            "await nango.uncontrolledFetch({ url: new URL(address) });",
        );
        becomes(
            "await fetch(address, { method: 'POST', body });",
            "await nango.uncontrolledFetch({ url: new URL(address), method: 'POST', body });",
        );
        becomes(
            "const a = process.env.REGION;",
            "const a = (await nango.getEnvironmentVariables())?.find((variable) => variable.name === 'REGION')?.value;",
        );
        for statement in [
            "await fetch(address, { signal });",
            "await fetch(address, options);",
            "await fetch(...all);",
            "const a = () => process.env['KEY'];",
            "process.env['KEY'] = 'a';",
            "btoa(a, b);",
        ] {
            assert_eq!(fixed(&in_sync(statement)), None, "{statement}");
        }
    }
}
