//! The fixes of the diagnostics at a place.

use lint::{Analysis, Applicability, Diagnostic, SourceChange};
use project::FilePath;
use syntax::{TextRange, TextSize};

use super::{Assist, AssistKind, Id};

/// The fixes of all diagnostics that touch `range`, safe ones before others, and last what silences them.
pub(super) fn offer(analysis: &Analysis, file: &FilePath, range: TextRange) -> Vec<Assist> {
    let touched: Vec<Diagnostic> = analysis
        .diagnose(file)
        .into_iter()
        .filter(|it| it.range.intersect(range).is_some())
        .collect();

    let mut assists = Vec::new();
    for wanted in [Applicability::Safe, Applicability::Unsafe] {
        for diagnostic in &touched {
            let fixes = diagnostic.fixes.iter().filter(|fix| fix.applicability == wanted);
            assists.extend(fixes.enumerate().map(|(rank, fix)| {
                let id = Id::Fix {
                    rule: diagnostic.rule.id,
                    start: diagnostic.range.start(),
                    title: &fix.title,
                };
                Assist {
                    diagnostics: vec![diagnostic.clone()],
                    is_preferred: wanted == Applicability::Safe && rank == 0,
                    ..Assist::new(id, &fix.title, AssistKind::QuickFix)
                }
            }));
        }
    }
    let silence = touched
        .iter()
        .filter(|it| suppression(analysis, file, it).is_some())
        .map(|diagnostic| {
            let id = Id::Suppress {
                rule: diagnostic.rule.id,
                start: diagnostic.range.start(),
            };
            let title = format!("Suppress `{}` here", diagnostic.rule.id);
            Assist {
                diagnostics: vec![diagnostic.clone()],
                ..Assist::new(id, title, AssistKind::QuickFix)
            }
        });
    assists.extend(silence);
    assists.dedup_by(|later, earlier| later.id == earlier.id);
    assists
}

/// The change of the fix called `title`, if that diagnostic is still there.
pub(super) fn fix(
    analysis: &Analysis,
    file: &FilePath,
    rule: &str,
    start: TextSize,
    title: &str,
) -> Option<SourceChange> {
    let fixes = at(analysis, file, rule, start).flat_map(|diagnostic| diagnostic.fixes);
    fixes.into_iter().find(|fix| fix.title == title).map(|fix| fix.change)
}

/// The change that silences the diagnostic, if it is still there.
pub(super) fn suppress(analysis: &Analysis, file: &FilePath, rule: &str, start: TextSize) -> Option<SourceChange> {
    at(analysis, file, rule, start).find_map(|diagnostic| suppression(analysis, file, &diagnostic))
}

fn at(analysis: &Analysis, file: &FilePath, rule: &str, start: TextSize) -> impl Iterator<Item = Diagnostic> {
    analysis
        .diagnose(file)
        .into_iter()
        .filter(move |it| it.rule.id == rule && it.range.start() == start)
}

fn suppression(analysis: &Analysis, file: &FilePath, diagnostic: &Diagnostic) -> Option<SourceChange> {
    let source = analysis.workspace.file(file)?.source.as_ref()?;
    lint::suppress_line(file, source, diagnostic.rule, diagnostic.range)
}
