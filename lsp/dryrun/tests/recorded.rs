//! The recorded runs of the real CLI, each classified as the catalogue says. See `recorded/README.md`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dryrun::{Deploy, Exit, Kind, NotDeployed, Outcome, Redactor, Secrets, Transcript};
use serde::Deserialize;

/// One run: `recorded/<case>.json`.
#[derive(Deserialize)]
struct Recording {
    args: Vec<String>,
    kind: Option<String>,
    code: Option<i32>,
    signal: Option<String>,
    #[serde(default)]
    truncated: bool,
    stdout: Vec<String>,
    stderr: Vec<String>,
}

impl Recording {
    fn transcript(&self) -> Transcript {
        let number = |name: &str| match name {
            "SIGINT" => 2,
            "SIGKILL" => 9,
            "SIGTERM" => 15,
            other => panic!("{other} is not recorded anywhere"),
        };
        Transcript {
            stdout: self.stdout.join("\n"),
            stderr: self.stderr.join("\n"),
            truncated: self.truncated,
            exit: Exit {
                code: self.code,
                signal: self.signal.as_deref().map(number),
            },
        }
    }

    /// The deployment, as far as its arguments say which.
    fn deploy(&self) -> Deploy {
        let behind = |option: &str| self.args.iter().skip_while(|word| *word != option).nth(1).cloned();
        Deploy {
            root: "/project".into(),
            integration: "crm".to_owned(),
            kind: Kind::Action,
            name: behind("--action").unwrap_or_else(|| "get-contact".to_owned()),
            environment: self.args[1].clone(),
        }
    }

    /// `None` for a compile that succeeded, and for tests that were generated.
    fn outcome(&self) -> Option<Outcome> {
        let redactor = Redactor::new(&Secrets::default());
        match self.args[0].as_str() {
            "compile" => self.transcript().outcome_of_compile(&redactor),
            "generate:tests" => self.transcript().outcome_of_generation(&redactor),
            "deploy" => Some(self.transcript().outcome_of_deploy(&self.deploy(), &redactor)),
            _ => {
                let kind = if self.kind.as_deref() == Some("sync") {
                    Kind::Sync
                } else {
                    Kind::Action
                };
                Some(self.transcript().outcome(kind, &redactor))
            }
        }
    }

    /// The class of the outcome; where there is none, what the command has made.
    fn class(&self) -> &'static str {
        match (self.outcome(), &*self.args[0]) {
            (Some(outcome), _) => outcome.class(),
            (None, "generate:tests") => "generated",
            (None, _) => "compiled",
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded")
}

/// The class of every case.
fn catalogue() -> BTreeMap<String, String> {
    read(&folder().join("catalogue.json"))
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn recording(case: &str) -> Recording {
    read(&folder().join(format!("{case}.json")))
}

#[test]
fn every_run_has_the_class_of_the_catalogue() {
    let catalogue = catalogue();
    let files = std::fs::read_dir(folder()).expect("the folder exists").flatten();
    let recordings = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "json"));
    assert_eq!(
        recordings.count(),
        catalogue.len() + 1,
        "a recording that the catalogue does not name"
    );

    let wrong: Vec<_> = catalogue
        .iter()
        .map(|(case, expected)| (case, expected, recording(case).class()))
        .filter(|(_, expected, class)| expected != class)
        .collect();
    assert!(wrong.is_empty(), "case, expected, got: {wrong:#?}");
}

#[test]
fn every_outcome_is_one_clear_sentence() {
    let mut sentences = String::new();
    for case in catalogue().keys() {
        let recording = recording(case);
        let outcome = recording.outcome();
        let sentence = outcome.as_ref().map(ToString::to_string).unwrap_or_default();
        assert!(
            !sentence.contains('\n') && !sentence.ends_with('.'),
            "{case}: {sentence}"
        );
        sentences.push_str(format!("{case:<34}{:<15}{sentence}", recording.class()).trim_end());
        sentences.push('\n');
    }
    insta::assert_snapshot!(sentences);
}

#[test]
fn every_problem_with_the_set_up_is_told_apart() {
    let mut kinds = String::new();
    for (case, _) in catalogue() {
        if let Some(Outcome::Config(problem)) = recording(&case).outcome() {
            let cure = problem.cure().unwrap_or_default();
            kinds.push_str(format!("{case:<30}{:<24}{cure}", problem.kind()).trim_end());
            kinds.push('\n');
        }
    }
    insta::assert_snapshot!(kinds);
}

#[test]
fn an_error_is_of_the_request_with_its_status_and_of_nango_only_when_nango_answered() {
    let sentence = |calls: &str, body: &str| {
        let transcript = Transcript {
            stdout: format!("✓ Compiled\nExecuting -> integration:\"crm\" script:\"a\" \n{calls}\nDone\n"),
            stderr: format!(
                "An error occurred during execution\n{{ \"type\": \"script_http_error\", \"payload\": {body}, \"status\": 404 }}\n"
            ),
            exit: Exit {
                code: Some(12),
                signal: None,
            },
            ..Transcript::default()
        };
        let redactor = Redactor::new(&Secrets::default());
        transcript.outcome(Kind::Action, &redactor).to_string()
    };
    let refused = "http [404] GET http://h/proxy/contacts/1";
    let then = format!("{refused}\nhttp [200] GET http://h/connections/c");
    let envelope = r#"{ "error": { "code": "not_found", "message": "No such action." } }"#;
    let provider = "the provider answered 404 to `GET /contacts/1`";
    assert_eq!(sentence(refused, envelope), provider);
    assert_eq!(sentence(&then, envelope), provider);
    assert_eq!(
        sentence("", envelope),
        "the Nango API answered 404 while mocks were saved: No such action"
    );
    assert_eq!(sentence("", r#"{ "error": "none" }"#), "the provider answered 404");
}

#[test]
fn what_a_deployment_would_delete_is_told_in_the_words_of_the_cli() {
    for case in ["deploy-2-destructive-ci", "deploy-2-destructive-null"] {
        let outcome = recording(case).outcome().expect("an outcome");
        let Outcome::NotDeployed(NotDeployed::Destructive { changes, by_hand }) = outcome else {
            panic!("{case}: {outcome}");
        };
        assert_eq!(changes.deleted[0], "crm → contacts-full (3 impacted connections)");
        assert_eq!(changes.deleted[1..], ["crm → create-contact", "crm → setup"]);
        assert_eq!(
            (&*changes.removed_models, changes.updated),
            (&["Contact".to_owned()][..], 2)
        );
        assert_eq!(by_hand, "npx nango deploy dev --integration crm --action get-contact");
        insta::assert_snapshot!("destructive_plan", changes.lines.join("\n"));
    }
}
