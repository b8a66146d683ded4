//! `nango-lsp explain <rule>`: the documentation of a rule.

use std::process::ExitCode;

use super::{CLEAN, could_not_run, print};

/// Prints it, or the rule that was probably meant.
pub fn run(id: &str) -> ExitCode {
    let Some(rule) = lint::rule(id) else {
        let meant = lint::settings::nearest(id, lint::rules().map(|rule| rule.id));
        let hint = meant.map_or_else(
            || "; `nango-lsp rules` lists them".to_owned(),
            |meant| format!("; did you mean `{meant}`?"),
        );
        return could_not_run(&format!("there is no rule `{id}`{hint}"));
    };
    let mut text = format!("# {}\n\n{}\n\n", rule.id, rule.page());
    let reporters: Vec<_> = rule.reporters.iter().map(|reporter| reporter.as_str()).collect();
    if !reporters.is_empty() {
        text.push_str(&format!("Also reported by: {}\n", reporters.join(", ")));
    }
    text.push_str(&format!("Documentation: {}\n", rule.url));
    print(&text);
    ExitCode::from(CLEAN)
}
