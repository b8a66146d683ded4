//! `RULES.md`, made from the rules themselves.

use std::fmt::Write;

use crate::rule::{Applicability, Level, Levels, Measured, Reporter, Rule};
use crate::rules;

const HEAD: &str = "\
# Rules

Generated from `lsp/lint/src/rules/`: `UPDATE_RULES=1 cargo test -p lint`.

Three levels stand beside each rule: those of the profiles `recommended`, `strict` and `agent`. *Found also by* says who else
finds the fault, and when: `compile`, `deploy`, `dryrun` (commands of the Nango CLI), `tsc` (TypeScript), `runtime` (the function
when it runs), `convention` (a reader). What TypeScript finds too is shown as a hint in an editor. S0 to S4 are the documents that
Nango gives to its users, listed in `lsp/README.md`.

*On real functions* is what a rule finds in the 6,335 functions of NangoHQ/integration-templates (commit 3196dff2), switched on where it
is off by default: hits, and how many of those that people read are right. A rule that is a warning by default is right in nine
of ten of them, an error in 97 of 100; one below that is a hint, or off.

In the examples `//- /path` begins a file, and `//- /path createAction` is one that holds an ordinary action.
";

const PROFILES: &str = "
## Profiles

`profile` in `nango-lsp.toml` or in the settings of an editor. `strict` adds the conventions of Nango's guides, S0 above all, and all ten
checks of its ESLint plugin (`tests/eslint` holds them beside each other). `agent` is for what coding agents write: the hard rules of
S0 are errors there. All other rules have one level.
";

/// The whole of `lsp/lint/RULES.md`.
pub fn catalogue() -> String {
    let mut text = HEAD.to_owned();
    text.push_str("\n| Rule | Levels | Found also by | Fix | On real functions |\n|---|---|---|---|---|\n");
    for rule in rules::all() {
        let (id, levels, reporters, fix) = (rule.id, levels(rule), reporters(rule), fix(rule));
        let measured = measured(rule);
        let _ = writeln!(text, "| [{id}](#{id}) | {levels} | {reporters} | {fix} | {measured} |");
    }
    profiles(&mut text);
    for rule in rules::all() {
        page(&mut text, rule);
    }
    text
}

/// What the profiles change.
fn profiles(text: &mut String) {
    text.push_str(PROFILES);
    text.push_str("\n| Rule | recommended | strict | agent |\n|---|---|---|---|\n");
    for rule in rules::all() {
        let Levels {
            recommended,
            strict,
            agent,
        } = rule.levels;
        if strict == recommended && agent == recommended {
            continue;
        }
        let [recommended, strict, agent] = [recommended, strict, agent].map(Level::as_str);
        let _ = writeln!(text, "| [{0}](#{0}) | {recommended} | {strict} | {agent} |", rule.id);
    }
}

/// The page of one rule.
fn page(text: &mut String, rule: &Rule) {
    let _ = write!(text, "\n## {}\n\n", rule.id);
    let mut is_in_fence = false;
    for line in rule.page().lines() {
        is_in_fence ^= line.starts_with("```");
        match line.strip_prefix("## ").filter(|_| !is_in_fence) {
            Some(title) => {
                let _ = writeln!(text, "### {title}");
            }
            None => {
                let _ = writeln!(text, "{line}");
            }
        }
    }
    let _ = write!(
        text,
        "\n* Levels: {}\n* Found also by: {}\n* Fix: {}\n* On real functions: {}\n* Since: {}\n* Documentation: <{}>\n* Source: {}\n",
        levels(rule),
        reporters(rule),
        fix(rule),
        measured(rule),
        rule.since,
        rule.url,
        rule.source,
    );
}

fn levels(rule: &Rule) -> String {
    let levels = [rule.levels.recommended, rule.levels.strict, rule.levels.agent].map(|level| level.as_str());
    match levels {
        [one, two, three] if one == two && two == three => one.to_owned(),
        levels => levels.join(", "),
    }
}

fn reporters(rule: &Rule) -> String {
    match rule.reporters {
        [] => "nobody".to_owned(),
        some => some
            .iter()
            .copied()
            .map(Reporter::as_str)
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn fix(rule: &Rule) -> &'static str {
    match rule.fix {
        None => "none",
        Some(Applicability::Safe) => "safe",
        Some(Applicability::Unsafe) => "to be looked at",
    }
}

fn measured(rule: &Rule) -> String {
    let Measured { hits, read, right } = rule.measured;
    if read == 0 {
        return hits.to_string();
    }
    format!("{hits}: {right} of {read} right")
}
