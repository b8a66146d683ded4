//! What the CLI makes of the path of an entry, by its version.

use crate::manifest::Version;

/// From this version on the path of an entry is normalised, and the integration is its first folder (`project-path.ts`).
const NORMALISES: Version = Version::new(0, 71, 5);

/// Where the CLI looks for the source of an entry, and under which names it registers it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The path of the source below the root, its `.` and `..` not worked out: `crm/syncs/a.ts`.
    pub(super) source: String,
    /// Why the CLI cannot register it, wherever the source is.
    pub(super) fault: Option<Fault>,
    /// The integration; empty if there is none.
    pub(super) integration: &'a str,
    /// The function's name.
    pub(super) name: &'a str,
}

/// Why the CLI cannot register the path of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    RootLevel,
    OutsideRoot,
    NotPlain,
}

/// Reads the path of an entry as captured by the regex: `./crm/syncs/a`. The newest CLI is assumed when there is none.
pub(super) fn place(captured: &str, cli: Option<Version>) -> Place<'_> {
    let normalises = cli.is_none_or(|cli| cli >= NORMALISES);
    let bare = captured.strip_suffix(".js");
    let source = if normalises {
        format!("{}.ts", bare.unwrap_or(captured))
    } else {
        // `file.replace('.js', '.ts')`: the first occurrence, which may be in the name of a folder.
        format!("{}.js", bare.unwrap_or(captured)).replacen(".js", ".ts", 1)
    };

    let plain: Vec<&str> = captured.split('/').collect();
    let segments = normalised(&plain);
    let fault = match segments.as_slice() {
        [] | ["..", ..] => Some(Fault::OutsideRoot),
        [_] => Some(Fault::RootLevel),
        segments if !normalises && segments != &plain[1..] => Some(Fault::NotPlain),
        _ => None,
    };
    let integration = match (normalises, fault) {
        (_, Some(_)) => "",
        (true, None) => segments[0],
        // `split[split.length - 3]`: for `./x/run` that is the dot.
        (false, None) => plain[plain.len() - 3],
    };
    // `path.basename(path, '.js')`, which leaves a name alone that is nothing but the extension.
    let last = segments.last().copied().unwrap_or_default();
    let name = last.strip_suffix(".js").filter(|name| !name.is_empty()).unwrap_or(last);
    Place {
        source,
        fault,
        integration,
        name,
    }
}

/// `path.posix.normalize`, by segments; what leaves the root begins with `..`.
fn normalised<'a>(path: &[&'a str]) -> Vec<&'a str> {
    let mut segments: Vec<&str> = Vec::with_capacity(path.len());
    for segment in path {
        match (*segment, segments.last()) {
            ("" | ".", _) => {}
            ("..", Some(last)) if *last != ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: Option<Version> = Some(Version::new(0, 70, 4));
    const NEW: Option<Version> = Some(Version::new(0, 71, 10));

    #[track_caller]
    fn check(captured: &str, cli: Option<Version>, source: &str, names: Result<(&str, &str), Fault>) {
        let place = place(captured, cli);
        assert_eq!(place.source, source);
        assert_eq!(
            place.fault.map_or(Ok((place.integration, place.name)), Err),
            names,
            "{captured}"
        );
    }

    #[test]
    fn the_extension_is_js_or_nothing() {
        check("./crm/syncs/a.js", NEW, "./crm/syncs/a.ts", Ok(("crm", "a")));
        check("./crm/syncs/a", NEW, "./crm/syncs/a.ts", Ok(("crm", "a")));
        check("./crm/syncs/.js", NEW, "./crm/syncs/.ts", Ok(("crm", ".js")));
        check("./crm/syncs/a.ts", NEW, "./crm/syncs/a.ts.ts", Ok(("crm", "a.ts")));
    }

    #[test]
    fn the_integration_is_the_first_folder_or_the_third_last_segment() {
        check("./crm/v2/actions/a.js", NEW, "./crm/v2/actions/a.ts", Ok(("crm", "a")));
        check("./crm/v2/actions/a.js", OLD, "./crm/v2/actions/a.ts", Ok(("v2", "a")));
        check("./crm/a.js", NEW, "./crm/a.ts", Ok(("crm", "a")));
        check("./crm/a.js", OLD, "./crm/a.ts", Ok((".", "a")));
    }

    #[test]
    fn an_old_cli_replaces_the_first_js_and_crashes_on_detours() {
        check(
            "./my.js-lib/actions/a.js",
            OLD,
            "./my.ts-lib/actions/a.js",
            Ok(("my.js-lib", "a")),
        );
        check(
            "./my.js-lib/actions/a.js",
            NEW,
            "./my.js-lib/actions/a.ts",
            Ok(("my.js-lib", "a")),
        );
        check(
            "./crm/../crm/actions/a.js",
            OLD,
            "./crm/../crm/actions/a.ts",
            Err(Fault::NotPlain),
        );
        check(
            "./crm/../crm/actions/a.js",
            NEW,
            "./crm/../crm/actions/a.ts",
            Ok(("crm", "a")),
        );
    }

    #[test]
    fn an_entry_needs_an_integration_inside_of_the_root() {
        check("./a.js", NEW, "./a.ts", Err(Fault::RootLevel));
        check(
            "./../x/actions/a.js",
            NEW,
            "./../x/actions/a.ts",
            Err(Fault::OutsideRoot),
        );
    }
}
