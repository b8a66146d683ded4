//! Our verdict beside the compiler's: whether it accepts each of the generated programs, as recorded of the real CLI.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::thread;

use lint::{Analysis, Audience, Level, Reporter, Rule, Settings, Severity};
use nango_lsp::compiler::rules_of;
use project::FilePath;
use serde::Deserialize;

/// What else the CLI says, by a part of it, with the rules that say the same.
const MEANINGS: [(&str, &[&str]); 7] = [
    ("(reading 'replaceAll')", &["index-root-level-file"]),
    ("Value is not a string or number", &["freq-invalid"]),
    (
        "configuration file is deprecated",
        &["proj-yaml-present", "proj-index-missing"],
    ),
    ("The current file is a CommonJS module", &["proj-module-type"]),
    ("member named 'createFunction'", &["def-create-function-experimental"]),
    (
        "nango/experimental",
        &["def-create-function-experimental", "imp-disallowed-package"],
    ),
    (
        "Cannot find module",
        &["imp-disallowed-package", "imp-json", "imp-relative-extension"],
    ),
];

#[test]
fn nango_0_71_10() {
    check("0.71.10");
}

#[test]
fn nango_0_70_4() {
    check("0.70.4");
}

/// What is the CLI's own word, and what is no fault to it wherever another entry is left.
const BEYOND: [&str; 2] = ["cli-compile-error", "index-import-not-matched"];

#[test]
fn every_rule_that_claims_to_speak_for_the_compiler_is_broken_by_a_program() {
    let is_error = |rule: &&Rule| rule.levels.recommended == Level::On(Severity::Error);
    let claims = lint::rules()
        .filter(|rule| rule.reporters.contains(&Reporter::Compile))
        .filter(is_error);
    let is_tried = |id: &str| {
        PROGRAMS
            .iter()
            .any(|it| it.faults.values().flatten().any(|fault| fault == id))
    };
    let untried: Vec<&str> = claims
        .map(|rule| rule.id)
        .filter(|id| !BEYOND.contains(id) && !is_tried(id))
        .collect();
    assert!(untried.is_empty(), "no program breaks {untried:?}");
}

/// A program of `differential/programs.mjs`.
#[derive(Deserialize)]
struct Program {
    id: String,
    hash: String,
    /// The rules that it breaks and the compiler knows, by version, as its author thinks.
    faults: BTreeMap<String, Vec<String>>,
    files: BTreeMap<String, String>,
}

/// What `differential/record.mjs` wrote.
#[derive(Deserialize)]
struct Recording {
    programs: BTreeMap<String, Recorded>,
}

#[derive(Deserialize)]
struct Recorded {
    /// The hash of the program that was judged.
    program: String,
    rejected: Option<Rejection>,
}

/// The first error of the CLI.
#[derive(Deserialize)]
struct Rejection {
    says: String,
    /// File and line, as the CLI prints them.
    at: Option<String>,
}

/// Something that we say.
struct Said {
    rule: &'static str,
    /// It claims that the compiler refuses the program.
    is_claim: bool,
    is_of_types: bool,
    /// Relative to the project.
    file: String,
    line: usize,
}

static PROGRAMS: LazyLock<Vec<Program>> = LazyLock::new(|| {
    let output = Command::new("node").arg(here("programs.mjs")).output().expect("Node");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("a list of programs")
});

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/differential")
        .join(name)
}

#[track_caller]
fn check(version: &str) {
    let recording = fs::read(here(&format!("recorded-{version}.json"))).expect("a recording");
    let recording: Recording = serde_json::from_slice(&recording).expect("a recording");
    let programs = &**PROGRAMS;
    let size = programs
        .len()
        .div_ceil(thread::available_parallelism().map_or(2, NonZero::get));
    let disagreements: Vec<String> = thread::scope(|scope| {
        let parts: Vec<_> = programs
            .chunks(size.max(1))
            .map(|part| {
                let recording = &recording;
                let judge = move |program: &Program| {
                    let why = disagreement(program, version, recording)?;
                    Some(format!("{}: {why}", program.id))
                };
                scope.spawn(move || part.iter().filter_map(judge).collect::<Vec<_>>())
            })
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().expect("no rule panics"))
            .collect()
    });
    let rejected = recording.programs.values().filter(|it| it.rejected.is_some()).count();
    assert!(
        rejected >= 300 && recording.programs.len() - rejected >= 200,
        "the data is gone"
    );
    assert!(
        disagreements.is_empty(),
        "nango {version}: {} of {}\n{}",
        disagreements.len(),
        programs.len(),
        disagreements.join("\n")
    );
}

/// In what we differ from the CLI, or from what the author of the program expects.
fn disagreement(program: &Program, version: &str, recording: &Recording) -> Option<String> {
    let Some(recorded) = recording
        .programs
        .get(&program.id)
        .filter(|it| it.program == program.hash)
    else {
        return Some("is not recorded as it is: run `tests/differential/record.mjs`".to_owned());
    };
    let faults = &program.faults[version];
    let ours = said(program, version);
    let claims: Vec<&Said> = ours.iter().filter(|it| it.is_claim).collect();
    let Some(theirs) = &recorded.rejected else {
        if !faults.is_empty() {
            return Some(format!("compiles, its author expects {faults:?}"));
        }
        return (!claims.is_empty()).then(|| format!("compiles, we say {}", list(&claims)));
    };
    let all = list(&ours.iter().collect::<Vec<_>>());
    if claims.is_empty() {
        return Some(format!("{}, we say {all}", theirs.shown()));
    }
    if !claims.iter().any(|claim| theirs.is_said_by(claim)) {
        return Some(format!("{}, we say something else: {all}", theirs.shown()));
    }
    let missing: Vec<&String> = faults
        .iter()
        .filter(|fault| !claims.iter().any(|claim| claim.rule == **fault))
        .collect();
    if faults.is_empty() || !missing.is_empty() {
        return Some(format!(
            "{}, its author expects {faults:?}, we say {all}",
            theirs.shown()
        ));
    }
    None
}

impl Rejection {
    fn shown(&self) -> String {
        let at = self.at.as_deref().map(|at| format!(" at {at}")).unwrap_or_default();
        format!("fails with \"{}\"{at}", self.says)
    }

    /// Whether a diagnostic of ours says the same: by the tables, or as an error of types in the same file.
    fn is_said_by(&self, claim: &Said) -> bool {
        // What is wrong with a definition begins with the path of its property: `createSync > models `.
        let property = self.says.split_once(" > ").and_then(|(_, rest)| rest.split_once(' '));
        let known = rules_of(property.map_or(&self.says, |(_, message)| message));
        let meanings = MEANINGS.iter().filter(|(part, _)| self.says.contains(part));
        let rules = meanings
            .map(|(_, rules)| *rules)
            .find(|_| known.is_empty())
            .unwrap_or(known);
        if !rules.is_empty() {
            return rules.contains(&claim.rule);
        }
        let file = self.at.as_ref().and_then(|at| at.split(':').next());
        claim.is_of_types && file == Some(claim.file.as_str())
    }
}

/// What we say of a program in a project that has this CLI installed.
fn said(program: &Program, version: &str) -> Vec<Said> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("it is there").join("project");
    for (path, text) in &program.files {
        put(&root.join(path), text);
    }
    let package = format!(r#"{{ "name": "nango", "version": "{version}" }}"#);
    put(&root.join("node_modules/nango/package.json"), &package);
    let analysis = Analysis::load(
        std::slice::from_ref(&root),
        &Settings::default(),
        Audience::Check,
        |_, _| (),
    )
    .analysis;
    let files = analysis.files().into_iter();
    let said_of = |file: FilePath| {
        let text = fs::read_to_string(file.as_str()).unwrap_or_default();
        let relative = file.relative_to(&FilePath::new(&root)).unwrap_or_default().to_owned();
        let said = analysis.diagnose(&file).into_iter().map(move |it| Said {
            rule: it.rule.id,
            is_claim: it.severity == Severity::Error && it.reporters.contains(&Reporter::Compile),
            is_of_types: it.reporters.contains(&Reporter::Tsc),
            file: relative.clone(),
            line: 1 + text
                .get(..it.range.start().into())
                .map_or(0, |before| before.matches('\n').count()),
        });
        said.collect::<Vec<_>>()
    };
    files.flat_map(said_of).collect()
}

fn list(said: &[&Said]) -> String {
    let one = |it: &&Said| {
        let claim = if it.is_claim { "" } else { " (no claim)" };
        format!("{} at {}:{}{claim}", it.rule, it.file, it.line)
    };
    let said: Vec<String> = said.iter().map(one).collect();
    if said.is_empty() {
        "nothing".to_owned()
    } else {
        said.join(", ")
    }
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}
