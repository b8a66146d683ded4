//! `check --format text`: what was found, for people, with the source beside it.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use lint::{Applicability, Diagnostic, Severity};
use project::FilePath;
use syntax::{LineIndex, PositionEncoding, TextRange};

use super::Report;
use super::summary::summary;

/// The whole report, with colours: who writes it to something else than a terminal takes them off.
pub fn render(report: &Report<'_>) -> String {
    let renderer = Renderer::styled();
    let mut text = String::new();
    for (file, diagnostic) in &report.findings {
        text.push_str(&finding(report, &renderer, file, diagnostic));
        text.push_str("\n\n");
    }
    text.push_str(&summary(report));
    text
}

fn finding(report: &Report<'_>, renderer: &Renderer, file: &FilePath, diagnostic: &Diagnostic) -> String {
    let level = level(diagnostic.severity);
    let title = level
        .primary_title(&*diagnostic.message)
        .id(diagnostic.rule.id)
        .id_url(diagnostic.rule.url);
    let excerpts = excerpt(report, file, diagnostic.range, None).into_iter();
    let related = diagnostic.related.iter();
    let related = related.filter_map(|it| excerpt(report, &it.file, it.range, Some(&it.message)));
    let mut groups = vec![Group::with_title(title).elements(excerpts.chain(related))];
    for fix in &diagnostic.fixes {
        let how = if fix.applicability == Applicability::Safe {
            " (`--fix`)"
        } else {
            ""
        };
        groups.push(Group::with_title(
            Level::HELP.secondary_title(format!("{}{how}", fix.title)),
        ));
    }
    renderer.render(&groups)
}

/// The lines of a range, with a mark under it. Only they are handed on: the renderer reads all that it is given.
fn excerpt<'a>(
    report: &'a Report<'_>,
    file: &'a FilePath,
    range: TextRange,
    label: Option<&'a str>,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let text = report.sources.text(file)?;
    let lines = LineIndex::new(&text);
    let first = lines.position(range.start(), PositionEncoding::Utf8).line;
    let last = lines.position(range.end(), PositionEncoding::Utf8).line;
    let (start, end) = (
        usize::from(lines.line(first).start()),
        usize::from(lines.line(last).end()),
    );
    let excerpt = text.get(start..end)?.to_owned();
    let within = |offset: syntax::TextSize| usize::from(offset).clamp(start, end) - start;
    let span: Range<usize> = within(range.start())..within(range.end());
    let kind = if label.is_some() {
        AnnotationKind::Context
    } else {
        AnnotationKind::Primary
    };
    let annotation = kind.span(span).label(label);
    Some(
        Snippet::source(excerpt)
            .line_start(first as usize + 1)
            .path(report.bases.shown(file))
            .annotation(annotation),
    )
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::NOTE.with_name("hint"),
    }
}
