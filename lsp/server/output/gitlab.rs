//! `check --format gitlab`: a code quality report, which GitLab shows in merge requests.

use lint::Severity;
use serde::Serialize;

use super::Report;
use super::fingerprint::fingerprints;

/// The whole report.
///
/// # Errors
///
/// None that can be met: what is reported can be written as JSON.
pub fn render(report: &Report<'_>) -> serde_json::Result<String> {
    let findings = report.findings.iter().zip(fingerprints(report));
    let issues: Vec<_> = findings
        .map(|((file, found), fingerprint)| {
            let place = report.place(file, found.range);
            IssueView {
                description: &found.message,
                check_name: found.rule.id,
                fingerprint,
                severity: severity(found.severity),
                location: LocationView {
                    path: report.bases.shown(file),
                    lines: LinesView {
                        begin: place.line,
                        end: place.end_line,
                    },
                },
            }
        })
        .collect();
    serde_json::to_string_pretty(&issues)
}

/// GitLab's words. `critical` and `blocker` are for what is worse than a function that cannot be deployed.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Information | Severity::Hint => "info",
    }
}

#[derive(Serialize)]
struct IssueView<'a> {
    description: &'a str,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: LocationView<'a>,
}

#[derive(Serialize)]
struct LocationView<'a> {
    path: &'a str,
    lines: LinesView,
}

#[derive(Serialize)]
struct LinesView {
    begin: u32,
    end: u32,
}
