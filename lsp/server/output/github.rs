//! `check --format github`: workflow commands, which GitHub Actions shows as annotations of a pull request.

use std::fmt::Write as _;

use lint::Severity;

use super::Report;
use super::summary::summary;

/// One command for each finding, and the summary for the log.
pub fn render(report: &Report<'_>) -> String {
    let mut text = String::new();
    for (file, found) in &report.findings {
        let place = report.place(file, found.range);
        let shown = report.bases.shown(file);
        let command = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information | Severity::Hint => "notice",
        };
        let _ = write!(text, "::{command} title={}", property(found.rule.id));
        let _ = write!(
            text,
            ",file={},line={},endLine={}",
            property(shown),
            place.line,
            place.end_line
        );
        // GitHub refuses columns of what spans lines.
        if place.line == place.end_line {
            let _ = write!(text, ",col={},endColumn={}", place.column, place.end_column);
        }
        // The log shows the message alone, so it says once more where.
        let mut message = format!("{shown}:{}:{}: {}", place.line, place.column, found.message);
        if let Some(fix) = found.fixes.first() {
            let _ = write!(message, "\nfix: {}", fix.title);
        }
        let _ = writeln!(text, "::{}", data(&message));
    }
    text + &summary(report)
}

/// The message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_or_a_property_is_escaped() {
        assert_eq!(data("100 %\r\na,b: c"), "100 %25%0D%0Aa,b: c");
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
    }
}
