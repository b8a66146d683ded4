//! Reading configurations.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::json;

use super::{Audience, DiagnosticsScope, Profile, Settings, TypescriptDuplicates};
use crate::rule::Rule;
use crate::rules;

fn rule(id: &str) -> &'static Rule {
    rules::find(id).unwrap()
}

/// What is wrong in a file: `rule: the text that is meant: message`.
fn problems(text: &str) -> Vec<String> {
    let (_, problems) = Settings::default().with_file(text);
    let picture = |it: &super::Problem| {
        let range = usize::from(it.range.start())..usize::from(it.range.end());
        format!("{}: {}: {}", it.rule.id, &text[range], it.message)
    };
    problems.iter().map(picture).collect()
}

/// The level of a rule in a file, for the command line.
fn level(settings: &Settings, id: &str, path: &str) -> &'static str {
    settings.level(rule(id), path, Audience::Check).as_str()
}

#[test]
fn every_key_is_read() {
    let text = r#"
        profile = "agent"
        typescriptDuplicates = "hide"

        [rules]
        def-version = "error"

        [[overrides]]
        files = ["legacy/**"]
        rules = { def-version = "off" }

        [diagnostics]
        scope = "openFiles"

        [registry]
        parked = ["lever/**"]

        [dryrun]
        environment = "staging"
        connections = { hubspot = "acme" }
        limits = { compile = 60, run = 10 }
    "#;
    let (settings, problems) = Settings::default().with_file(text);
    assert_eq!(problems, []);
    assert_eq!(settings.profile, Profile::Agent);
    assert_eq!(settings.typescript_duplicates, TypescriptDuplicates::Hide);
    assert_eq!(settings.diagnostics_scope, DiagnosticsScope::OpenFiles);
    assert!(settings.parked.matches("lever/actions/a.ts") && !settings.parked.matches("crm/actions/a.ts"));
    assert_eq!(settings.dryrun.environment.as_deref(), Some("staging"));
    assert_eq!(settings.dryrun.connections["hubspot"], "acme");
    assert_eq!(settings.dryrun.compile_limit, Duration::from_secs(60));
    assert_eq!(settings.dryrun.run_limit, Duration::from_secs(10));
    assert_eq!(level(&settings, "def-version", "crm/actions/a.ts"), "error");
    assert_eq!(level(&settings, "def-version", "legacy/actions/a.ts"), "off");
    assert_eq!(
        level(&settings, "index-unregistered-function", "crm/actions/a.ts"),
        "error"
    );
}

#[test]
fn the_file_wins_over_the_editor() {
    let editor = json!({
        "profile": "strict",
        "rules": { "def-version": "off", "def-description": "off" },
        "dryrun": { "connections": { "hubspot": "mine", "slack": "mine" } },
        "cli": { "path": "/opt/nango" },
        "node": { "path": "" },
        "registry": null,
    });
    let (editor, problems) = Settings::default().with_editor(&editor);
    assert_eq!(problems, []);
    assert_eq!(editor.programs.cli, Some(PathBuf::from("/opt/nango")));
    assert_eq!(editor.programs.node, None);

    let (settings, problems) =
        editor.with_file("rules.def-version = \"hint\"\ndryrun.connections.hubspot = \"ours\"\n");
    assert_eq!(problems, []);
    assert_eq!(settings.profile, Profile::Strict);
    assert_eq!(level(&settings, "def-version", "a"), "hint");
    assert_eq!(level(&settings, "def-description", "a"), "off");
    assert_eq!(settings.dryrun.connections["hubspot"], "ours");
    assert_eq!(settings.dryrun.connections["slack"], "mine");
    assert_eq!(settings.programs.cli, Some(PathBuf::from("/opt/nango")));
}

#[test]
fn what_typescript_says_too_is_a_hint_in_an_editor() {
    let rule = rule("def-unknown-prop");
    let settings = Settings::default();
    assert_eq!(settings.level(rule, "a", Audience::Editor).as_str(), "hint");
    assert_eq!(settings.level(rule, "a", Audience::Check).as_str(), "error");
    let (hidden, _) = settings.with_file("typescriptDuplicates = \"hide\"");
    assert_eq!(hidden.level(rule, "a", Audience::Editor).as_str(), "off");
    let (asked_for, _) = settings.with_file("rules.def-unknown-prop = \"warning\"");
    assert_eq!(asked_for.level(rule, "a", Audience::Editor).as_str(), "warning");
}

#[test]
fn every_mistake_is_told_where_it_is() {
    assert_eq!(
        problems("profil = \"strict\"\n[rules]\ndef-verison = \"off\"\n"),
        [
            "config-unknown-key: profil: there is no setting `profil`; `profile` was probably meant",
            "config-unknown-rule: def-verison: there is no rule `def-verison`; `def-version` was probably meant",
        ]
    );
    assert_eq!(
        problems("[rules]\ndef-version = \"loud\"\n"),
        [
            "config-invalid-value: \"loud\": the level of a rule is `off`, `hint`, `information`, `warning` or `error`, not `loud`"
        ]
    );
    assert_eq!(
        problems("diagnostics = 1\nregistry.parked = \"a\"\ndryrun.limits.run = 0\n"),
        [
            "config-invalid-value: 1: `diagnostics` is a table, not a number",
            "config-invalid-value: \"a\": `registry.parked` is a list of patterns, not a string",
            "config-invalid-value: 0: `dryrun.limits.run` is a whole number of seconds, not a number",
        ]
    );
    assert_eq!(
        problems("node.path = \"/bin/node\"\n"),
        ["config-editor-only: path: `node.path` names a program, which only the settings of an editor may do"]
    );
}

#[test]
fn what_is_right_holds_beside_what_is_wrong() {
    let (settings, problems) = Settings::default().with_file("profile = \"strict\"\nrules = oops\n[registry\n");
    assert!(!problems.is_empty());
    assert_eq!(settings.profile, Profile::Strict);
}
