//! `nango-lsp example`: a value that the schema of a function takes, on stdout, to start a fixture with.

use std::process::ExitCode;

use clap::Args;
use ide::{Example, Extent, Keep, Runnable};
use lint::Analysis;
use project::{ArgumentKind, Schema};
use serde_json::{Value, json};

use super::function::Project;
use super::{CLEAN, complain, could_not_run, print, write};

/// What `example` can be told.
#[derive(Debug, Args)]
pub struct ExampleArguments {
    /// The function: its name, `integration/name`, or its file; without it a line of JSON for each function there is
    function: Option<String>,
    /// Every key there is, not only those that have to be there
    #[arg(long)]
    full: bool,
    /// The metadata of the connection, not the input
    #[arg(long)]
    metadata: bool,
    /// The checkpoint, not the input
    #[arg(long, conflicts_with = "metadata")]
    checkpoint: bool,
    /// Keep it for the dry runs: in `<integration>/fixtures/`, unless there is a file already
    #[arg(long, requires = "function")]
    save: bool,
    /// The integration, where several have a function of this name
    #[arg(long)]
    integration: Option<String>,
}

const UNSURE: &str = "part of the schema is not understood: this may not fit it";

/// Prints it.
pub fn run(arguments: &ExampleArguments) -> ExitCode {
    let printed = match &arguments.function {
        Some(function) => one(arguments, function),
        None => all(arguments),
    };
    match printed {
        Ok(text) => {
            print(&text);
            ExitCode::from(CLEAN)
        }
        Err(why) => could_not_run(&why),
    }
}

impl ExampleArguments {
    fn argument(&self) -> ArgumentKind {
        match (self.metadata, self.checkpoint) {
            (true, _) => ArgumentKind::Metadata,
            (_, true) => ArgumentKind::Checkpoint,
            _ => ArgumentKind::Input,
        }
    }
}

fn one(arguments: &ExampleArguments, function: &str) -> Result<String, String> {
    let project = Project::around(function)?;
    let runnable = project.find(function, arguments.integration.as_deref())?;
    let (argument, name) = (arguments.argument(), &runnable.name);
    let extent = if arguments.full { Extent::Full } else { Extent::Minimal };
    if arguments.save {
        let keep = Keep {
            runnable,
            argument,
            extent,
        };
        return save(&project, &keep);
    }
    let made = make(&project.analysis, &runnable, argument, extent)
        .ok_or_else(|| format!("`{name}` has no `{}` that is understood", argument.as_str()))?;
    if !made.is_sure {
        complain(UNSURE);
    }
    let value: Value = value(&made)?;
    Ok(format!("{value:#}\n"))
}

/// Writes it where the runs look for it; the path of the file.
fn save(project: &Project, keep: &Keep) -> Result<String, String> {
    let kept = ide::keep(&project.analysis, keep).map_err(|error| error.to_string())?;
    let path = kept.file.relative_to(&project.root).unwrap_or(kept.file.as_str());
    let change = kept.change.ok_or_else(|| format!("`{path}` is there already"))?;
    if !kept.is_sure {
        complain(UNSURE);
    }
    write::write(&change, &project.root)?;
    Ok(String::new())
}

/// A line for each function that has the argument.
fn all(arguments: &ExampleArguments) -> Result<String, String> {
    let project = Project::around(".")?;
    let argument = arguments.argument();
    let mut lines = String::new();
    for runnable in project.functions() {
        let made = |extent| make(&project.analysis, &runnable, argument, extent);
        let (Some(minimal), Some(full)) = (made(Extent::Minimal), made(Extent::Full)) else {
            continue;
        };
        let line = json!({
            "function": format!("{}/{}", runnable.integration, runnable.name),
            "file": runnable.file.relative_to(&project.root).map(|path| path.replace('\\', "/")),
            "minimal": { "value": value(&minimal)?, "sure": minimal.is_sure },
            "full": { "value": value(&full)?, "sure": full.is_sure },
        });
        lines += &format!("{line}\n");
    }
    Ok(lines)
}

fn make(analysis: &Analysis, runnable: &Runnable, argument: ArgumentKind, extent: Extent) -> Option<Example> {
    let schema = Schema::of_argument(&analysis.workspace, &runnable.file, argument)?;
    Some(ide::example(&schema, extent))
}

fn value(example: &Example) -> Result<Value, String> {
    serde_json::from_str(&example.json()).map_err(|error| error.to_string())
}
