//! `nango-lsp use`: with which connection and in which environment the functions of an integration run.

use std::process::ExitCode;

use clap::Args;
use dryrun::{Environment, Keys};
use lint::settings::DryrunSettings;
use project::FilePath;

use super::function::Project;
use super::{CLEAN, could_not_run, print};
use crate::run::{Choices, Remembered, Target, given};

/// What `use` can be told.
#[derive(Debug, Args)]
pub struct UseArguments {
    /// The integration; without it, what is used of all of them is printed
    integration: Option<String>,
    /// The connection that its functions run with from now on, in this environment
    connection: Option<String>,
    /// The environment that they run in from now on
    #[arg(short, long, requires = "integration")]
    environment: Option<String>,
    /// Forget connections and environment of the integration, or of all of them
    #[arg(long, conflicts_with_all = ["connection", "environment"])]
    forget: bool,
}

/// Keeps what is told, and prints what is used now.
pub fn run(arguments: &UseArguments) -> ExitCode {
    match used(arguments) {
        Ok(text) => {
            print(&text);
            ExitCode::from(CLEAN)
        }
        Err(why) => could_not_run(&why),
    }
}

fn used(arguments: &UseArguments) -> Result<String, String> {
    let words = [
        ("connection", &arguments.connection),
        ("environment", &arguments.environment),
    ];
    for (name, word) in words {
        word.as_deref().map_or(Ok(()), |word| given::word(name, word))?;
    }
    let project = Project::around(".")?;
    let names = integrations(&project, arguments.integration.as_deref())?;
    let settings = &project.analysis.settings_of(&project.root).dryrun;
    let remembered = Remembered::of_user().ok_or("there is no folder to keep it in")?;
    let choices = remembered.change(|choices| keep(arguments, choices, settings, &project.root));
    let choices = choices.map_err(|error| format!("it is not kept: {error}"))?;
    let mut text = String::new();
    for name in &names {
        let target = Target::new(settings, &choices, &project.root, name, None);
        let connection = target.connection.as_deref().unwrap_or("no connection");
        text += &format!("{name}: {connection} in {}\n", target.environment);
    }
    let Keys { mut named, general } = Keys::find(&project.root, &Environment::inherited());
    if general {
        named.push("any other".to_owned());
    }
    let keys = match named.is_empty() {
        true => "none".to_owned(),
        false => named.join(", "),
    };
    Ok(text + &format!("environments with a secret key: {keys}\n"))
}

/// The integrations of the project, or the one that is named.
fn integrations(project: &Project, named: Option<&str>) -> Result<Vec<Box<str>>, String> {
    let mut names: Vec<_> = project.functions().into_iter().map(|it| it.integration).collect();
    names.sort_unstable();
    names.dedup();
    let Some(named) = named else { return Ok(names) };
    if names.iter().any(|name| **name == *named) {
        return Ok(vec![named.into()]);
    }
    let meant = lint::settings::nearest(named, names.iter().map(|name| &**name));
    let meant = meant.map(|it| format!("; did you mean `{it}`?")).unwrap_or_default();
    Err(format!("`index.ts` registers no function of `{named}`{meant}"))
}

fn keep(arguments: &UseArguments, choices: &mut Choices, settings: &DryrunSettings, root: &FilePath) {
    let integration = arguments.integration.as_deref();
    if arguments.forget {
        choices.forget(root, integration);
    }
    let Some(integration) = integration else { return };
    if let Some(environment) = &arguments.environment {
        choices.set_environment(root, integration, environment);
    }
    if let Some(connection) = &arguments.connection {
        let given = arguments.environment.as_deref();
        let Target { environment, .. } = Target::new(settings, choices, root, integration, given);
        choices.set_connection(root, integration, &environment, connection);
    }
}
