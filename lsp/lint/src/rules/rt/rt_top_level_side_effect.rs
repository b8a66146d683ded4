//! A module that cannot be loaded.

use syntax::ast::{Node, StmtId, StmtKind};

use super::globals::Reference;
use super::is_at_load;
use crate::prelude::*;

declare_rule! {
    /// What stands at the top level of a module fails when the function is loaded.
    ///
    /// ## Why
    ///
    /// The top level runs before each run of the function, in the same sandbox: without `process`, `fetch` and what else belongs to
    /// Node. Then no part of the function can run. `nango compile` loads the module as well, but in Node, where all of it is
    /// there.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// const region = process.env['REGION'];
    ///
    /// export default createAction({
    ///     description: 'Tells the region',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async () => region
    /// });
    /// ```
    ///
    /// ```ts valid
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// const started = new Date().toISOString();
    ///
    /// export default createAction({
    ///     description: 'Tells the region',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const variables = await nango.getEnvironmentVariables();
    ///         return { started, region: variables?.find((variable) => variable.name === 'REGION')?.value };
    ///     }
    /// });
    /// ```
    "rt-top-level-side-effect" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [Dryrun, Runtime],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`exec` of the runner's `exec.ts`, `runScript` of `services/dryrun.service.ts`",
        fix: None,
        reach: Bundled,
        visits: [
            Visit::Syntax(&[NodeKind::Ident], check_name),
            Visit::Syntax(&[NodeKind::New], check_thrown),
        ],
    }
}

fn check_name(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Some(reference) = Reference::of(ctx, node) else {
        return;
    };
    if is_at_load(ctx.ast(), reference.id) {
        let message = format!(
            "the module does not load: `{}` does not exist where functions run{}",
            reference.name,
            reference.advice()
        );
        ctx.report(ctx.range(reference.id), message);
    }
}

/// `throw new Error()` as a statement of the file.
fn check_thrown(ctx: &mut SyntaxContext<'_>, node: Node) {
    let ast = ctx.ast();
    let throws = |stmt: &StmtId| matches!(ast[*stmt].kind, StmtKind::Throw(Some(value)) if Node::Expr(value) == node);
    if let Some(stmt) = ast.body().into_iter().find(throws) {
        ctx.report(ctx.range(stmt), "the module does not load: this is thrown each time");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    fn beside(statement: &str) -> String {
        format!("{statement}\n{}", action("exec: async () => ({})"))
    }

    #[test]
    fn what_runs_when_the_module_is_loaded() {
        for statement in [
            "const send = fetch;",
            "const key = { name: process.env.KEY };",
            "if (process.env.KEY) { start(); }",
            "throw new Error('not yet');",
        ] {
            check(&beside(statement), "rt-top-level-side-effect");
        }
    }

    #[test]
    fn what_runs_later_or_not_at_all() {
        for statement in [
            "const region = typeof process === 'undefined' ? 'eu' : process.env.REGION;",
            "type Send = typeof fetch;",
            "if (deals.length === 0) { throw new Error('no deals'); }",
            "const now = new Date();",
        ] {
            check(&beside(statement), "");
        }
        check(&beside("const region = () => process.env.REGION;"), "rt-missing-global");
    }
}
