//! What holds for every rule: its examples, its page, its place.

use std::collections::BTreeSet;
use std::fs;

use project::FilePath;
use syntax::SourceFile;

use super::all;
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Fix};
use crate::rule::{Applicability, Level, Measured, Rule, Severity, Visit};
use crate::settings;
use crate::testing::{Sandbox, absolute, crate_folder, is_up_to_date, sections};

/// More rounds than any example has findings.
const MAX_FIXES: usize = 10;

/// A fenced block of a rule's page.
struct Example<'a> {
    verdict: &'a str,
    /// Rules that an invalid example also breaks.
    also: Vec<&'a str>,
    text: String,
}

#[test]
fn examples_show_what_the_rules_say() {
    for rule in all() {
        let mut before_fix = None;
        for example in examples(rule) {
            match example.verdict {
                "invalid" => before_fix = Some(invalid(rule, &example)),
                "valid" => valid(rule, &example),
                "fixed" => {
                    let sandbox = before_fix.take();
                    fixed(
                        rule,
                        sandbox.unwrap_or_else(|| panic!("{rule:?}: `fixed` follows `invalid`")),
                        &example,
                    );
                }
                other => panic!("{rule:?}: no example is `{other}`"),
            }
        }
    }
}

/// Not only the fix that an example shows: whatever is safe may be applied unseen, to every example.
#[test]
fn safe_fixes_end_well() {
    for rule in all() {
        for example in examples(rule).filter(|example| example.verdict == "invalid") {
            all_safe_fixes(rule, &example);
        }
    }
}

#[test]
fn pages_are_complete() {
    for rule in all() {
        let page = rule.docs;
        assert!(page.contains("## Why"), "{rule:?} does not say why");
        assert_eq!(
            rule.fix.is_some(),
            page.contains("## Fix"),
            "{rule:?}: the section on the fix, and the fix"
        );
        let verdicts: Vec<_> = examples(rule).map(|example| example.verdict).collect();
        assert!(verdicts.contains(&"valid"), "{rule:?} shows nothing that is right");
        assert!(rule.summary().ends_with('.'), "{rule:?} begins with a sentence");
        assert!(!rule.visits.is_empty() && !rule.source.is_empty(), "{rule:?}");
    }
}

/// What is wrong too often must not be loud: nine of ten at a warning, 97 of 100 at an error.
#[test]
fn what_was_measured_carries_the_level() {
    for rule in all() {
        let Measured { hits, read, right } = rule.measured;
        assert!(right <= read && read <= hits, "{rule:?}: {:?}", rule.measured);
        let least = match rule.levels.recommended {
            Level::On(Severity::Error) => 0.97,
            Level::On(Severity::Warning) => 0.9,
            Level::On(Severity::Information | Severity::Hint) | Level::Off => 0.0,
        };
        let precision = rule.measured.precision();
        assert!(
            precision >= least,
            "{rule:?} is right in {precision:.2} of what was read"
        );
    }
}

#[test]
fn every_rule_lies_in_the_file_that_is_named_after_it() {
    let listed: BTreeSet<String> = all()
        .map(|rule| format!("{}/{}.rs", rule.group(), rule.id.replace('-', "_")))
        .collect();
    let folder = crate_folder().join("src/rules");
    let groups: BTreeSet<&str> = all().map(Rule::group).collect();
    let files: BTreeSet<String> = groups
        .iter()
        .flat_map(|group| fs::read_dir(folder.join(group)).expect("a folder for every group"))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| {
            fs::read_to_string(path)
                .expect("a readable file")
                .contains("declare_rule!")
        })
        .filter_map(|path| Some(FilePath::new(path).relative_to(&FilePath::new(&folder))?.to_owned()))
        .collect();
    assert_eq!(files, listed);
    assert_eq!(listed.len(), all().count(), "two rules have one id");
}

#[test]
fn syntax_rules_want_nodes() {
    for rule in all() {
        let wants_none = |visit: &&Visit| matches!(visit, Visit::Syntax([], _));
        assert!(
            !rule.visits.iter().any(|visit| wants_none(&visit)),
            "{rule:?} is never called"
        );
    }
}

#[test]
fn the_catalogue_is_up_to_date() {
    is_up_to_date("RULES.md", &catalogue());
}

#[test]
fn the_schema_is_up_to_date() {
    let schema = serde_json::to_string_pretty(&settings::schema()).expect("a schema is JSON");
    is_up_to_date("nango-lsp.schema.json", &(schema + "\n"));
}

/// The bad examples as projects on the disk, one a folder: `tests/e2e/test_coexistence.py` opens them beside a TypeScript
/// server.
#[test]
#[ignore = "writes into the folder that `NANGO_LSP_EXAMPLES` names"]
fn examples_are_written_down() {
    let folder = std::path::PathBuf::from(std::env::var_os("NANGO_LSP_EXAMPLES").expect("a folder"));
    let mut written = 0;
    for rule in all() {
        let bad = examples(rule).filter(|example| example.verdict == "invalid");
        for (number, example) in bad.enumerate() {
            let root = folder.join(format!("{}-{number}", rule.id));
            fs::create_dir_all(root.join(".nango")).expect("a folder");
            let sandbox = sandbox(rule, &example);
            for (file, text) in sandbox.files() {
                // What lies above the root belongs to no example's own folder.
                let Some(path) = file.relative_to(&absolute("/")) else {
                    continue;
                };
                let path = root.join(path);
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, text).expect("a file");
            }
            written += 1;
        }
    }
    assert!(written >= all().count(), "every rule has a bad example");
}

/// An example as a project in which the rule speaks, and what else it announces.
fn sandbox(rule: &Rule, example: &Example<'_>) -> Sandbox {
    let also = example.also.iter().filter_map(|id| super::find(id));
    Sandbox::about(&example.text, &[rule].into_iter().chain(also).collect::<Vec<_>>())
}

/// The rule finds something, and nothing else is found but what the example announces.
fn invalid(rule: &Rule, example: &Example<'_>) -> Sandbox {
    let sandbox = sandbox(rule, example);
    let found = sandbox.all();
    let ids: BTreeSet<&str> = found.iter().map(|(_, diagnostic)| diagnostic.rule.id).collect();
    let expected: BTreeSet<&str> = example.also.iter().copied().chain([rule.id]).collect();
    assert_eq!(ids, expected, "{rule:?} on\n{}", example.text);
    for (_, diagnostic) in &found {
        well_formed(diagnostic);
    }
    sandbox
}

/// The rule finds nothing.
fn valid(rule: &Rule, example: &Example<'_>) {
    let found = sandbox(rule, example).all();
    assert!(
        found.iter().all(|(_, it)| it.rule != rule),
        "{rule:?} finds {found:?} in\n{}",
        example.text
    );
}

/// The first fix of each finding leads to the example, and from there nowhere.
fn fixed(rule: &Rule, mut sandbox: Sandbox, example: &Example<'_>) {
    assert!(rule.fix.is_some(), "{rule:?} has no fix");
    let ids = |sandbox: &Sandbox| -> BTreeSet<&str> { sandbox.all().iter().map(|(_, it)| it.rule.id).collect() };
    let before = ids(&sandbox);
    for _ in 0..MAX_FIXES {
        let next = sandbox
            .all()
            .into_iter()
            .find(|(_, it)| it.rule == rule && !it.fixes.is_empty());
        let Some((_, diagnostic)) = next else { break };
        sandbox.apply(&diagnostic.fixes[0].change);
    }
    let left: Vec<_> = sandbox.all().into_iter().filter(|(_, it)| it.rule == rule).collect();
    assert!(left.is_empty(), "{rule:?}: the fix leaves {left:?}");
    assert!(
        ids(&sandbox).is_subset(&before),
        "{rule:?}: the fix brings {:?}",
        ids(&sandbox)
    );
    for (header, text) in sections(&example.text) {
        assert_eq!(
            sandbox.text(header),
            Some(text.as_str()),
            "{rule:?}: {header} after the fix"
        );
    }
    parses(rule, &sandbox);
}

/// Applies safe fixes until there are none. What is left parses, holds nothing new, and the rule accepts it if every one of
/// its findings could be fixed.
fn all_safe_fixes(rule: &Rule, example: &Example<'_>) {
    let mut sandbox = sandbox(rule, example);
    let before = sandbox.all();
    let ids: BTreeSet<&str> = before.iter().map(|(_, it)| it.rule.id).collect();
    let is_fixable = before
        .iter()
        .filter(|(_, it)| it.rule == rule)
        .all(|(_, it)| safe_fix(it).is_some());
    let mut rounds = 0;
    while let Some(fix) = sandbox.all().iter().find_map(|(_, it)| safe_fix(it).cloned()) {
        sandbox.apply(&fix.change);
        rounds += 1;
        assert!(
            rounds <= MAX_FIXES,
            "{rule:?}: `{}` is offered again and again on\n{}",
            fix.title,
            example.text
        );
    }
    parses(rule, &sandbox);
    for (file, left) in sandbox.all() {
        assert!(
            ids.contains(left.rule.id),
            "{rule:?}: the fixes bring {left:?} in {file}"
        );
        assert!(
            left.rule != rule || !is_fixable,
            "{rule:?}: the fixes leave {left:?} in {file}"
        );
    }
}

fn safe_fix(diagnostic: &Diagnostic) -> Option<&Fix> {
    diagnostic
        .fixes
        .iter()
        .find(|fix| fix.applicability == Applicability::Safe)
}

fn parses(rule: &Rule, sandbox: &Sandbox) {
    for (path, text) in sandbox.files().filter(|(path, _)| path.name().ends_with(".ts")) {
        assert!(
            !SourceFile::parse(text).ast().has_errors(),
            "{rule:?}: {path} does not parse after the fix"
        );
    }
}

/// A message is one sentence, lower case, without a full stop; a title begins with a verb in upper case.
fn well_formed(diagnostic: &Diagnostic) {
    let message = &diagnostic.message;
    let first = message.chars().next().expect("a message");
    assert!(
        !first.is_uppercase() && !message.ends_with('.') && !message.contains('\n'),
        "{message}"
    );
    assert_eq!(message.matches('`').count() % 2, 0, "{message}");
    for fix in &diagnostic.fixes {
        assert!(
            fix.title.starts_with(char::is_uppercase) && !fix.title.ends_with('.'),
            "{}",
            fix.title
        );
        assert!(!fix.change.edits.is_empty(), "{}", fix.title);
    }
}

fn examples(rule: &Rule) -> impl Iterator<Item = Example<'_>> {
    let mut lines = rule.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    std::iter::from_fn(move || {
        let fence = lines
            .by_ref()
            .find_map(|line| line.strip_prefix("```").filter(|fence| fence.contains(' ')))?;
        let mut words = fence.split(' ').skip(1);
        let verdict = words.next().unwrap_or_default();
        let also = words
            .filter_map(|word| word.strip_prefix("also="))
            .flat_map(|ids| ids.split(','))
            .collect();
        let text = lines
            .by_ref()
            .take_while(|line| *line != "```")
            .map(|line| format!("{line}\n"))
            .collect();
        Some(Example { verdict, also, text })
    })
}
