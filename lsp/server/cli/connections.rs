//! `nango-lsp connections`: which connections there are to run functions with, as Nango's API says.

use std::process::ExitCode;

use clap::Args;
use dryrun::{Access, Environment};
use serde_json::json;

use super::function::Project;
use super::{CLEAN, Format, complain, could_not_run, print};
use crate::api::{Api, Connection, Connections, Wanted};
use crate::run::{Choices, Target};

/// What `connections` can be told.
#[derive(Debug, Args)]
pub struct ConnectionsArguments {
    /// The Nango environment; else that of the integration, of `nango-lsp.toml`, or `dev`
    #[arg(short, long)]
    environment: Option<String>,
    /// Those of one integration
    #[arg(short, long)]
    integration: Option<String>,
    /// Those with TEXT in their id, or in the name or address of their end user
    #[arg(short, long, value_name = "TEXT")]
    search: Option<String>,
    /// How the list is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Asks the API and prints them.
pub fn run(arguments: &ConnectionsArguments) -> ExitCode {
    match list(arguments) {
        Ok((environment, connections)) => {
            print(&match arguments.format {
                Format::Text => table(&connections.found),
                Format::Json => format!("{:#}\n", report(&environment, &connections)),
            });
            if connections.found.is_empty() {
                complain(&format!("no connection was found in `{environment}`"));
            }
            if !connections.is_all {
                complain("there are more: these are the newest; find others by `--integration` and `--search`");
            }
            ExitCode::from(CLEAN)
        }
        Err(why) => could_not_run(&why),
    }
}

fn list(arguments: &ConnectionsArguments) -> Result<(String, Connections), String> {
    let Project { analysis, root, .. } = Project::around(".")?;
    let (settings, choices) = (&analysis.settings_of(&root).dryrun, Choices::of_user());
    let integration = arguments.integration.as_deref().unwrap_or_default();
    let Target { environment, .. } =
        Target::new(settings, &choices, &root, integration, arguments.environment.as_deref());
    let access = Access::find(&root, &environment, &Environment::inherited()).map_err(|problem| problem.to_string())?;
    let wanted = Wanted {
        integration: arguments.integration.clone(),
        search: arguments.search.clone(),
    };
    let listed = Api::new(access).and_then(|api| api.connections(&wanted));
    let connections = listed.map_err(|error| format!("`{environment}`: {error}"))?;
    Ok((environment, connections))
}

/// A line for each: id, integration, day, whose it is.
fn table(connections: &[Connection]) -> String {
    let rows: Vec<[String; 4]> = connections
        .iter()
        .map(|it| {
            [
                it.label(),
                it.integration.clone(),
                it.day().unwrap_or_default(),
                it.description(),
            ]
        })
        .collect();
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths = [width(0), width(1), width(2)];
    let mut text = String::new();
    for [id, integration, day, description] in &rows {
        let line = format!(
            "{id:0$}  {integration:1$}  {day:2$}  {description}",
            widths[0], widths[1], widths[2]
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn report(environment: &str, connections: &Connections) -> serde_json::Value {
    let found = connections.found.iter().map(|it| {
        json!({
            "id": it.id,
            "integration": it.integration,
            "created": it.day(),
            "description": it.description(),
        })
    });
    json!({
        "environment": environment,
        "connections": found.collect::<Vec<_>>(),
        "isAll": connections.is_all,
    })
}
