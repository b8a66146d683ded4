//! Suppression comments at work: what they silence goes, and what is wrong with them comes.

use std::borrow::Cow;

use syntax::{TextEdit, TextRange};

use super::diagnose::Run;
use crate::SourceChange;
use crate::diagnostic::{Diagnostic, Fix, Tag};
use crate::findings::Findings;
use crate::rule::{Applicability, Rule};
use crate::rules;
use crate::rules::suppression::{suppression_incomplete, suppression_unknown_rule, suppression_unused};
use crate::settings::nearest;
use crate::suppression::{RuleName, Suppression};

/// Takes out what the comments of a file silence, and adds what is wrong with the comments. In a file with syntax errors
/// most rules are silent: then none of them is called unused.
pub(super) fn apply(run: &Run<'_>, findings: &Findings, has_errors: bool, diagnostics: &mut Vec<Diagnostic>) {
    if findings.suppressions.is_empty() {
        return;
    }
    let mut used: Vec<Vec<bool>> = findings
        .suppressions
        .iter()
        .map(|it| vec![false; it.rules.len()])
        .collect();
    diagnostics.retain(|diagnostic| {
        let mut is_kept = true;
        for (suppression, used) in findings.suppressions.iter().zip(&mut used) {
            if let Some(name) = suppression.covers(diagnostic.rule, diagnostic.range.start()) {
                used[name] = true;
                is_kept = false;
            }
        }
        is_kept
    });
    for (suppression, used) in findings.suppressions.iter().zip(&used) {
        if suppression.rules.is_empty() || !suppression.has_reason {
            incomplete(run, suppression, diagnostics);
            continue;
        }
        for (at, name) in suppression.rules.iter().enumerate() {
            match rules::find(&name.name) {
                None => unknown(run, suppression, at, name, diagnostics),
                // A rule that is off finds nothing anywhere.
                Some(rule) if !used[at] && !has_errors && run.severity(rule).is_some() => {
                    unused(run, suppression, at, name, diagnostics);
                }
                Some(_) => {}
            }
        }
    }
}

fn incomplete(run: &Run<'_>, suppression: &Suppression, diagnostics: &mut Vec<Diagnostic>) {
    let message = match suppression.rules.is_empty() {
        true => "this comment names no rule, and has no effect",
        false => "this comment gives no reason after a colon, and has no effect",
    };
    let removal = removal(run, "Delete the comment", TextEdit::delete(suppression.removal));
    report(
        run,
        &suppression_incomplete::RULE,
        suppression.range,
        message.to_owned(),
        vec![removal],
        diagnostics,
    );
}

fn unknown(run: &Run<'_>, suppression: &Suppression, at: usize, name: &RuleName, diagnostics: &mut Vec<Diagnostic>) {
    let mut fixes = vec![removal(run, "Delete the name", suppression.without(at))];
    let mut message = format!("there is no rule `{}`", name.name);
    if let Some(meant) = nearest(&name.name, rules::all().map(|rule| rule.id)) {
        message.push_str(&format!("; `{meant}` was probably meant"));
        fixes.push(Fix {
            title: format!("Write `{meant}`"),
            applicability: Applicability::Unsafe,
            change: SourceChange::edit(run.path, [TextEdit::replace(name.range, meant)]),
        });
    }
    report(
        run,
        &suppression_unknown_rule::RULE,
        name.range,
        message,
        fixes,
        diagnostics,
    );
}

fn unused(run: &Run<'_>, suppression: &Suppression, at: usize, name: &RuleName, diagnostics: &mut Vec<Diagnostic>) {
    let message = format!("`{}` finds nothing here", name.name);
    let fixes = vec![removal(run, "Delete what is not needed", suppression.without(at))];
    report(run, &suppression_unused::RULE, name.range, message, fixes, diagnostics);
}

fn removal(run: &Run<'_>, title: &str, edit: TextEdit) -> Fix {
    let change = SourceChange::edit(run.path, [edit]);
    Fix {
        title: title.to_owned(),
        applicability: Applicability::Safe,
        change,
    }
}

fn report(
    run: &Run<'_>,
    rule: &'static Rule,
    range: TextRange,
    message: String,
    fixes: Vec<Fix>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(severity) = run.severity(rule) else { return };
    let tag = Some(Tag::Unnecessary);
    diagnostics.push(Diagnostic {
        rule,
        severity,
        reporters: Cow::Borrowed(&[]),
        range,
        message,
        related: Vec::new(),
        fixes,
        tag,
    });
}
