//! `check --format agent`: one line a finding, with what to do about it, for coding agents.

use std::fmt::Write as _;

use lint::Diagnostic;

use super::summary::summary;
use super::{Report, is_fixable, one_line};

/// The whole report.
pub fn render(report: &Report<'_>) -> String {
    let mut text = String::new();
    for (file, found) in &report.findings {
        let place = report.place(file, found.range);
        let (path, severity, rule) = (report.bases.shown(file), found.severity.as_str(), found.rule.id);
        let message = one_line(&found.message);
        let _ = writeln!(
            text,
            "{path}:{}:{}: {severity} {rule}: {message} -> {}",
            place.line,
            place.column,
            remedy(found)
        );
    }
    text + &summary(report)
}

/// What to do: the fix, or where to read on. What a rule's page says of its fix is no help where the finding has none.
fn remedy(found: &Diagnostic) -> String {
    match found.fixes.first() {
        Some(fix) if is_fixable(found) => format!("{} (`--fix` does it)", one_line(&fix.title)),
        Some(fix) => one_line(&fix.title),
        None => format!("see `nango-lsp explain {}`", found.rule.id),
    }
}
