//! The report of a deployment: what it came to, and its plan in the words of the CLI.

use dryrun::{Changes, Deploy, Finished, NotDeployed, Outcome};

use super::text::{cell, code, fenced};
use super::{compile_errors, headline};

/// The report of a deployment, or of what is planned.
pub fn of_deployment(deploy: &Deploy, plan: Option<&Changes>, finished: &Finished) -> String {
    let Deploy {
        name,
        integration,
        environment,
        ..
    } = deploy;
    let mut report = headline("Deployment", name, &finished.outcome);
    let rows = [
        ("Function", format!("{integration}/{name}")),
        ("Environment", environment.clone()),
        ("Time", format!("{:.1} s", finished.duration.as_secs_f32())),
        ("In a terminal", deploy.by_hand()),
    ];
    let rows = rows.map(|(name, value)| format!("| {name} | {} |\n", cell(&value)));
    report.push_str(&format!("| | |\n|---|---|\n{}\n", rows.concat()));
    let plan = match &finished.outcome {
        Outcome::NotDeployed(NotDeployed::Destructive { changes, .. }) => Some(changes),
        _ => plan,
    };
    if let Some(changes) = plan {
        report.push_str(&format!("## The plan\n\n{}", fenced("text", &changes.lines.join("\n"))));
    }
    match &finished.outcome {
        Outcome::Deployed(deployment) if !deployment.functions.is_empty() => {
            let lines = deployment.functions.iter().map(|name| format!("- {}\n", code(name)));
            report.push_str(&format!("## Deployed\n\n{}\n", lines.collect::<String>()));
        }
        Outcome::CompileError(messages) => report.push_str(&compile_errors(messages)),
        Outcome::Unknown { tail } => {
            report.push_str(&format!("## The last lines\n\n{}", fenced("text", &tail.join("\n"))));
        }
        _ => {}
    }
    report
}
