//! A package that functions do not have.

use project::items::{Import, ImportForm, Specifier, SpecifierForm};

use super::{Link, is_path};
use crate::prelude::*;
use crate::tables;

declare_rule! {
    /// A package is imported that functions do not have.
    ///
    /// ## Why
    ///
    /// There is no `npm install` in Nango's cloud: functions have `botbuilder`, `crypto`, `nango`, `soap`, `unzipper`, `url`,
    /// `zod` and nothing else. The compiler refuses every `import` of another package in every file of the bundle, but for
    /// `import type`; an `import` of `{ type Name }` is one too many. It does not look at `export … from`: what is handed on from
    /// another package compiles, and the function does not load.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// //- /crm/helpers/client.ts
    /// import axios from 'axios';
    ///
    /// export const client = axios.create();
    /// //- /crm/actions/deals.ts
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    /// import { client } from '../helpers/client.js';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async () => client.get('/deals')
    /// });
    /// ```
    ///
    /// ```ts invalid
    /// import { createAction } from 'nango';
    /// import { type AxiosResponse } from 'axios';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response: AxiosResponse = await nango.get({ endpoint: '/deals' });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// import { createAction } from 'nango';
    /// import type { AxiosResponse } from 'axios';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (nango) => {
    ///         const response: AxiosResponse = await nango.get({ endpoint: '/deals' });
    ///         return response.data;
    ///     }
    /// });
    /// ```
    ///
    /// ```ts valid
    /// //- /crm/scripts/seed.ts
    /// import axios from 'axios';
    ///
    /// await axios.post('https://crm.example.com/deals');
    /// ```
    ///
    /// ## Fix
    ///
    /// Writes `import type`, where nothing but types is used.
    "imp-disallowed-package" {
        levels: Levels::ERROR,
        reporters: [Compile],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`nangoPlugin` (`ImportDeclaration`) of `zeroYaml/compile.ts`, `allowedPackages` of `zeroYaml/constants.ts`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::SoundFile(check)],
    }
}

/// Who finds what the compiler does not look at.
const WHEN_IT_RUNS: &[Reporter] = &[Reporter::Dryrun, Reporter::Runtime];

fn check(ctx: &mut FileContext<'_>) {
    let (cli, file) = (ctx.scope.cli(), ctx.file);
    for link in Link::of(ctx) {
        let package = link.source();
        if is_path(package) || tables::is_allowed(package, cli) {
            continue;
        }
        let message = format!(
            "functions do not have `{package}`: they have {}",
            words::list(tables::LOADED)
        );
        match link {
            Link::Import(import) if import.form == ImportForm::ImportEquals || import.type_only => {}
            Link::Import(import) => {
                let edits = of_types(import);
                let diagnostic = ctx.report(link.span(), message);
                if let Some(edits) = edits {
                    diagnostic.safe_fix("Write `import type`", file, edits);
                }
            }
            Link::Export(..) if link.is_loaded() => {
                ctx.report(link.span(), message).reported_by(WHEN_IT_RUNS);
            }
            Link::Export(..) => {}
        }
    }
}

/// The edits that make it `import type`, if that is possible and enough.
fn of_types(import: &Import) -> Option<Vec<TextEdit>> {
    let is_named = |name: &Specifier| name.form == SpecifierForm::Named;
    let is_uniform = import.specifiers.iter().all(is_named) || import.specifiers.len() == 1;
    if import.form != ImportForm::Bindings || !import.is_erased() || !is_uniform {
        return None;
    }
    let keyword = TextEdit::insert(import.span.start() + TextSize::of("import"), " type");
    let inline = import.specifiers.iter().filter(|name| name.type_only).map(|name| {
        let text = if name.imported == name.local {
            name.local.to_string()
        } else {
            format!("{} as {}", name.imported, name.local)
        };
        TextEdit::replace(name.span.0, text)
    });
    Some([keyword].into_iter().chain(inline).collect())
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    fn helper(text: &str) -> String {
        format!(
            "//- /crm/helpers/h.ts\n{text}\nexport const f = 1;\n//- /crm/syncs/deals.ts\nimport {{ createSync }} from 'nango';\n\
             import {{ f }} from '../helpers/h.js';\nexport default createSync({{ description: 'd', version: '1.0.0', frequency: 'every hour', \
             models: {{ ...models }}, exec: async () => f }});\n"
        )
    }

    #[test]
    fn names_that_look_like_paths_or_packages() {
        for source in [
            "..",
            ".",
            "/tmp/x.js",
            "#internal",
            "zod/v4",
            "fs",
            "node:fs",
            "nango/test",
        ] {
            check(&helper(&format!("import '{source}';")), "imp-disallowed-package");
        }
        for source in ["./x.js", "../x.js", "zod", "unzipper", "nango/experimental"] {
            check(&helper(&format!("import '{source}';")), "");
        }
    }

    #[test]
    fn types_are_free_where_the_statement_says_so() {
        check(&helper("import type { A } from 'axios';\nexport type B = A;"), "");
        check(&helper("import type axios = require('axios');"), "");
        check(&helper("export type { AxiosError } from 'axios';"), "");
        check(&helper("export { type AxiosError } from 'axios';"), "");
        check(
            &helper("import { A } from 'axios';\nexport type B = A;"),
            "imp-disallowed-package",
        );
    }

    #[test]
    fn what_is_handed_on_fails_when_it_runs() {
        check(
            &helper("export { a, type B } from 'axios';\nexport * from 'fs';"),
            "imp-disallowed-package imp-disallowed-package",
        );
    }

    #[test]
    fn a_helper_that_only_types_come_from_is_not_bundled() {
        let fixture = helper("import axios from 'axios';\nexport type T = typeof axios;");
        check(
            &fixture.replace("exec: async () => f", "exec: async () => { const x: f = 1; }"),
            "",
        );
        check(&fixture.replace("{ f }", "type { f }"), "");
        check(&fixture, "imp-disallowed-package");
    }

    #[test]
    fn the_fix_keeps_the_names() {
        let text = "import { createAction } from 'nango';\nimport { type A as B, C } from 'axios';\nexport default createAction({ description: 'd', version: '1.0.0', \
                    input: x, output: y, exec: async () => ({} as B & C) });\n";
        let fixed = fixed(&format!("//- /crm/actions/deals.ts\n{text}")).expect("a fix");
        assert!(fixed.contains("import type { A as B, C } from 'axios';"), "{fixed}");
    }
}
