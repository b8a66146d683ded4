//! Two entries that are built into one file.

use rustc_hash::FxHashMap;

use crate::prelude::*;

declare_rule! {
    /// Two entries of `index.ts` are built into the same file.
    ///
    /// ## Why
    ///
    /// The compiler writes each function to `build/`, with `_` for `/`. `a_b/syncs/deals` and `a/b_syncs/deals` become one
    /// file: the later one replaces the earlier one, and is deployed in its place.
    ///
    /// ## Example
    ///
    /// ```ts invalid also=fs-function-path-shape
    /// //- /index.ts
    /// import './a_b/syncs/deals.js';
    /// import './a/b_syncs/deals.js';
    /// //- /a_b/syncs/deals.ts createSync
    /// //- /a/b_syncs/deals.ts createSync
    /// ```
    ///
    /// ```ts valid
    /// //- /index.ts
    /// import './a/syncs/deals.js';
    /// import './b/syncs/deals.js';
    /// //- /a/syncs/deals.ts createSync
    /// //- /b/syncs/deals.ts createSync
    /// ```
    "fs-build-path-collision" {
        levels: Levels::WARNING,
        reporters: [],
        since: "0.1.0",
        url: "guides/functions/functions-guide#understand-folder-layout",
        source: "`tsToJsPath` of `zeroYaml/compile.ts`",
        fix: None,
        reach: Project,
        visits: [Visit::Index(check)],
    }
}

fn check(ctx: &mut IndexContext<'_>) {
    let mut built: FxHashMap<String, TextRange> = FxHashMap::default();
    for entry in ctx
        .registry
        .entries()
        .iter()
        .filter(|entry| entry.duplicate_of.is_none())
    {
        let name = build_name(&entry.path);
        match built.get(&name).copied() {
            Some(first) => {
                let file = ctx.file;
                ctx.report(
                    entry.path_span.0,
                    format!("`build/{name}.cjs` is the output of another entry too"),
                )
                .related(file, first, "the other entry");
            }
            None => {
                built.insert(name, entry.path_span.0);
            }
        }
    }
}

/// The name of the built file without extension, as `tsToJsPath` makes it.
fn build_name(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    path.strip_suffix(".js").unwrap_or(path).replace(['/', '\\'], "_")
}
