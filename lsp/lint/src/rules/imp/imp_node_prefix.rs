//! `node:crypto` and `node:url`.

use super::{Link, requoted};
use crate::prelude::*;
use crate::tables;

declare_rule! {
    /// `node:crypto` or `node:url` is imported, which compiles and does not load.
    ///
    /// ## Why
    ///
    /// The compiler allows both, and leaves `require('node:crypto')` in the bundle. In the cloud and in a dry run `require`
    /// knows the name without the prefix only: the function ends with ``Module 'node:crypto' is not allowed`` before its first
    /// line. Nango's own documents name both spellings.
    ///
    /// ## Example
    ///
    /// ```ts invalid
    /// import { createHash } from 'node:crypto';
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Hashes the name of a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ name: z.string() }),
    ///     output: z.object({ hash: z.string() }),
    ///     exec: async (_nango, input) => ({ hash: createHash('sha256').update(input.name).digest('hex') })
    /// });
    /// ```
    ///
    /// ```ts fixed
    /// import { createHash } from 'crypto';
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Hashes the name of a deal',
    ///     version: '1.0.0',
    ///     input: z.object({ name: z.string() }),
    ///     output: z.object({ hash: z.string() }),
    ///     exec: async (_nango, input) => ({ hash: createHash('sha256').update(input.name).digest('hex') })
    /// });
    /// ```
    ///
    /// ```ts valid
    /// import type { Hash } from 'node:crypto';
    /// import { createAction } from 'nango';
    /// import * as z from 'zod';
    ///
    /// export default createAction({
    ///     description: 'Lists deals',
    ///     version: '1.0.0',
    ///     input: z.object({}),
    ///     output: z.unknown(),
    ///     exec: async (): Promise<Hash | null> => null
    /// });
    /// ```
    ///
    /// ## Fix
    ///
    /// Leaves `node:` out.
    "imp-node-prefix" {
        levels: Levels::ERROR,
        reporters: [Dryrun, Runtime],
        since: "0.1.0",
        url: "guides/functions/functions-guide",
        source: "`require` of the runner's `exec.ts` and of `services/dryrun.service.ts`; S0 names `node:crypto` and `node:url`",
        fix: Some(Applicability::Safe),
        reach: Bundled,
        visits: [Visit::SoundFile(check)],
    }
}

const PREFIX: &str = "node:";

fn check(ctx: &mut FileContext<'_>) {
    let file = ctx.file;
    for link in Link::of(ctx) {
        let Some(name) = link.source().strip_prefix(PREFIX) else {
            continue;
        };
        if !link.is_loaded() || !tables::LOADED.contains(&name) {
            continue;
        }
        let message = format!("`{PREFIX}{name}` compiles and does not load: the cloud knows `{name}` only");
        ctx.report(link.span(), message).safe_fix(
            format!("Import `{name}`"),
            file,
            [TextEdit::replace(requoted(link.span()), name)],
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    fn action(import: &str, result: &str) -> String {
        format!(
            "//- /crm/actions/deals.ts\n{import}\nimport {{ createAction }} from 'nango';\nexport default createAction({{ description: 'd', \
             version: '1.0.0', input: x, output: y, exec: async () => ({result}) }});\n"
        )
    }

    #[test]
    fn what_only_types_speak_of_is_left_out_of_the_bundle() {
        check(&action("import { Hash } from 'node:crypto';", "{} as Hash"), "");
        check(&action("import { type Hash } from 'node:crypto';", "{} as Hash"), "");
        check(
            &action("import c, { type Hash } from 'node:crypto';", "c as Hash"),
            "imp-node-prefix",
        );
    }

    #[test]
    fn every_form_that_stays() {
        for import in [
            "import 'node:url';",
            "import {} from 'node:url';",
            "import u = require('node:url');",
        ] {
            check(&action(import, "{}"), "imp-node-prefix");
        }
        check(&action("import fs from 'node:fs';", "fs"), "imp-disallowed-package");
    }
}
