//! `nango-lsp deploy`: one function with the real CLI, after its plan was shown and agreed to. The plan goes to stdout,
//! everything else to stderr.

use std::process::ExitCode;

use clap::Args;
use dryrun::{Deploy, Options, Outcome, Plan, Runner};

use super::function::{Project, kind};
use super::process::{Followed, Programs, ask, conclude, exit_code, follow, runtime};
use super::{CLEAN, COULD_NOT_RUN, FOUND, complain, could_not_run, print};
use crate::run::{Choices, Target, is_production};

/// What `deploy` can be told.
#[derive(Debug, Args)]
pub struct DeployArguments {
    /// The function: its name, `integration/name`, or its file
    function: String,
    /// The Nango environment; else the one in `nango-lsp.toml`, or `dev`
    #[arg(short, long)]
    environment: Option<String>,
    /// The integration, where several have a function of this name
    #[arg(long)]
    integration: Option<String>,
    /// Show what would change, and deploy nothing
    #[arg(long)]
    plan: bool,
    /// Deploy without asking, but not to production
    #[arg(short, long)]
    yes: bool,
    /// The function's name once more: deploys to production without asking
    #[arg(long, value_name = "NAME")]
    confirm: Option<String>,
    #[command(flatten)]
    programs: Programs,
}

/// Shows the plan, asks, and deploys.
pub fn run(arguments: &DeployArguments) -> ExitCode {
    let prepared = prepare(arguments).and_then(|prepared| Ok((prepared, runtime()?)));
    match prepared {
        Ok(((deploy, options), runtime)) => ExitCode::from(runtime.block_on(execute(arguments, deploy, &options))),
        Err(why) => could_not_run(&why),
    }
}

fn prepare(arguments: &DeployArguments) -> Result<(Deploy, Options), String> {
    let project = Project::around(&arguments.function)?;
    let runnable = project.find(&arguments.function, arguments.integration.as_deref())?;
    let settings = &project.analysis.settings_of(&project.root).dryrun;
    let target = Target::new(
        settings,
        &Choices::of_user(),
        &project.root,
        &runnable.integration,
        arguments.environment.as_deref(),
    );
    let environment = target.environment;
    let kind = kind(&runnable).ok_or_else(|| {
        format!(
            "`{}` cannot be deployed alone: the CLI deploys it with all of its integration, `npx nango deploy {environment} \
             --integration {}`",
            runnable.name, runnable.integration
        )
    })?;
    let deploy = Deploy {
        root: project.root.to_path_buf(),
        integration: runnable.integration.to_string(),
        kind,
        name: runnable.name.to_string(),
        environment,
    };
    may_be_confirmed(arguments, &deploy)?;
    Ok((deploy, arguments.programs.options(settings)))
}

/// Whether the command line, or a terminal, can say yes: else there is no use in a plan.
fn may_be_confirmed(arguments: &DeployArguments, deploy: &Deploy) -> Result<(), String> {
    let Deploy { name, environment, .. } = deploy;
    match &arguments.confirm {
        Some(typed) if typed != name => return Err(format!("`--confirm {typed}` is not the name of `{name}`")),
        _ if arguments.plan => return Ok(()),
        Some(_) => return Ok(()),
        None => {}
    }
    let is_terminal = std::io::IsTerminal::is_terminal(&std::io::stdin());
    match is_production(environment) {
        true if !is_terminal => Err(format!(
            "`{name}` would be deployed to `{environment}`; say `--confirm {name}` if it shall"
        )),
        false if !is_terminal && !arguments.yes => Err(format!(
            "`{name}` would be deployed to `{environment}`; say `--yes` if it shall"
        )),
        _ => Ok(()),
    }
}

async fn execute(arguments: &DeployArguments, deploy: Deploy, options: &Options) -> u8 {
    let runner = Runner::new();
    let Followed { finished, .. } = follow(runner.plan(deploy, options)).await;
    let Outcome::Planned(plan) = &finished.outcome else {
        conclude(&finished);
        return exit_code(&finished.outcome);
    };
    print(&format!("{}\n", plan.changes.lines.join("\n")));
    conclude(&finished);
    if arguments.plan {
        return if plan.changes.is_destructive() { FOUND } else { CLEAN };
    }
    // A destructive one is refused without a question.
    if !plan.changes.is_destructive() && !is_confirmed(arguments, plan) {
        complain("not deployed");
        return COULD_NOT_RUN;
    }
    let Followed { finished, .. } = follow(runner.deploy(plan.clone(), options)).await;
    conclude(&finished);
    exit_code(&finished.outcome)
}

/// To production goes only what was named once more.
fn is_confirmed(arguments: &DeployArguments, plan: &Plan) -> bool {
    let Deploy { name, environment, .. } = &plan.deploy;
    if arguments.confirm.is_some() {
        return true;
    }
    if is_production(environment) {
        let question = format!("Type `{name}` to deploy it to `{environment}`:");
        return ask(&question).is_some_and(|typed| typed == *name);
    }
    let question = format!("Deploy `{name}` to `{environment}`? [y/N]");
    arguments.yes || ask(&question).is_some_and(|answer| answer.eq_ignore_ascii_case("y"))
}
