//! `check --format sarif`: SARIF 2.1.0, for code scanning.

mod log;
mod rules;

use std::path::Path;

use lint::{Diagnostic, FileEdit, Fix, Severity};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use project::FilePath;
use rustc_hash::FxHashMap;
use syntax::TextRange;

use self::log::{
    ArtifactChange, ArtifactLocation, Driver, Invocation, Level, Location, Log, Message, Notification,
    PartialFingerprints, PhysicalLocation, Region, Replacement, Result, Run, SarifFix, Tool,
};
use super::Report;
use super::fingerprint::fingerprints;

/// The whole report.
///
/// # Errors
///
/// None that can be met: what is reported can be written as JSON.
pub fn render(report: &Report<'_>) -> serde_json::Result<String> {
    let rules = rules::descriptors();
    let index: FxHashMap<_, _> = rules.iter().enumerate().map(|(index, rule)| (rule.id, index)).collect();
    let findings = report.findings.iter().zip(fingerprints(report));
    let results = findings
        .map(|((file, found), fingerprint)| Result {
            rule_id: found.rule.id,
            rule_index: index.get(found.rule.id).copied(),
            kind: "fail",
            level: level(found.severity),
            message: Message::text(&found.message),
            locations: vec![location(report, file, found.range, None)],
            related_locations: found
                .related
                .iter()
                .map(|related| location(report, &related.file, related.range, Some(&related.message)))
                .collect(),
            partial_fingerprints: PartialFingerprints { finding: fingerprint },
            fixes: fixes(report, found),
        })
        .collect();
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "nango-lsp",
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules,
            },
        },
        invocations: [Invocation {
            execution_successful: true,
            tool_execution_notifications: notifications(report),
        }],
        results,
        column_kind: "utf16CodeUnits",
        newline_sequences: ["\r\n", "\n", "\r"],
    };
    serde_json::to_string_pretty(&Log::of(run))
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Information | Severity::Hint => Level::Note,
    }
}

fn location<'a>(report: &Report<'_>, file: &FilePath, range: TextRange, message: Option<&'a str>) -> Location<'a> {
    Location {
        physical_location: PhysicalLocation {
            artifact_location: artifact(report, file),
            region: Some(region(report, file, range)),
        },
        message: message.map(Message::text),
    }
}

fn region(report: &Report<'_>, file: &FilePath, range: TextRange) -> Region {
    let place = report.place(file, range);
    Region {
        start_line: place.line,
        start_column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    }
}

/// Of a path, everything but these is written as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Where a file lies: below the checkout where it does, so that the report says nothing of the machine.
fn artifact(report: &Report<'_>, file: &FilePath) -> ArtifactLocation {
    let shown = report.bases.shown(file);
    if Path::new(shown).is_absolute() {
        let uri = crate::lsp::uri::from_path(file).map(|uri| uri.to_string());
        return ArtifactLocation {
            uri: uri.unwrap_or_else(|| utf8_percent_encode(shown, PATH).to_string()),
            uri_base_id: None,
        };
    }
    ArtifactLocation {
        uri: utf8_percent_encode(shown.trim_start_matches("./"), PATH).to_string(),
        uri_base_id: Some("%SRCROOT%"),
    }
}

/// The fixes that are edits of texts: SARIF knows no files that come, go or move.
fn fixes<'a>(report: &Report<'_>, found: &'a Diagnostic) -> Vec<SarifFix<'a>> {
    let of_texts = |fix: &&Fix| {
        fix.change
            .edits
            .iter()
            .all(|edit| matches!(edit, FileEdit::Edit { .. }))
    };
    let changes = |fix: &'a Fix| {
        let changes = fix.change.edits.iter().filter_map(|edit| match edit {
            FileEdit::Edit { file, edits } if !edits.is_empty() => Some(ArtifactChange {
                artifact_location: artifact(report, file),
                replacements: edits
                    .iter()
                    .map(|edit| Replacement {
                        deleted_region: region(report, file, edit.range),
                        inserted_content: Message::text(&edit.text),
                    })
                    .collect(),
            }),
            _ => None,
        });
        changes.collect::<Vec<_>>()
    };
    let fixes = found.fixes.iter().filter(of_texts).map(|fix| SarifFix {
        description: Message::text(&fix.title),
        artifact_changes: changes(fix),
    });
    fixes.filter(|fix| !fix.artifact_changes.is_empty()).collect()
}

/// What could not be read.
fn notifications(report: &Report<'_>) -> Vec<Notification> {
    let of_problem = |(file, problem): &(FilePath, project::load::Problem)| Notification {
        level: Level::Warning,
        message: Message::text(format!("the file {problem}")),
        locations: vec![Location {
            physical_location: PhysicalLocation {
                artifact_location: artifact(report, file),
                region: None,
            },
            message: None,
        }],
    };
    report.problems.iter().map(of_problem).collect()
}
