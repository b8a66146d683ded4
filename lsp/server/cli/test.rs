//! `nango-lsp test`: one function with its mocks, by the project's own vitest. What failed goes to stdout in the words of
//! vitest, everything else to stderr.

use std::process::ExitCode;

use clap::Args;
use dryrun::{NotTested, Options, Outcome, Runner, Test};

use super::function::{Project, kind};
use super::process::{Followed, Programs, conclude, exit_code, follow, runtime};
use super::{complain, could_not_run, print};

/// What `test` can be told.
#[derive(Debug, Args)]
pub struct TestArguments {
    /// The function: its name, `integration/name`, or its file
    function: String,
    /// The integration, where several have a function of this name
    #[arg(long)]
    integration: Option<String>,
    /// Write the test file anew, whatever is in it
    #[arg(long)]
    regenerate: bool,
    #[command(flatten)]
    programs: Programs,
}

/// Tests it, by the test file that is there or is generated.
pub fn run(arguments: &TestArguments) -> ExitCode {
    let prepared = prepare(arguments).and_then(|prepared| Ok((prepared, runtime()?)));
    match prepared {
        Ok(((test, options), runtime)) => ExitCode::from(runtime.block_on(execute(test, &options))),
        Err(why) => could_not_run(&why),
    }
}

fn prepare(arguments: &TestArguments) -> Result<(Test, Options), String> {
    let project = Project::around(&arguments.function)?;
    let runnable = project.find(&arguments.function, arguments.integration.as_deref())?;
    let name = &runnable.name;
    let kind =
        kind(&runnable).ok_or_else(|| format!("`{name}` cannot be tested: the CLI runs actions and syncs only"))?;
    let test = Test {
        root: project.root.to_path_buf(),
        integration: runnable.integration.to_string(),
        kind,
        name: name.to_string(),
        regenerate: arguments.regenerate,
    };
    let settings = &project.analysis.settings_of(&project.root).dryrun;
    Ok((test, arguments.programs.options(settings)))
}

async fn execute(test: Test, options: &Options) -> u8 {
    let record = format!("nango-lsp record {}/{}", test.integration, test.name);
    let Followed { finished, .. } = follow(Runner::new().test(test, options)).await;
    if let Outcome::Tested(tests) = &finished.outcome {
        if tests.is_generated {
            complain(&format!("generated: {}", tests.file));
        }
        for failure in &tests.failures {
            let title = failure.test.as_deref().unwrap_or(&tests.file);
            let message = failure.message.0.as_str().unwrap_or_default();
            print(&format!("{title}\n  {}\n", message.replace('\n', "\n  ")));
        }
    }
    conclude(&finished);
    if let Outcome::NotTested(NotTested::NoMocks { .. }) = &finished.outcome {
        complain(&record);
    }
    exit_code(&finished.outcome)
}
