//! `nango-lsp register` and `nango-lsp new`: what the commands of the same names make in an editor, written to the disk.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use ide::{NewFunction, Scaffold};
use lint::{Analysis, Audience, Settings, SourceChange};
use project::FilePath;

use super::{CLEAN, could_not_run, fix, print};

/// What `register` can be told.
#[derive(Debug, Args)]
pub struct RegisterArguments {
    /// The files of the functions; else all that `index.ts` lacks
    files: Vec<PathBuf>,
}

/// What `new` can be told.
#[derive(Debug, Args)]
pub struct NewArguments {
    /// The folder of the integration
    integration: String,
    /// The name of the function, and of its file
    name: String,
    /// Which scaffold: `action`, `sync-timestamp`, …
    #[arg(short, long, value_name = "ID")]
    template: String,
    /// The name of the model of a sync; else one made from the function's name
    #[arg(long)]
    model: Option<String>,
}

/// Adds the imports of functions to `index.ts`.
pub fn register(arguments: &RegisterArguments) -> ExitCode {
    end(try_register(&arguments.files))
}

/// Creates a function and registers it.
pub fn new(arguments: &NewArguments) -> ExitCode {
    end(try_new(arguments))
}

fn try_register(files: &[PathBuf]) -> Result<(), String> {
    if files.is_empty() {
        let (analysis, root) = load(Path::new("."))?;
        let change = ide::register_all(&analysis, &root);
        return write(&change.ok_or("every function is registered already")?, &root);
    }
    for file in files {
        // Anew for each: the import of one is where that of the next one goes.
        let (analysis, root) = load(file)?;
        let change = ide::register(&analysis, &project::load::canonical(file));
        let change = change.ok_or_else(|| {
            format!(
                "{} is registered already, or lies where no function can be",
                file.display()
            )
        })?;
        write(&change, &root)?;
    }
    Ok(())
}

fn try_new(arguments: &NewArguments) -> Result<(), String> {
    let (analysis, root) = load(Path::new("."))?;
    let scaffold = Scaffold::from_id(&arguments.template).ok_or_else(|| {
        let ids: Vec<_> = Scaffold::ALL.into_iter().map(Scaffold::id).collect();
        format!("there is no template `{}`, only {}", arguments.template, ids.join(", "))
    })?;
    let new = NewFunction {
        root: root.clone(),
        integration: arguments.integration.clone(),
        name: arguments.name.clone(),
        scaffold,
        model: arguments.model.clone(),
    };
    let change = ide::new_function(&analysis, &new).map_err(|error| error.to_string())?;
    write(&change, &root)
}

/// The project around a file or folder.
fn load(path: &Path) -> Result<(Analysis, FilePath), String> {
    let whole = project::load::canonical(path);
    let folder = if whole.is_dir() {
        Some(whole.clone())
    } else {
        whole.folder()
    };
    let folder = folder.ok_or_else(|| format!("{} lies in no folder", path.display()))?;
    let paths = [folder.to_path_buf()];
    let loaded = Analysis::load(&paths, &Settings::default(), Audience::Check, |_, _| {});
    let project = loaded.analysis.workspace.project_of(&folder.join("index.ts"));
    let root = project.map(|project| project.root().clone());
    let root = root.ok_or_else(|| format!("{} is in no Nango project", path.display()))?;
    Ok((loaded.analysis, root))
}

/// Makes a change on the disk, and prints the files that it is in.
pub(super) fn write(change: &SourceChange, root: &FilePath) -> Result<(), String> {
    let changes = fix::of_change(change).ok_or("a file is there already, or cannot be read")?;
    fix::write(&changes).map_err(|error| error.to_string())?;
    for file in changes.keys() {
        print(&format!("{}\n", file.relative_to(root).unwrap_or(file.name())));
    }
    Ok(())
}

fn end(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::from(CLEAN),
        Err(why) => could_not_run(&why),
    }
}
