//! Modules that are fetched when the function runs.

use project::items::ImportForm;
use syntax::ast::{ExprKind, Node};

use super::is_path;
use crate::prelude::*;
use crate::tables;

declare_rule! {
    /// `import()` or `require()` asks for what the function cannot get when it runs.
    ///
    /// ## Why
    ///
    /// The compiler looks at `import` statements only, so these pass. `import('crypto')` stays in the bundle and fails with `A
    /// dynamic import callback was not specified`; `require` knows nothing but the packages that functions have. A relative path
    /// in quotes is another matter: what it names is put into the bundle.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async () => {
    ///         const { randomUUID } = await import('crypto');
    ///         return randomUUID();
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// import { randomUUID } from 'crypto';
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async () => randomUUID()
    /// });
    /// ```
    "imp-dynamic" {
        levels: Levels::ERROR,
        reporters: [Dryrun, Runtime],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`exec` and `require` of the runner's `exec.ts`, `services/dryrun.service.ts`",
        fix: None,
        reach: Bundled,
        visits: [
            Visit::Syntax(&[NodeKind::Call, NodeKind::DynamicImport], check_expression),
            Visit::SoundFile(check_statements),
        ],
    }
}

const REQUIRE: &str = "require";

fn check_expression(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Expr(expr) = node else { return };
    let (ast, source) = (ctx.ast(), ctx.source);
    match ast[expr].kind {
        ExprKind::DynamicImport(args) => {
            let module = args.first().and_then(|module| source.string_value(module));
            if !module.is_some_and(|module| is_path(&module)) {
                ctx.report(ctx.range(expr), "a function cannot `import()` anything when it runs");
            }
        }
        ExprKind::Call(call) if source.ident_name(call.callee) == Some(REQUIRE) => {
            let module = call.args.first().and_then(|module| source.string_value(module));
            if let Some(module) = module.filter(|module| !is_loaded(module)) {
                ctx.report(ctx.range(expr), refused(&module));
            }
        }
        _ => {}
    }
}

/// `import name = require('module')`.
fn check_statements(ctx: &mut FileContext<'_>) {
    for import in &ctx.items.imports {
        if import.form == ImportForm::ImportEquals && !import.type_only && !is_loaded(&import.source) {
            // With the prefix it is the fault of the prefix.
            if !tables::is_allowed(&import.source, ctx.scope.cli()) {
                ctx.report(import.source_span.0, refused(&import.source));
            }
        }
    }
}

fn is_loaded(module: &str) -> bool {
    is_path(module) || tables::LOADED.contains(&module)
}

fn refused(module: &str) -> String {
    format!("`{REQUIRE}` does not know `{module}` when the function runs")
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check};

    #[test]
    fn what_lies_in_the_bundle_is_there() {
        for module in [
            "await import('../helpers/deal.js')",
            "require('../helpers/deal.js')",
            "require('crypto')",
        ] {
            check(&action(&format!("exec: async () => ({module})")), "");
        }
    }

    #[test]
    fn what_does_not_lie_there_is_not() {
        for module in [
            "await import(`${name}`)",
            "await import(name)",
            "await import('zod')",
            "require('axios')",
            "require('node:crypto')",
        ] {
            check(&action(&format!("exec: async () => ({module})")), "imp-dynamic");
        }
        check(
            "//- /crm/actions/deals.ts\nimport { createAction } from 'nango';\nimport fs = require('fs');\nimport type a = require('axios');\n\
             export default createAction({ description: 'd', version: '1.0.0', input: a, output: fs, exec: async () => ({}) });\n",
            "imp-dynamic",
        );
    }

    #[test]
    fn another_require_is_not_looked_at() {
        check(
            &action("exec: async () => (await loader.require('axios'), require(name))"),
            "",
        );
    }
}
