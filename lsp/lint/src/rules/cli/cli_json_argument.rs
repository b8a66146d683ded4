//! Values of options that have to be JSON.

use project::command_line::Origin;
use serde_json::Value as Json;

use super::invocation::{Invocation, OptionValue, invocations};
use super::written;
use crate::prelude::*;

declare_rule! {
    /// `--input`, `--metadata` or `--checkpoint` of a dry run is not JSON.
    ///
    /// ## Why
    ///
    /// The value is JSON, or `@` and the path of a file whose name ends in `.json`. The help of the CLI also speaks of a plain
    /// string, but `--input foobar` stops with `Failed to parse --input`: as JSON it needs quotes of its own. A checkpoint is
    /// an object of strings, numbers and booleans. Without a value the CLI crashes.
    ///
    /// ## Example
    ///
    /// ```sh invalid
    /// //- /scripts.sh
    /// nango dryrun get-deal deals-test -e dev --input d42
    /// //- /crm/actions/get-deal.ts createAction
    /// ```
    ///
    /// ```sh fixed
    /// //- /scripts.sh
    /// nango dryrun get-deal deals-test -e dev --input '"d42"'
    /// ```
    ///
    /// ```sh invalid
    /// //- /scripts.sh
    /// nango dryrun deals deals-test -e dev --checkpoint '{ "page": { "next": 2 } }'
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ```sh valid
    /// //- /scripts.sh
    /// nango dryrun deals deals-test -e dev --checkpoint '{ "since": "2026-01-01" }' --metadata @fixtures/metadata.json
    /// //- /crm/syncs/deals.ts createSync
    /// ```
    ///
    /// ## Fix
    ///
    /// Makes a JSON string of a word.
    "cli-json-argument" {
        levels: Levels::WARNING.agent(Severity::Error),
        reporters: [Dryrun],
        since: "0.1.0",
        url: "reference/functions/functions-cli",
        source: "`parseJsonArg` of `services/dryrun.service.ts`, `validateCheckpoint` of `@nangohq/runner-sdk`",
        fix: Some(Applicability::Unsafe),
        reach: Project,
        visits: [Visit::Project(check)],
    }
}

const OPTIONS: [&str; 3] = ["--input", "--metadata", "--checkpoint"];

fn check(ctx: &mut ProjectContext<'_>) {
    for invocation in invocations(ctx) {
        if invocation.command() != Some("dryrun") {
            continue;
        }
        for name in OPTIONS {
            let Some(given) = invocation.option(name) else { continue };
            match &given.value {
                Some(value) => judge(ctx, &invocation, name, value),
                None if invocation.is_complete => {
                    ctx.report(ctx.file, given.word.span.0, format!("`{name}` needs a value"));
                }
                None => {}
            }
        }
    }
}

fn judge(ctx: &mut ProjectContext<'_>, invocation: &Invocation<'_>, name: &str, value: &OptionValue<'_>) {
    // An empty value counts as none.
    let Some(text) = value.text.filter(|text| !text.is_empty()) else {
        return;
    };
    let file = ctx.file;
    if is_placeholder(invocation.file.origin, text) || text.starts_with('@') && text.ends_with(".json") {
        return;
    }
    if text.starts_with('@') {
        ctx.report(
            file,
            value.range,
            format!("`{name}` reads files whose names end in `.json`, and no others"),
        );
    } else if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
        let message = format!("the value of `{name}` is not JSON");
        let Some(diagnostic) = ctx.report(file, value.range, message) else {
            return;
        };
        let is_word = text
            .chars()
            .all(|char| char.is_ascii_alphanumeric() || "-_.".contains(char));
        if let Some(quoted) = written(&format!("'\"{text}\"'"), invocation).filter(|_| is_word) {
            let text = format!("{}{quoted}", value.prefix);
            diagnostic.unsafe_fix("Make it a JSON string", file, [TextEdit::replace(value.range, text)]);
        }
    } else if name == "--checkpoint" && !serde_json::from_str(text).map_or(true, |json| is_flat(&json)) {
        let message = "a checkpoint is an object of strings, numbers and booleans";
        ctx.report(file, value.range, message);
    }
}

/// Whether somebody is to write something else there.
fn is_placeholder(origin: Origin, text: &str) -> bool {
    let is_open = text.contains("...") || text.contains('…') || text.contains("{{") || text.contains('<');
    is_open || origin == Origin::Readme && !text.starts_with(['{', '[', '@'])
}

fn is_flat(json: &Json) -> bool {
    let is_plain = |value: &Json| value.is_string() || value.is_number() || value.is_boolean();
    json.as_object().is_some_and(|fields| fields.values().all(is_plain))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[track_caller]
    fn shell(line: &str, expected: &str) {
        check(
            &format!("//- /a.sh\n{line}\n//- /crm/syncs/deals.ts createSync\n"),
            expected,
        );
    }

    #[test]
    fn what_json_parse_takes() {
        for value in [
            "'{}'",
            "{}",
            "42",
            "null",
            "'\"a\"'",
            "\"{\\\"a\\\": [1e999, \\\"\\\\ud800\\\"]}\"",
            "@a/b.json",
            "\"$A\"",
            "''",
        ] {
            shell(&format!("nango dryrun deals c1 -i {value}"), "");
        }
    }

    #[test]
    fn what_it_does_not() {
        for value in [
            "foobar",
            "'{a: 1}'",
            "\"{'a': 1}\"",
            "@a.txt",
            "'{\"a\":1,}'",
            "{\"a\":1}",
            "undefined",
        ] {
            shell(&format!("nango dryrun deals c1 --input={value}"), "cli-json-argument");
        }
        // The equals sign belongs to the value of a short option.
        shell("nango dryrun deals c1 -i={}", "cli-json-argument");
        shell("nango dryrun deals c1 --input", "cli-json-argument");
        shell("nango dryrun deals c1 -c '[]'", "cli-json-argument");
        shell("nango dryrun deals c1 -c '{\"a\": null}'", "cli-json-argument");
    }

    #[test]
    fn placeholders_are_left_alone() {
        shell("nango dryrun deals c1 -i '{...}'", "");
        shell("nango dryrun deals c1 -i '<json>'", "");
        check(
            "//- /README.md\n```sh\nnango dryrun deals c1 --input JSON\n```\n//- /crm/syncs/deals.ts createSync\n",
            "",
        );
    }

    #[test]
    fn a_fix_in_json_has_escapes() {
        let package = "//- /package.json\n{ \"type\": \"module\", \"scripts\": { \"a\": \"nango dryrun deals c1 -i x\" } }\n\
            //- /crm/syncs/deals.ts createSync\n";
        assert!(fixed(package).unwrap().contains(r#"-i '\"x\"'" }"#));
    }
}
