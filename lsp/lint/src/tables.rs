//! What depends on the version of the CLI, one table a section. A row says since when it holds; the newest table holds where
//! the version is unknown.

use project::manifest::Version;

/// A module of a table.
struct Row {
    module: &'static str,
    /// The first CLI that knows it; none if all that we know do.
    since: Option<Version>,
}

const fn always(module: &'static str) -> Row {
    Row { module, since: None }
}

const fn since(module: &'static str, major: u64, minor: u64, patch: u64) -> Row {
    Row {
        module,
        since: Some(Version::new(major, minor, patch)),
    }
}

/// The packages that the compiler lets a function import: `allowedPackages` of `zeroYaml/constants.ts`.
static ALLOWED: [Row; 10] = [
    always("botbuilder"),
    always("crypto"),
    always("nango"),
    since("nango/experimental", 0, 71, 0),
    always("node:crypto"),
    always("node:url"),
    always("soap"),
    always("unzipper"),
    always("url"),
    always("zod"),
];

/// The packages that load when the function runs: `require` of the runner's `exec.ts` and of `services/dryrun.service.ts`.
/// It has been the same since 0.70.4.
pub(crate) const LOADED: [&str; 7] = ["botbuilder", "crypto", "nango", "soap", "unzipper", "url", "zod"];

/// Of these, what a dry run takes from the project's own `node_modules`: `services/dryrun.service.ts`.
pub(crate) const INSTALLED_BY_THE_PROJECT: [&str; 2] = ["botbuilder", "soap"];

/// Whether the compiler of this version lets a function import a package.
pub(crate) fn is_allowed(package: &str, cli: Option<Version>) -> bool {
    let row = ALLOWED.iter().find(|row| row.module == package);
    row.is_some_and(|row| row.since.is_none_or(|since| cli.is_none_or(|cli| since <= cli)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_cli_allows_less() {
        let experimental = |cli| is_allowed("nango/experimental", cli);
        assert!(experimental(None) && experimental(Some(Version::new(0, 71, 0))));
        assert!(!experimental(Some(Version::new(0, 70, 9))));
        assert!(is_allowed("node:url", Some(Version::new(0, 70, 4))) && !is_allowed("node:fs", None));
    }
}
