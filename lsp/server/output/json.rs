//! `check --format json`: what was found, for programs. Positions as in LSP: from zero, in UTF-16 units.

use std::io;

use lint::{Applicability, FileEdit};
use project::{FilePath, Project};
use serde::{Serialize, Serializer};
use syntax::{PositionEncoding, TextRange};

use super::Report;
use super::effects::EffectsView;
use crate::lsp::arguments;

/// Raised when a field changes its meaning or goes; new fields may come without.
const VERSION: u32 = 1;

/// Writes the whole report, as it is made: with thousands of functions it is long.
pub fn write(report: &Report<'_>, out: &mut dyn io::Write) -> serde_json::Result<()> {
    let view = ReportView {
        version: VERSION,
        projects: report.roots.iter().filter_map(|root| project(report, root)).collect(),
        diagnostics: report
            .findings
            .iter()
            .map(|(file, found)| diagnostic(report, file, found))
            .collect(),
    };
    serde_json::to_writer_pretty(out, &view)
}

#[derive(Serialize)]
struct ReportView<'a> {
    version: u32,
    projects: Vec<ProjectView<'a>>,
    diagnostics: Vec<DiagnosticView<'a>>,
}

#[derive(Serialize)]
struct ProjectView<'a> {
    root: &'a str,
    functions: FunctionsView<'a>,
}

/// The functions of a project, each made when it is written.
struct FunctionsView<'a> {
    report: &'a Report<'a>,
    project: &'a Project,
}

impl Serialize for FunctionsView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let FunctionsView { report, project } = self;
        serializer.collect_seq(project.functions().map(|function| FunctionView {
            integration: &function.integration,
            kind: arguments::kind(function.kind),
            name: &function.name,
            file: report.bases.shown(&function.file),
            registered: project.registered(&function.file),
            effects: EffectsView::of(report.analysis.effects(&function.file)),
        }))
    }
}

#[derive(Serialize)]
struct FunctionView<'a> {
    integration: &'a str,
    kind: &'static str,
    name: &'a str,
    file: &'a str,
    registered: bool,
    effects: EffectsView,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DiagnosticView<'a> {
    file: &'a str,
    range: Option<RangeView>,
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    reported_by: Vec<&'static str>,
    docs: &'static str,
    related: Vec<RelatedView<'a>>,
    fixes: Vec<FixView<'a>>,
}

#[derive(Serialize)]
struct RelatedView<'a> {
    file: &'a str,
    range: Option<RangeView>,
    message: &'a str,
}

#[derive(Serialize)]
struct FixView<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<EditView<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "camelCase")]
enum EditView<'a> {
    Edit {
        file: &'a str,
        range: Option<RangeView>,
        new_text: &'a str,
    },
    Create {
        file: String,
        text: &'a str,
    },
    Delete {
        file: &'a str,
    },
    Rename {
        file: &'a str,
        to: String,
    },
}

#[derive(Serialize)]
struct RangeView {
    start: PositionView,
    end: PositionView,
}

#[derive(Serialize)]
struct PositionView {
    line: u32,
    character: u32,
}

fn project<'a>(report: &'a Report<'_>, root: &'a FilePath) -> Option<ProjectView<'a>> {
    let project = report.analysis.workspace.project(root)?;
    Some(ProjectView {
        root: report.bases.shown(root),
        functions: FunctionsView { report, project },
    })
}

fn diagnostic<'a>(report: &'a Report<'_>, file: &'a FilePath, found: &'a lint::Diagnostic) -> DiagnosticView<'a> {
    DiagnosticView {
        file: report.bases.shown(file),
        range: range(report, file, found.range),
        code: found.rule.id,
        severity: found.severity.as_str(),
        message: &found.message,
        reported_by: found.reporters.iter().map(|reporter| reporter.as_str()).collect(),
        docs: found.rule.url,
        related: found
            .related
            .iter()
            .map(|related| RelatedView {
                file: report.bases.shown(&related.file),
                range: range(report, &related.file, related.range),
                message: &related.message,
            })
            .collect(),
        fixes: found
            .fixes
            .iter()
            .map(|fix| FixView {
                title: &fix.title,
                safe: fix.applicability == Applicability::Safe,
                edits: fix.change.edits.iter().flat_map(|edit| edits(report, edit)).collect(),
            })
            .collect(),
    }
}

fn edits<'a>(report: &'a Report<'_>, edit: &'a FileEdit) -> Vec<EditView<'a>> {
    let shown_new = |path: &std::path::Path| report.bases.shown(&FilePath::new(path)).to_owned();
    match edit {
        FileEdit::Edit { file, edits } => edits
            .iter()
            .map(|edit| EditView::Edit {
                file: report.bases.shown(file),
                range: range(report, file, edit.range),
                new_text: &edit.text,
            })
            .collect(),
        FileEdit::Create { path, text } => vec![EditView::Create {
            file: shown_new(path),
            text,
        }],
        FileEdit::Delete { file } => vec![EditView::Delete {
            file: report.bases.shown(file),
        }],
        FileEdit::Rename { from, to } => vec![EditView::Rename {
            file: report.bases.shown(from),
            to: shown_new(to),
        }],
    }
}

fn range(report: &Report<'_>, file: &FilePath, range: TextRange) -> Option<RangeView> {
    let lines = report.sources.lines(file)?;
    let position = |offset| {
        let position = lines.position(offset, PositionEncoding::Utf16);
        PositionView {
            line: position.line,
            character: position.character,
        }
    };
    Some(RangeView {
        start: position(range.start()),
        end: position(range.end()),
    })
}
