//! `nango-lsp.toml` with a cursor, and what is offered and said there.

use syntax::TextSize;
use test_support::Fixture;

use super::{configuration_completions, configuration_hover};
use crate::completion::{CompletionItem, FilePosition};
use crate::tests::{analysis_of, path, text_after};

const PROJECT: &str = "//- /index.ts\n//- /crm/actions/get-deal.ts\nexport default createAction({});\n";

fn cursor(text: &str) -> (FilePosition, String) {
    let offset = text.find("$0").expect("a cursor");
    let position = FilePosition {
        file: path("/nango-lsp.toml"),
        offset: TextSize::new(offset as u32),
    };
    (position, text.replacen("$0", "", 1))
}

fn items(text: &str, snippets: bool) -> Vec<CompletionItem> {
    let (position, text) = cursor(text);
    configuration_completions(&analysis_of(&Fixture::parse(PROJECT)), &position, &text, snippets)
}

/// The labels that are offered at `$0`, tables left out where keys are.
fn labels(text: &str) -> Vec<String> {
    let labels = items(text, false).into_iter().map(|item| item.label);
    labels.filter(|label| !label.starts_with('[')).collect()
}

/// The text after the item of that label.
#[track_caller]
fn complete(label: &str, text: &str) -> String {
    let item = items(text, false).into_iter().find(|item| item.label == label);
    text_after(&cursor(text).1, &[item.expect("offered").edit])
}

#[track_caller]
fn hover(text: &str) -> Option<String> {
    let (position, text) = cursor(text);
    configuration_hover(&position, &text).map(|hover| hover.markdown)
}

#[test]
fn keys_are_those_that_a_table_lacks() {
    assert_eq!(
        labels("$0\n"),
        [
            "profile",
            "typescriptDuplicates",
            "diagnostics.scope",
            "registry.parked",
            "dryrun.environment",
            "dryrun.limits.compile",
            "dryrun.limits.run",
        ]
    );
    assert_eq!(
        labels("[dryrun]\nlimits.run = 9\n$0\n[rules]\n"),
        ["environment", "limits.compile"]
    );
    assert_eq!(labels("[dryrun.limits]\n  ru$0 = 9\n"), ["compile", "run"]);
    assert_eq!(labels("[[overrides]]\nfiles = [\n  'a',\n]\n\n$0"), [""; 0]);
    assert_eq!(labels("[[overrides]]\n$0"), ["files"]);
    assert!(labels("[rules]\n$0").contains(&"index-unregistered-function".to_owned()));
    assert!(labels("[overrides.rules]\n$0").contains(&"index-unregistered-function".to_owned()));
    assert_eq!(labels("[dryrun.connections]\n$0"), ["crm"]);
    assert_eq!(labels("[dryrun.connections]\ncrm = 'conn-1'\n$0"), [""; 0]);
}

#[test]
fn a_key_brings_its_value() {
    assert_eq!(complete("profile", "pro$0"), "profile = \"recommended\"");
    assert_eq!(complete("limits.run", "[dryrun]\n$0\n"), "[dryrun]\nlimits.run = 120\n");
    assert_eq!(complete("parked", "[registry]\n$0"), "[registry]\nparked = []");
    assert_eq!(
        complete("crm", "[dryrun.connections]\n$0"),
        "[dryrun.connections]\ncrm = \"\""
    );
    assert_eq!(complete("profile", "pro$0 = \"strict\""), "profile = \"strict\"");
    let snippet = |label: &str, text: &str| {
        let item = items(text, true).into_iter().find(|item| item.label == label);
        item.map(|item| (item.edit.text, item.is_snippet))
    };
    let choice = "profile = \"${1|recommended,strict,agent|}\"".to_owned();
    assert_eq!(snippet("profile", "$0"), Some((choice, true)));
    let level = snippet("index-missing-file", "[rules]\n$0").expect("offered").0;
    assert_eq!(
        level,
        "index-missing-file = \"${1|off,hint,information,warning,error|}\""
    );
    assert_eq!(snippet("[rules]", "$0"), Some(("[rules]".to_owned(), false)));
}

#[test]
fn tables_are_offered_in_brackets_and_where_a_line_begins() {
    assert_eq!(complete("dryrun.connections", "[dry$0"), "[dryrun.connections]");
    assert_eq!(complete("rules", "[$0]\n"), "[rules]\n");
    assert_eq!(complete("overrides", "[[$0"), "[[overrides]]");
    assert_eq!(
        complete("[[overrides]]", "profile = 'strict'\n$0"),
        "profile = 'strict'\n[[overrides]]"
    );
    assert!(items("[[$0", false).iter().all(|item| item.label == "overrides"));
}

#[test]
fn values_are_those_of_the_key() {
    assert_eq!(labels("profile = $0"), ["\"recommended\"", "\"strict\"", "\"agent\""]);
    assert_eq!(complete("\"strict\"", "profile = \"st$0\"\n"), "profile = \"strict\"\n");
    assert_eq!(
        complete("\"off\"", "[rules]\nindex-missing-file = \"o$0"),
        "[rules]\nindex-missing-file = \"off\""
    );
    assert_eq!(
        complete("\"off\"", "rules.index-missing-file=$0"),
        "rules.index-missing-file=\"off\""
    );
    assert_eq!(labels("[dryrun.limits]\nrun = $0 # seconds\n"), ["120"]);
    assert_eq!(labels("[dryrun]\nenvironment = $0"), ["\"dev\""]);
}

#[test]
fn in_doubt_nothing_is_offered() {
    for text in [
        "# pro$0",
        "profile = \"strict\" # $0",
        "profile $0= 'strict'",
        "[registry]\nparked = [$0]",
        "[registry]\nparked = [\n  $0\n]\n",
        "dryrun = { $0 }",
        "[rules] $0",
        "[no.such.table]\nkey = $0",
        "nothing = $0",
    ] {
        assert_eq!(labels(text), [""; 0], "{text}");
    }
}

#[test]
fn a_name_says_what_it_means() {
    let page = hover("pro$0file = \"strict\"").expect("a page");
    assert!(page.starts_with("The default levels of all rules"), "{page}");
    assert!(
        page.ends_with("One of `recommended`, `strict`, `agent`; `\"recommended\"` if it is not set."),
        "{page}"
    );
    assert_eq!(hover("profile = \"str$0ict\""), Some(page));
    assert!(hover("[rules]\nindex-missing-f$0ile = \"off\"").is_some());
    assert_eq!(
        hover("[ru$0les]\n").as_deref(),
        Some("The level of single rules, by id.")
    );
    assert_eq!(
        hover("[dryrun.$0limits]\n").as_deref(),
        Some("It has `compile`, `run`.")
    );
    assert_eq!(hover("no$0thing = 1"), None);
}

#[test]
fn no_text_is_too_broken() {
    let text = "profile = \"strict\" # ü\n[[overrides]]\nfiles = [\n 'a' ]\n[dryrun.\"c d\"]\n\"x=[\" = {\n";
    for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
        for rest in ["", &text[at..]] {
            let broken = format!("{}$0{rest}", &text[..at]);
            let _ = items(&broken, true);
            let _ = hover(&broken);
        }
    }
}
