//! `nango-lsp rules`: the list of rules.

use std::process::ExitCode;

use lint::{Applicability, Level, Rule};
use serde::Serialize;

use super::{CLEAN, Format, could_not_run, print};
use crate::output::json;

/// Prints it.
pub fn run(format: Format) -> ExitCode {
    let text = match format {
        Format::Text => lint::rules().map(line).collect(),
        Format::Json => {
            let rules: Vec<_> = lint::rules().map(RuleView::of).collect();
            match serde_json::to_string_pretty(&rules) {
                Ok(text) => text + "\n",
                Err(error) => return could_not_run(&error.to_string()),
            }
        }
    };
    print(&text);
    ExitCode::from(CLEAN)
}

fn line(rule: &Rule) -> String {
    format!(
        "{:40} {:12} {}\n",
        rule.id,
        level(rule.levels.recommended),
        summary(rule)
    )
}

/// The first sentence of the documentation.
fn summary(rule: &Rule) -> String {
    let paragraph = rule.docs.trim().split("\n\n").next().unwrap_or_default();
    paragraph.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::On(severity) => json::severity(severity),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleView {
    id: &'static str,
    summary: String,
    levels: LevelsView,
    reported_by: Vec<&'static str>,
    since: &'static str,
    docs: &'static str,
    fix: Option<&'static str>,
}

#[derive(Serialize)]
struct LevelsView {
    recommended: &'static str,
    strict: &'static str,
    agent: &'static str,
}

impl RuleView {
    fn of(rule: &'static Rule) -> Self {
        Self {
            id: rule.id,
            summary: summary(rule),
            levels: LevelsView {
                recommended: level(rule.levels.recommended),
                strict: level(rule.levels.strict),
                agent: level(rule.levels.agent),
            },
            reported_by: rule.reporters.iter().copied().map(json::reporter).collect(),
            since: rule.since,
            docs: rule.url,
            fix: rule
                .fix
                .map(|fix| if fix == Applicability::Safe { "safe" } else { "unsafe" }),
        }
    }
}
