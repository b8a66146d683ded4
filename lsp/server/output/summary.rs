//! The last line of a report that people or agents read.

use std::fmt::Write as _;

use lint::Severity;

use super::{Report, is_fixable};

/// How much was found in how many functions.
pub fn summary(report: &Report<'_>) -> String {
    let count = |severity| {
        report
            .findings
            .iter()
            .filter(|(_, found)| found.severity == severity)
            .count()
    };
    let fixable = report.findings.iter().filter(|(_, found)| is_fixable(found)).count();
    let counts = [
        (count(Severity::Error), "error", "errors"),
        (count(Severity::Warning), "warning", "warnings"),
        (count(Severity::Information) + count(Severity::Hint), "hint", "hints"),
    ];
    let functions = report
        .roots
        .iter()
        .filter_map(|root| report.analysis.workspace.project(root));
    let functions = functions.map(|project| project.functions().count()).sum();
    let found: Vec<_> = counts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    let found = if found.is_empty() {
        "nothing found".to_owned()
    } else {
        found.join(", ")
    };
    let mut line = format!("{found} in {}", counted(functions, "function", "functions"));
    if fixable > 0 {
        let _ = write!(line, "; {fixable} fixable with `--fix`");
    }
    line.push('\n');
    line
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
