//! The report of a test: what failed, and what vitest says of it.

use dryrun::{Finished, NotTested, Outcome, Test, TestFailure};

use super::text::{bounded, cell, code, fenced};
use super::{LONGEST_LIST, LONGEST_VALUE, compile_errors, headline, more};

/// The report of a test.
pub fn of_test(test: &Test, finished: &Finished) -> String {
    let Test { name, integration, .. } = test;
    let mut report = headline("Test", name, &finished.outcome);
    let is_new = matches!(&finished.outcome, Outcome::Tested(tests) if tests.is_generated);
    let rows = [
        ("Function", format!("{integration}/{name}")),
        (if is_new { "New test" } else { "Test" }, test.file()),
        ("Time", format!("{:.1} s", finished.duration.as_secs_f32())),
        ("In a terminal", test.by_hand()),
    ];
    let rows = rows.map(|(name, value)| format!("| {name} | {} |\n", cell(&value)));
    report.push_str(&format!("| | |\n|---|---|\n{}\n", rows.concat()));
    match &finished.outcome {
        Outcome::Tested(tests) if !tests.failures.is_empty() => {
            let failures = tests.failures.iter().take(LONGEST_LIST).map(failure);
            report.push_str(&format!("## What failed\n\n{}", failures.collect::<String>()));
            report.push_str(&more(tests.failures.len(), "tests"));
        }
        Outcome::CompileError(messages) => report.push_str(&compile_errors(messages)),
        Outcome::Unknown { tail } | Outcome::NotTested(NotTested::NoResult { tail }) => {
            report.push_str(&format!("## The last lines\n\n{}", fenced("text", &tail.join("\n"))));
        }
        _ => {}
    }
    report
}

/// One failure, in the words of vitest.
fn failure(failure: &TestFailure) -> String {
    let title = failure.test.as_deref().map_or("The file".to_owned(), code);
    let places = failure.places.iter();
    let places: String = places
        .map(|place| {
            format!(
                "- {}\n",
                code(&format!("{}:{}:{}", place.file, place.line, place.column))
            )
        })
        .collect();
    let message = bounded(failure.message.0.as_str().unwrap_or_default(), LONGEST_VALUE);
    format!("### {title}\n\n{places}\n{}", fenced("text", &message))
}
