//! What the profile `strict` says of programs, beside what Nango's ESLint plugin says of them: `tests/eslint`.
#![cfg(unix)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;

use lint::{Analysis, Audience, ESLINT_PLUGIN, Settings};
use project::FilePath;
use serde::Deserialize;

/// What the plugin said of each program, by its id: `<rule>/<name>`.
#[derive(Deserialize)]
struct Recorded {
    verdicts: BTreeMap<String, Verdict>,
}

#[derive(Deserialize)]
struct Verdict {
    text: String,
    /// The lines on which it reports.
    lines: Vec<u32>,
}

/// How often both, one or none of the two reports.
#[derive(Default)]
struct Row {
    both: usize,
    neither: usize,
    plugin: usize,
    ours: usize,
}

#[test]
fn the_profile_strict_agrees_with_the_plugin_or_says_why_not() {
    let recorded: Recorded = serde_json::from_str(include_str!("eslint/recorded.json")).expect("a recording");
    let listed: BTreeMap<String, String> =
        serde_json::from_str(include_str!("eslint/differences.json")).expect("reasons by program");
    let ours = said(&recorded);
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    let mut different = BTreeMap::new();
    for (id, verdict) in &recorded.verdicts {
        let (rule, _) = id.split_once('/').expect("a rule and a name");
        let row = rows.entry(rule).or_default();
        let (plugin, ours) = (!verdict.lines.is_empty(), ours.contains(id.as_str()));
        match (plugin, ours) {
            (true, true) => row.both += 1,
            (false, false) => row.neither += 1,
            (true, false) => row.plugin += 1,
            (false, true) => row.ours += 1,
        }
        if plugin != ours {
            different.insert(
                id,
                if plugin {
                    "only the plugin reports"
                } else {
                    "only we report"
                },
            );
        }
    }
    let unlisted: Vec<_> = different.iter().filter(|(id, _)| !listed.contains_key(**id)).collect();
    let stale: Vec<_> = listed.keys().filter(|id| !different.contains_key(id)).collect();
    assert!(
        unlisted.is_empty() && stale.is_empty(),
        "not listed in `tests/eslint/differences.json`: {unlisted:#?}; listed, and both say the same: {stale:#?}"
    );
    assert!(listed.values().all(|reason| !reason.is_empty()), "a reason is empty");
    let theirs: BTreeSet<&str> = ESLINT_PLUGIN.iter().map(|(rule, _)| *rule).collect();
    assert_eq!(
        rows.keys().copied().collect::<BTreeSet<_>>(),
        theirs,
        "every rule has programs"
    );
    for (rule, row) in &rows {
        let all = row.both + row.neither + row.plugin + row.ours;
        assert!(all >= 12 && row.both + row.ours >= 5, "{rule} has {all} programs");
    }
    let table = table(&rows);
    assert!(
        include_str!("eslint/README.md").contains(&table),
        "the README has other numbers than\n{table}"
    );
}

/// The programs on which we report something that the rule of the plugin is about.
fn said(recorded: &Recorded) -> BTreeSet<&str> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("it is there");
    let mut index = String::new();
    for (number, verdict) in recorded.verdicts.values().enumerate() {
        let _ = writeln!(index, "import './crm/actions/{number}.js';");
        put(&root.join(format!("crm/actions/{number}.ts")), &verdict.text);
    }
    put(&root.join("index.ts"), &index);
    put(
        &root.join("package.json"),
        r#"{ "name": "programs", "type": "module" }"#,
    );
    fs::create_dir(root.join(".nango")).expect("a folder");
    put(&root.join("nango-lsp.toml"), "profile = \"strict\"\n");
    let loaded = Analysis::load(
        std::slice::from_ref(&root),
        &Settings::default(),
        Audience::Check,
        |_, _| (),
    );
    let analysis = loaded.analysis;
    let programs = recorded.verdicts.keys().enumerate().filter(|(number, id)| {
        let rules = ESLINT_PLUGIN
            .iter()
            .find(|(rule, _)| id.starts_with(&format!("{rule}/")))
            .map_or([].as_slice(), |(_, ours)| ours);
        let file = FilePath::new(root.join(format!("crm/actions/{number}.ts")));
        assert!(analysis.lines(&file).is_some(), "{id} was not read");
        analysis
            .diagnose(&file)
            .iter()
            .any(|found| rules.contains(&found.rule.id))
    });
    programs.map(|(_, id)| id.as_str()).collect()
}

/// The table of the README.
fn table(rows: &BTreeMap<&str, Row>) -> String {
    let mut table = String::from(
        "| rule of the plugin | ours | programs | both report | neither | only the plugin | only we |\n|---|---|---|---|---|---|---|\n",
    );
    for (rule, ours) in ESLINT_PLUGIN {
        let row = &rows[rule];
        let ours: Vec<String> = ours.iter().map(|id| format!("`{id}`")).collect();
        let all = row.both + row.neither + row.plugin + row.ours;
        let _ = writeln!(
            table,
            "| `{rule}` | {} | {all} | {} | {} | {} | {} |",
            ours.join(", "),
            row.both,
            row.neither,
            row.plugin,
            row.ours
        );
    }
    table
}

fn put(path: &std::path::Path, text: &str) {
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}
