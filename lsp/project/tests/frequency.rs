//! Both judges of a frequency beside the real ones: what `tests/frequency/record.mjs` recorded.

use project::frequency::{Refusal, is_accepted_by_server, read_by_cli, spelling};
use serde_json::Value;

#[test]
fn nango_0_71_10() {
    check(include_str!("../../../tests/frequency/recorded-0.71.10.json"));
}

#[test]
fn nango_0_70_4() {
    check(include_str!("../../../tests/frequency/recorded-0.70.4.json"));
}

#[track_caller]
fn check(recorded: &str) {
    let verdicts = verdicts(recorded);
    assert!(verdicts.len() >= 500, "the data is gone");
    for (text, cli, server) in &verdicts {
        let ours = match read_by_cli(text) {
            Ok(interval) => Value::from(interval),
            Err(Refusal::Invalid) => "sync_interval_invalid".into(),
            Err(Refusal::TooShort) => "sync_interval_too_short".into(),
            Err(Refusal::Crash) => "throws".into(),
        };
        let theirs = cli.as_f64().map_or_else(|| cli.clone(), Value::from);
        assert_eq!(ours, theirs, "the CLI on {text:?}");
        assert_eq!(is_accepted_by_server(text), *server, "the server on {text:?}");
    }
}

#[test]
fn every_spelling_is_accepted_and_what_is_certain_means_the_same() {
    for (text, ..) in verdicts(include_str!("../../../tests/frequency/recorded-0.71.10.json")) {
        let Some(better) = spelling(&text) else { continue };
        let interval = read_by_cli(&better.text);
        assert!(
            interval.is_ok() && is_accepted_by_server(&better.text),
            "{text:?} gives {better:?}"
        );
        if let Ok(meant) = read_by_cli(&text) {
            assert!(!better.is_certain || interval == Ok(meant), "{text:?} gives {better:?}");
        }
        assert_eq!(spelling(&better.text).map(|it| it.text), Some(better.text));
    }
}

/// The text, the CLI's verdict, and whether the server accepts it.
fn verdicts(recorded: &str) -> Vec<(String, Value, bool)> {
    let recorded: Value = serde_json::from_str(recorded).expect("JSON");
    serde_json::from_value(recorded["verdicts"].clone()).expect("texts and verdicts")
}
