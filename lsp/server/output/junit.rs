//! `check --format junit`: JUnit XML, one suite a project and one test case a file, for CI systems that show tests.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lint::Diagnostic;
use project::FilePath;

use super::{Report, one_line};

/// The whole report.
pub fn render(report: &Report<'_>) -> String {
    let mut suites: Vec<(&str, Vec<Case<'_>>)> = Vec::new();
    for (file, found) in cases(report) {
        let root = report.analysis.workspace.project_of(file).map(|project| project.root());
        // What stands beside the functions belongs to the project whose folder it lies in.
        let root = root.or_else(|| report.roots.iter().rfind(|root| file.relative_to(root).is_some()));
        let suite = root.and_then(|root| report.roots.iter().find(|it| *it == root));
        let suite = suite.map_or(OUTSIDE, |root| report.bases.shown(root));
        let case = Case::of(report, file, found);
        match suites.iter_mut().find(|(name, _)| *name == suite) {
            Some((_, cases)) => cases.push(case),
            None => suites.push((suite, vec![case])),
        }
    }
    let all = || suites.iter().flat_map(|(_, cases)| cases);
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(text, "<testsuites name=\"nango-lsp\" {}>", counts(all()));
    for (name, cases) in &suites {
        let _ = writeln!(
            text,
            "  <testsuite name=\"{}\" {}>",
            attribute(name),
            counts(cases.iter())
        );
        for case in cases {
            case.write(&mut text);
        }
        text.push_str("  </testsuite>\n");
    }
    text + "</testsuites>\n"
}

/// The suite of files that lie in no project.
const OUTSIDE: &str = "outside of projects";

/// Every file that was looked at, and every other one that something was found in, with what was found; sorted.
fn cases<'a>(report: &'a Report<'_>) -> BTreeMap<&'a FilePath, Vec<&'a Diagnostic>> {
    let mut cases: BTreeMap<_, Vec<_>> = report.files.iter().map(|file| (file, Vec::new())).collect();
    for (file, found) in &report.findings {
        cases.entry(file).or_default().push(found);
    }
    cases
}

/// One file.
struct Case<'a> {
    name: &'a str,
    /// The first line is the message of the failure. A test case has one failure: some readers take no more.
    failures: Vec<String>,
    /// What does not make the check fail.
    others: Vec<String>,
}

impl<'a> Case<'a> {
    fn of(report: &'a Report<'_>, file: &'a FilePath, found: Vec<&Diagnostic>) -> Self {
        let (failures, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| report.fails(found));
        let lines = |found: Vec<&Diagnostic>| found.into_iter().map(|found| line(report, file, found)).collect();
        Self {
            name: report.bases.shown(file),
            failures: lines(failures),
            others: lines(others),
        }
    }

    fn write(&self, text: &mut String) {
        let name = attribute(self.name);
        let _ = write!(
            text,
            "    <testcase name=\"{name}\" classname=\"nango-lsp\" file=\"{name}\" time=\"0\""
        );
        if self.failures.is_empty() && self.others.is_empty() {
            text.push_str("/>\n");
            return;
        }
        text.push_str(">\n");
        if let Some(first) = self.failures.first() {
            let message = attribute(first);
            let _ = writeln!(
                text,
                "      <failure message=\"{message}\" type=\"error\">{}</failure>",
                content(&self.failures)
            );
        }
        if !self.others.is_empty() {
            let _ = writeln!(text, "      <system-out>{}</system-out>", content(&self.others));
        }
        text.push_str("    </testcase>\n");
    }
}

fn line(report: &Report<'_>, file: &FilePath, found: &Diagnostic) -> String {
    let place = report.place(file, found.range);
    let (severity, rule) = (found.severity.as_str(), found.rule.id);
    format!(
        "{}:{}: {severity} {rule}: {}",
        place.line,
        place.column,
        one_line(&found.message)
    )
}

fn counts<'a>(cases: impl Iterator<Item = &'a Case<'a>>) -> String {
    let (tests, failures) = cases.fold((0, 0), |(tests, failures), case| {
        (tests + 1, failures + usize::from(!case.failures.is_empty()))
    });
    format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"0\"")
}

fn content(lines: &[String]) -> String {
    escaped(&lines.join("\n"))
}

fn attribute(text: &str) -> String {
    escaped(text)
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
        .replace('\t', "&#9;")
}

/// Text of an element. Characters that XML cannot hold, not even as references, are replaced.
fn escaped(text: &str) -> String {
    let is_foreign =
        |char: char| (char.is_control() && !matches!(char, '\n' | '\t')) || matches!(char, '\u{fffe}' | '\u{ffff}');
    let text = text.replace(is_foreign, "\u{fffd}");
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_in_xml_is_escaped() {
        assert_eq!(
            escaped("a < b && \u{1b}[1m ]]>"),
            "a &lt; b &amp;&amp; \u{fffd}[1m ]]&gt;"
        );
        assert_eq!(attribute("\"a\"\n'b'"), "&quot;a&quot;&#10;'b'");
    }
}
