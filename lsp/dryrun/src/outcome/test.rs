//! What became of the generation of a test, and what vitest says of one. The CLI ends with exit code 0 whatever it did; of
//! vitest the JSON counts, and what it says of errors outside of all tests is told by its `success` alone.

use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::classify::unknown;
use super::{ConfigProblem, Outcome, Payload, first_line};
use crate::capture::plain;
use crate::{Redactor, Test, Transcript};

/// What the tests of a function came to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tests {
    /// Where they are, from the root, with `/`.
    pub file: String,
    /// Whether the CLI has just written that file.
    pub is_generated: bool,
    /// How many tests passed.
    pub passed: usize,
    /// How many were skipped, or are still to be written.
    pub skipped: usize,
    /// What failed, in the order of the file.
    pub failures: Vec<TestFailure>,
    /// Whether vitest calls it a failure for another reason than a test: something was thrown outside of all tests. Its JSON
    /// does not say what.
    pub has_stray_error: bool,
}

/// A test that failed, or a test file that could not be loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct TestFailure {
    /// The name of the test with those of its suites; `None` where the file itself failed.
    pub test: Option<String>,
    /// The name of the error, as in `TypeError`.
    pub error: String,
    /// The places in the project that it came through, innermost first.
    pub places: Vec<TestPlace>,
    /// What vitest says of it: a string. It compares what came with what was expected, which are records.
    pub message: Payload,
}

/// A place in a source of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestPlace {
    /// The file, from the root, with `/`.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in UTF-16 units.
    pub column: u32,
}

/// Why a function was not tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTested {
    /// Nothing was recorded that it could be tested with.
    NoMocks {
        /// Where mocks would be, from the root.
        path: String,
    },
    /// The project has no vitest.
    NoVitest,
    /// The CLI wrote no test file.
    NotGenerated {
        /// Where it would be, from the root.
        path: String,
    },
    /// Vitest does not see the test file.
    NotFound {
        /// The test file, from the root.
        path: String,
    },
    /// Vitest ended without a result: its configuration does not load, for instance.
    NoResult {
        /// What it wrote last.
        tail: Vec<String>,
    },
}

impl Transcript {
    /// What this `nango generate:tests` came to; `None` when it has written a test file.
    pub fn outcome_of_generation(&self, redactor: &Redactor) -> Option<Outcome> {
        let (stdout, stderr) = self.cleaned(redactor);
        if let Some(signal) = self.exit.signal {
            return Some(Outcome::Killed { signal });
        }
        if GENERATED.is_match(&stdout) {
            return None;
        }
        if COMPILE_ERROR.is_match(&stderr) {
            return Some(Outcome::CompileError(super::compile::messages(&stdout, &stderr)));
        }
        Some(match ConfigProblem::read(&stdout, &stderr, false) {
            Some(problem) => Outcome::Config(problem),
            None => unknown(&stdout, &stderr),
        })
    }

    /// What this `vitest run` of a test came to.
    pub fn outcome_of_test(&self, test: &Test, is_generated: bool, redactor: &Redactor) -> Outcome {
        let (stdout, stderr) = self.cleaned(redactor);
        if let Some(signal) = self.exit.signal {
            return Outcome::Killed { signal };
        }
        // A configuration may write to stdout too.
        let report = stdout.lines().rev().find_map(|line| {
            let report: Value = serde_json::from_str(line).ok()?;
            report["testResults"].is_array().then_some(report)
        });
        let Some(report) = report else {
            let text = if stderr.trim().is_empty() { &stdout } else { &stderr };
            let tail = super::classify::tail(text, SHOWN_LINES);
            return Outcome::NotTested(NotTested::NoResult { tail });
        };
        match Tests::read(&report, test, is_generated, redactor) {
            Some(tests) => Outcome::Tested(tests),
            None => Outcome::NotTested(NotTested::NotFound { path: test.file() }),
        }
    }
}

/// How many lines of an unknown end are shown.
const SHOWN_LINES: usize = 20;

static GENERATED: LazyLock<Regex> = LazyLock::new(|| constant(r"(?m)^Generated [1-9]\d* test file\(s\):"));
static COMPILE_ERROR: LazyLock<Regex> = LazyLock::new(|| constant(r"(?m)^Failed to compile TypeScript: "));

impl Tests {
    /// Reads the report of vitest; `None` if it is about other files only.
    fn read(report: &Value, test: &Test, is_generated: bool, redactor: &Redactor) -> Option<Self> {
        let path = test.file();
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let files = list(&report["testResults"]);
        let is_meant = |file: &&Value| file["name"].as_str().is_some_and(|name| is_below(name, &path));
        let own: Vec<_> = files.iter().filter(is_meant).collect();
        if own.is_empty() {
            return None;
        }
        let mut tests = Tests {
            file: path.clone(),
            is_generated,
            ..Tests::default()
        };
        for file in own {
            let results = list(&file["assertionResults"]);
            for result in &results {
                match result["status"].as_str() {
                    Some("passed") => tests.passed += 1,
                    Some("failed") => {
                        let name = text(&result["fullName"], redactor);
                        let messages = list(&result["failureMessages"]);
                        let message = messages.first().map(|it| text(it, redactor)).unwrap_or_default();
                        tests.failures.push(TestFailure::new(Some(name), message, &test.root));
                    }
                    _ => tests.skipped += 1,
                }
            }
            if file["status"] == "failed" && !results.iter().any(|result| result["status"] == "failed") {
                let message = text(&file["message"], redactor);
                tests.failures.push(TestFailure::new(None, message, &test.root));
            }
        }
        // Another file, whose path ends in the same way, may have failed beside it.
        let is_alone = files.len() == 1;
        tests.has_stray_error = is_alone && tests.failures.is_empty() && report["success"] == false;
        Some(tests)
    }

    /// Whether all of them passed.
    pub fn are_green(&self) -> bool {
        self.failures.is_empty() && !self.has_stray_error
    }

    /// What the user can do about it.
    pub(super) fn cure(&self) -> Option<String> {
        self.failures.iter().any(TestFailure::lacks_setup).then(|| {
            "name `vitest.setup.ts` in `test.setupFiles` of the configuration of vitest, as `nango generate:tests` does".to_owned()
        })
    }
}

impl TestFailure {
    fn new(test: Option<String>, message: String, root: &Path) -> Self {
        static NAME: LazyLock<Regex> = LazyLock::new(|| constant(r"^([A-Za-z_$][\w$]*): "));
        let error = NAME
            .captures(&message)
            .map_or("Error", |found| found.get(1).map_or("", |name| name.as_str()));
        Self {
            test,
            error: error.to_owned(),
            places: message
                .lines()
                .filter_map(|line| TestPlace::parse(line, root))
                .collect(),
            message: Payload(Value::String(message)),
        }
    }

    /// Whether something came that was not expected; else the function, or the test, threw.
    pub fn is_assertion(&self) -> bool {
        self.error == "AssertionError"
    }

    /// The mocks of the SDK come from `vitest.setup.ts`, which an own configuration may not name.
    fn lacks_setup(&self) -> bool {
        let message = self.message.0.as_str().unwrap_or_default();
        ["NangoActionMock", "NangoSyncMock"]
            .iter()
            .any(|name| message.contains(&format!("(reading '{name}')")))
    }
}

impl TestPlace {
    /// `at [async ][function (]<path>:<line>:<column>[)]`; `None` for frames of Node and of packages.
    fn parse(line: &str, root: &Path) -> Option<Self> {
        static FRAME: LazyLock<Regex> =
            LazyLock::new(|| constant(r"^at (?:.*? \()?(?:async )?(?:file://)?(/?\S.*?):(\d+):(\d+)\)?$"));
        let found = FRAME.captures(line.trim())?;
        let path = found[1].replace('\\', "/");
        let root = [Some(root.to_owned()), root.canonicalize().ok()];
        let file = root.iter().flatten().find_map(|root| {
            let root = root.to_string_lossy().replace('\\', "/");
            // The extended form of a path, which Windows gives to who asks for the real one.
            let root = root.trim_start_matches("//?/").trim_end_matches('/');
            let path = path
                .strip_prefix(root)
                .or_else(|| path.strip_prefix('/')?.strip_prefix(root))?;
            path.strip_prefix('/').map(str::to_owned)
        })?;
        (!file.contains("node_modules/")).then_some(())?;
        Some(Self {
            file,
            line: found[2].parse().ok()?,
            column: found[3].parse().ok()?,
        })
    }
}

/// Whether a path names the file at `relative` in some folder.
fn is_below(path: &str, relative: &str) -> bool {
    let path = path.replace('\\', "/");
    path.strip_suffix(relative)
        .is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
}

/// A text as a person reads it. What JSON has escaped is seen by the redactor only now.
fn text(value: &Value, redactor: &Redactor) -> String {
    redactor.text(&plain(value.as_str().unwrap_or_default())).into_owned()
}

/// `3 tests passed, 1 skipped`, `` 1 of 3 tests failed: `crm deals saves them` ``
impl fmt::Display for Tests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let failed: Vec<_> = self
            .failures
            .iter()
            .filter_map(|failure| failure.test.as_deref())
            .collect();
        let all = self.passed + failed.len();
        let what = if all == 1 { "test" } else { "tests" };
        match failed.split_first() {
            _ if failed.len() < self.failures.len() => write!(f, "the tests in `{}` do not load", self.file)?,
            None => write!(f, "{} {what} passed", self.passed)?,
            Some((first, others)) => {
                write!(f, "{} of {all} {what} failed: `{}`", failed.len(), first_line(first))?;
                if !others.is_empty() {
                    write!(f, " and {} more", others.len())?;
                }
            }
        }
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        match self.has_stray_error {
            true => f.write_str(", but something was thrown outside of them"),
            false => Ok(()),
        }
    }
}

impl fmt::Display for TestFailure {
    /// One sentence, without contents of records: not the message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.test {
            Some(test) => write!(f, "the test `{}` fails: ", first_line(test))?,
            None => f.write_str("the tests do not load: ")?,
        }
        match self.is_assertion() {
            true => f.write_str("what came is not what was recorded or expected"),
            false => write!(f, "`{}` was thrown", self.error),
        }
    }
}

impl fmt::Display for NotTested {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMocks { path } => write!(f, "not tested: there are no mocks, `{path}`"),
            Self::NoVitest => f.write_str("not tested: vitest is not installed in this project"),
            Self::NotGenerated { path } => write!(f, "not tested: the CLI has written no test, `{path}`"),
            Self::NotFound { path } => write!(f, "not tested: vitest finds no test in `{path}`"),
            Self::NoResult { .. } => f.write_str("not tested: vitest ended without a result"),
        }
    }
}

impl NotTested {
    /// What the user can do about it.
    pub(super) fn cure(&self) -> Option<String> {
        let cure = match self {
            Self::NoMocks { .. } => "save mocks of it first",
            Self::NoVitest => "npm install -D vitest",
            Self::NotGenerated { .. } | Self::NoResult { .. } => return None,
            Self::NotFound { .. } => "see that `test.include` of the configuration of vitest matches it",
        };
        Some(cure.to_owned())
    }
}

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the expression is constant")
}

#[cfg(test)]
mod tests;
