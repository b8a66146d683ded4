//! A type that is imported as if it were a value.

use syntax::ast::{Node, StmtKind};

use crate::prelude::*;

declare_rule! {
    /// A type of Nango's is imported without `type`.
    ///
    /// ## Why
    ///
    /// It compiles: the bundler takes it out. With `type` a reader sees that nothing of it exists when the function runs, and a tool that
    /// looks at one file at a time knows it too.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// import { createAction, ProxyConfiguration } from 'nango';
    /// import * as z from 'zod';
    ///
    /// const deals: ProxyConfiguration = { endpoint: '/deals', retries: 3 };
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => (await nango.get(deals)).data
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// import { createAction, type ProxyConfiguration } from 'nango';
    /// import * as z from 'zod';
    ///
    /// const deals: ProxyConfiguration = { endpoint: '/deals', retries: 3 };
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => (await nango.get(deals)).data
    /// });
    /// ```
    ///
    /// ```ts valid
    /// import type { ProxyConfiguration } from 'nango';
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// const deals: ProxyConfiguration = { endpoint: '/deals', retries: 3 };
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => (await nango.get(deals)).data
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes `type`.
    "imp-type-as-value" {
        levels: Levels::OFF.strict(Severity::Hint),
        reporters: [Convention],
        since: "0.1.0",
        url: "reference/functions/functions-sdk",
        source: "`index.ts` of the package `nango`, which exports these with `export type`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::Syntax(&[NodeKind::Import], check)],
        measured: [228, 14, 14],
    }
}

/// What the package exports as types alone. Of `ActionError`, `imp-action-error` speaks.
const TYPES: [&str; 3] = ["NangoAction", "NangoSync", "ProxyConfiguration"];

fn check(ctx: &mut SyntaxContext<'_>, node: Node) {
    let (source, ast) = (ctx.source, ctx.ast());
    let Node::Stmt(stmt) = node else { return };
    let StmtKind::Import(id) = ast[stmt].kind else { return };
    let import = ast[id];
    if import.type_only || import.source.and_then(|module| source.string_value(module)).as_deref() != Some("nango") {
        return;
    }
    for specifier in &ast[import.named] {
        let name = source.slice(specifier.imported);
        if specifier.type_only || !TYPES.contains(&name) {
            continue;
        }
        let edit = TextEdit::insert(specifier.range.start(), "type ");
        ctx.report(specifier.range, format!("`{name}` is a type: import it with `type`"))
            .fix("Write `type`", Applicability::Safe, vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{action, check, fixed};

    #[track_caller]
    fn imports(import: &str, expected: &str) {
        check(
            &format!("//- /crm/actions/deals.ts\n{import}\n{}", action("")),
            expected,
        );
    }

    #[test]
    fn each_name() {
        let id = "imp-type-as-value";
        imports("import { createAction, NangoSync as Sync } from 'nango';", id);
        imports(
            "import { createAction, NangoAction, ProxyConfiguration } from 'nango';",
            &format!("{id} {id}"),
        );
        imports("import { createAction, type NangoAction } from 'nango';", "");
        imports("import type { NangoAction } from 'nango';", "");
        imports("import { NangoAction } from './types.js';", "");
        let text = fixed(&format!(
            "import {{ createAction, NangoSync as Sync }} from 'nango';\n{}",
            action("")
        ));
        assert!(
            text.expect("a fix")
                .contains("{ createAction, type NangoSync as Sync }")
        );
    }
}
