//! A relative import without `.js`.

use project::items::ImportForm;
use syntax::ast::{ExprKind, Node};

use super::{Link, is_path, requoted};
use crate::prelude::*;

declare_rule! {
    /// A relative import does not end with `.js`.
    ///
    /// ## Why
    ///
    /// The compiler checks types as Node resolves modules: a path says which file it means, and that of `deal.ts` is `deal.js`.
    /// Without an extension, with `.ts`, or with a folder in place of its `index.js`, the check fails, for types too.
    /// `import type` alone may end with `.ts`, and an import for its side effects alone is not checked.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/models.ts
    /// export type Deal = { id: string };
    /// //- /crm/helpers/index.ts
    /// import type { Deal } from '../models';
    ///
    /// export const deals: Deal[] = [];
    /// //- /crm/actions/deals.ts
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    /// import { deals } from '../helpers';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async () => deals
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// //- /crm/models.ts
    /// export type Deal = { id: string };
    /// //- /crm/helpers/index.ts
    /// import type { Deal } from '../models.js';
    ///
    /// export const deals: Deal[] = [];
    /// //- /crm/actions/deals.ts
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    /// import { deals } from '../helpers/index.js';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async () => deals
    /// });
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/models.ts
    /// export type Deal = { id: string };
    /// //- /crm/helpers/deals.ts
    /// import type { Deal } from '../models.ts';
    ///
    /// export const deals: Deal[] = [];
    /// //- /crm/actions/deals.ts
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    /// import { deals } from '../helpers/deals.js';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async () => deals
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes the path of the file that is meant, if there is one.
    "imp-relative-extension" {
        levels: Levels::ERROR,
        reporters: [Tsc, Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`tsconfig` (`moduleResolution`) of `zeroYaml/constants.ts`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [
            Visit::SoundFile(check_statements),
            Visit::Syntax(&[NodeKind::DynamicImport], check_expression),
        ],
    }
}

/// How a path is wrong.
enum Fault {
    /// It has no extension.
    None,
    /// It has that of TypeScript.
    TypeScript,
}

fn check_statements(ctx: &mut FileContext<'_>) {
    let (scope, file) = (ctx.scope, ctx.file);
    for link in Link::of(ctx) {
        let path = link.source();
        let is_checked = !matches!(link, Link::Import(import) if import.form == ImportForm::SideEffect);
        if !is_path(path) || !is_checked {
            continue;
        }
        let fault = match fault(path) {
            Some(Fault::TypeScript) if link.is_type_only() => continue,
            Some(fault) => fault,
            None if path.ends_with(".js") => continue,
            // `deal.zod` may be `deal.zod.ts`.
            None if scope.project.resolve(file, path).is_some() => Fault::None,
            None => continue,
        };
        let meant = meant(scope, file, path);
        let diagnostic = ctx.report(link.span(), message(path, &fault));
        if let Some(meant) = meant {
            let edit = TextEdit::replace(requoted(link.span()), &*meant);
            diagnostic.safe_fix(format!("Write `{meant}`"), file, [edit]);
        }
    }
}

fn check_expression(ctx: &mut SyntaxContext<'_>, node: Node) {
    let Node::Expr(expr) = node else { return };
    let ExprKind::DynamicImport(args) = ctx.ast()[expr].kind else {
        return;
    };
    let Some(source) = args.first() else { return };
    let Some(path) = ctx.source.string_value(source).filter(|path| is_path(path)) else {
        return;
    };
    if let Some(fault) = fault(&path) {
        ctx.report(ctx.range(source), message(&path, &fault));
    }
}

fn fault(path: &str) -> Option<Fault> {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        None | Some((_, "")) => Some(Fault::None),
        Some((_, "ts" | "mts" | "cts" | "tsx")) => Some(Fault::TypeScript),
        Some(_) => None,
    }
}

fn message(path: &str, fault: &Fault) -> String {
    match fault {
        Fault::None => format!("`{path}` does not say which file it means: a relative import ends with `.js`"),
        Fault::TypeScript => format!("`{path}` is imported as `.js`, as which it runs"),
    }
}

/// The path of the file that is meant, as it is to be written.
fn meant(scope: Scope<'_>, file: &FilePath, path: &str) -> Option<String> {
    let to = scope.project.resolve(file, path)?;
    let bare = path.strip_suffix(".ts").unwrap_or(path).trim_end_matches('/');
    let is_folder = to.name() == "index.ts" && bare != "index" && !bare.ends_with("/index");
    Some(if is_folder {
        format!("{bare}/index.js")
    } else {
        format!("{bare}.js")
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{Sandbox, check};

    fn action(import: &str) -> String {
        format!(
            "//- /crm/helpers/h.ts\nexport const f = 1;\n//- /crm/helpers/h.zod.ts\nexport const f = 1;\n//- /crm/actions/deals.ts\n{import}\n\
             import {{ createAction }} from 'nango';\nexport default createAction({{ description: 'd', version: '1.0.0', input: f, output: f, \
             exec: async () => ({{}}) }});\n"
        )
    }

    #[test]
    fn every_statement_that_is_checked() {
        for import in [
            "import { f } from '../helpers/h';",
            "import { f } from '../helpers/h.ts';",
            "import { type f } from '../helpers/h.ts';",
            "import type { f } from '../helpers/h';",
            "import { f } from '../helpers/h.zod';",
            "import { f } from '../helpers/missing';",
            "import { f } from '../helpers/';",
            "const f = await import('../helpers/h');",
            "const f = await import('../helpers/h.ts');",
        ] {
            check(&action(import), "imp-relative-extension");
        }
    }

    #[test]
    fn what_is_not_checked_or_right() {
        for import in [
            "import '../helpers/h';",
            "import '../helpers/h.ts';",
            "import type { f } from '../helpers/h.ts';",
            "import { f } from '../helpers/h.zod.js';",
            "import { f } from '../helpers/h.mjs';",
            "import { f } from '../style.css';",
            "const f = await import('../helpers/h.js');",
        ] {
            check(&action(import), "");
        }
    }

    #[test]
    fn a_re_export_of_several_names_is_one_finding() {
        let text = action("import { f } from '../helpers/g.js';")
            + "//- /crm/helpers/g.ts\nexport { f, g, type H } from './h';\nexport * from './h.zod';\n";
        let mut sandbox = Sandbox::new(&text);
        assert_eq!(sandbox.findings("/crm/helpers/g.ts").len(), 2);
        sandbox.fix("/crm/helpers/g.ts", "imp-relative-extension");
        sandbox.fix("/crm/helpers/g.ts", "imp-relative-extension");
        let text = sandbox.text("/crm/helpers/g.ts");
        assert_eq!(
            text,
            Some("export { f, g, type H } from './h.js';\nexport * from './h.zod.js';\n")
        );
    }
}
