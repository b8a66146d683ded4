//! Two entries that are built into one file.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

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
    let entries = ctx.registry.entries();
    // By hash: a project has thousands of entries, and nearly none of them collide.
    let mut built: FxHashMap<u64, usize> = FxHashMap::default();
    for (at, entry) in entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.duplicate_of.is_none())
    {
        let mut hasher = FxHasher::default();
        build_name(&entry.path).for_each(|byte| hasher.write_u8(byte));
        let first = *built.entry(hasher.finish()).or_insert(at);
        if first == at || !build_name(&entries[first].path).eq(build_name(&entry.path)) {
            continue;
        }
        let name = String::from_utf8_lossy(&build_name(&entry.path).collect::<Vec<u8>>()).into_owned();
        let message = format!("`build/{name}.cjs` is the output of another entry too");
        let file = ctx.file;
        ctx.report(entry.path_span.0, message)
            .related(file, entries[first].path_span.0, "the other entry");
    }
}

/// The name of the built file without extension, as `tsToJsPath` makes it, byte by byte.
fn build_name(path: &str) -> impl Iterator<Item = u8> {
    let path = path.strip_prefix("./").unwrap_or(path);
    let bytes = path.strip_suffix(".js").unwrap_or(path).bytes();
    bytes.map(|byte| if matches!(byte, b'/' | b'\\') { b'_' } else { byte })
}
