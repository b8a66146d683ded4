//! What `flow` says of programs, beside what became of their records when they were executed: `tests/simulator`.
#![cfg(unix)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use flow::{Fault, FaultKind, Helpers, Program, Summary};
use lint::{Analysis, Audience, Settings};
use project::FilePath;
use serde_json::Value;
use syntax::SourceFile;

/// Rules that say of a program that it loses records, and follow no ways: where one does, it is no miss. What they say of programs
/// that lose nothing is not held against them here.
const OTHER_RULES: [&str; 7] = [
    "await-detached-work",
    "del-batch-after-end",
    "del-previous-executions-deprecated",
    "del-skip-invalid-record",
    "del-unmarked-rows",
    "del-window-in-loop",
    "page-number-needs-per-page",
];

/// What can go wrong with a program, as both see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Harm {
    /// Records are deleted that are there, or no run comes to its end any more.
    Deletion,
    /// The checkpoint conflicts.
    Conflict,
    /// What failed is not asked for again, because the time was kept.
    Skip,
}

/// Each program and each harm: both see it, or neither does, or it is listed with the reason.
#[test]
fn the_analysis_agrees_with_the_simulator() {
    let recorded = json(include_str!("simulator/recorded.json"));
    let listed = json(include_str!("simulator/disagreements.json"));
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let (mut compared, mut false_errors) = (0, Vec::new());
    for program in programs().as_array().expect("a list of programs") {
        let id = program["id"].as_str().expect("an id");
        let Some(verdict) = recorded["programs"].get(id) else {
            continue;
        };
        compared += 1;
        let faults = faults(&program["files"]);
        let ours: BTreeSet<Harm> = faults.iter().filter_map(|fault| harm(fault.kind)).collect();
        let keeps_time = program["files"].to_string().contains("new Date()");
        let theirs = simulated(verdict, keeps_time, ours.contains(&Harm::Skip));
        if faults.iter().any(|fault| fault.kind == FaultKind::EndAfterFailure) && !theirs.contains(&Harm::Deletion) {
            false_errors.push(id.to_owned());
        }
        let misses: Vec<Harm> = theirs.difference(&ours).copied().collect();
        let is_said = ours.is_subset(&theirs) && misses == [Harm::Deletion] && is_said(&program["files"]);
        if ours != theirs && !is_said {
            found.insert(id.to_owned(), format!("ours {ours:?}, simulated {theirs:?}"));
        }
    }
    assert!(compared > 1_000, "only {compared} programs have a verdict");
    assert_eq!(false_errors, [""; 0], "an error where nothing is lost");
    let reasons = listed.as_object().expect("an object");
    let unlisted: Vec<_> = found.iter().filter(|(id, _)| !reasons.contains_key(*id)).collect();
    let stale: Vec<_> = reasons.keys().filter(|id| !found.contains_key(*id)).collect();
    assert!(
        unlisted.is_empty() && stale.is_empty(),
        "not listed in `tests/simulator/disagreements.json`: {unlisted:#?}; listed, and both agree: {stale:#?}"
    );
}

/// `page-same-request` follows no ways either: what it speaks of never finishes, and nothing else does it speak of.
#[test]
fn what_asks_for_the_same_page_never_finishes() {
    let recorded = json(include_str!("simulator/recorded.json"));
    let mut told = BTreeSet::new();
    for program in programs().as_array().expect("a list of programs") {
        let id = program["id"].as_str().expect("an id");
        let has_loop = program["files"].to_string().contains("while (");
        if !has_loop || !rules(&program["files"]).contains("page-same-request") {
            continue;
        }
        let findings = recorded["programs"][id]["findings"].as_array().expect("a verdict");
        let never_finishes = findings.iter().any(|finding| finding[0] == "never-finishes");
        assert!(never_finishes, "{id} finishes");
        told.insert(id.to_owned());
    }
    let expected = ["pagination/cursor-never-moves", "pagination/page-never-grows"];
    assert_eq!(told, expected.map(str::to_owned).into());
}

/// The files of a program.
struct Files(BTreeMap<FilePath, Summary>);

impl Helpers for Files {
    fn helper(&self, from: &FilePath, source: &str) -> Option<(FilePath, &Program)> {
        let path = from.folder()?.join(&source.replace(".js", ".ts"));
        let program = self.0.get(&path)?.helpers()?;
        Some((path, program))
    }
}

fn faults(files: &Value) -> Vec<Fault> {
    let texts = files.as_object().expect("texts by path");
    let summaries = texts.iter().map(|(path, text)| {
        let source = SourceFile::parse(text.as_str().expect("a text"));
        (FilePath::new("/project").join(path), Summary::of(&source, None))
    });
    let files = Files(summaries.collect());
    let syncs = files.0.iter().filter(|(path, _)| path.as_str().contains("/syncs/"));
    syncs.flat_map(|(file, summary)| summary.faults(file, &files)).collect()
}

/// Whether a rule of [`OTHER_RULES`] speaks of a program.
fn is_said(files: &Value) -> bool {
    let said = rules(files);
    OTHER_RULES.iter().any(|rule| said.contains(rule))
}

/// The rules that speak of a program.
fn rules(files: &Value) -> BTreeSet<&'static str> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("it is there");
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        std::fs::write(path, text).expect("it is written");
    };
    write(".nango/.keep", "");
    write("package.json", r#"{ "devDependencies": { "nango": "0.71.10" } }"#);
    write("index.ts", "import './crm/syncs/deals.js';\n");
    for (path, text) in files.as_object().expect("texts by path") {
        write(path, text.as_str().expect("a text"));
    }
    let (settings, audience) = (Settings::default(), Audience::Check);
    let analysis = Analysis::load(std::slice::from_ref(&root), &settings, audience, |_, _| {}).analysis;
    let found = analysis.diagnose(&FilePath::new(root.join("crm/syncs/deals.ts")));
    found.iter().map(|it| it.rule.id).collect()
}

fn harm(kind: FaultKind) -> Option<Harm> {
    match kind {
        FaultKind::EndAfterFailure
        | FaultKind::Swallowed
        | FaultKind::Partial(_)
        | FaultKind::Closed(_)
        | FaultKind::Ahead => Some(Harm::Deletion),
        FaultKind::TimeAfterFailure | FaultKind::TimeAhead => Some(Harm::Skip),
        FaultKind::Conflict | FaultKind::EmptyConflict | FaultKind::ClearsNothing => Some(Harm::Conflict),
        FaultKind::NeverRead => None,
    }
}

/// What became of a program. Data that is missed counts for one that keeps a time, if a failure came before; of one that misses data
/// anyway the simulator says no more than that, and either is right.
fn simulated(verdict: &Value, keeps_time: bool, may_skip: bool) -> BTreeSet<Harm> {
    let findings = verdict["findings"].as_array().expect("a list of findings");
    findings
        .iter()
        .filter_map(|finding| match finding[0].as_str()? {
            "false-deletion" | "window-missing" => Some(Harm::Deletion),
            "checkpoint-conflict" => Some(Harm::Conflict),
            "missed-data" if keeps_time && (may_skip || !finding[2].is_null()) => Some(Harm::Skip),
            _ => None,
        })
        .collect()
}

/// All programs, as the simulator puts them together.
fn programs() -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/simulator/programs.mjs");
    let output = Command::new("node").arg(script).output().expect("Node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    json(&String::from_utf8_lossy(&output.stdout))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}
