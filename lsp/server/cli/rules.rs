//! `nango-lsp rules`: the list of rules.

use std::process::ExitCode;

use lint::{Applicability, Rule};
use serde::Serialize;

use super::{CLEAN, Format, could_not_run, print};

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
        rule.levels.recommended.as_str(),
        rule.summary()
    )
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
            summary: rule.summary(),
            levels: LevelsView {
                recommended: rule.levels.recommended.as_str(),
                strict: rule.levels.strict.as_str(),
                agent: rule.levels.agent.as_str(),
            },
            reported_by: rule.reporters.iter().map(|reporter| reporter.as_str()).collect(),
            since: rule.since,
            docs: rule.url,
            fix: rule
                .fix
                .map(|fix| if fix == Applicability::Safe { "safe" } else { "unsafe" }),
        }
    }
}
