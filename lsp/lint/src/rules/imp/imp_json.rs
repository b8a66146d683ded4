//! An import of JSON.

use project::items::ImportForm;
use syntax::ast::{ExprKind, Node};

use super::Link;
use crate::prelude::*;

declare_rule! {
    /// A JSON file is imported.
    ///
    /// ## Why
    ///
    /// The compiler has `resolveJsonModule` off and does not read the `tsconfig.json` of the project: no `.json` resolves. Write the
    /// value as TypeScript: `export default { … } as const;` in a `.ts` file.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    /// import stages from '../stages.json';
    ///
    /// export default createAction({
    ///     description: 'Lists stages',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async () => stages
    /// });
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/stages.ts
    /// export default ['new', 'won', 'lost'] as const;
    /// //- /crm/actions/stages.ts
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    /// import stages from '../stages.js';
    ///
    /// export default createAction({
    ///     description: 'Lists stages',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async () => stages
    /// });
    /// ```
    "imp-json" {
        levels: Levels::ERROR,
        reporters: [Tsc, Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`tsconfig` of `zeroYaml/constants.ts`",
        fix: None,
        reach: Bundled,
        visits: [
            Visit::SoundFile(check_statements),
            Visit::Syntax(&[NodeKind::DynamicImport], check_expression),
        ],
    }
}

const MESSAGE: &str = "the compiler resolves no JSON: write it as a TypeScript file";

fn check_statements(ctx: &mut FileContext<'_>) {
    for link in Link::of(ctx) {
        // Nothing is taken from it, so nothing is checked.
        let is_bare = matches!(link, Link::Import(import) if import.form == ImportForm::SideEffect);
        if is_json(link.source()) && !is_bare {
            ctx.report(link.span(), MESSAGE);
        }
    }
}

fn check_expression(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Expr(expr) = node else { return };
    let ExprKind::DynamicImport(args) = ctx.ast()[expr].kind else {
        return;
    };
    let Some(source) = args.first() else { return };
    if ctx.source.string_value(source).is_some_and(|path| is_json(&path)) {
        ctx.report(ctx.range(source), MESSAGE);
    }
}

fn is_json(source: &str) -> bool {
    source.ends_with(".json")
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    fn action(import: &str) -> String {
        format!(
            "//- /crm/actions/deals.ts\n{import}\nimport {{ createAction }} from 'nango';\nexport default createAction({{ description: 'd', \
             version: '1.0.0', input: f, output: f, exec: async () => ({{}}) }});\n"
        )
    }

    #[test]
    fn every_statement_that_is_checked() {
        for import in [
            "import * as f from '../a.json';",
            "import f from '../a.json' with { type: 'json' };",
            "import type f from '../a.json';",
            "import f = require('../a.json');",
            "const f = await import('../a.json');",
        ] {
            check(&action(import), "imp-json");
        }
        check(&action("import '../a.json';"), "");
        check(&action("import f from '../a.json.js';"), "");
        check(&action("const f = require('../a.json');"), "");
    }
}
