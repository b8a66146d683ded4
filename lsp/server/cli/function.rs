//! The function that a command is about, and the project around it.

use std::path::PathBuf;

use ide::Runnable;
use lint::{Analysis, Audience, Settings};
use project::{FilePath, FunctionKind};

/// The project that the current folder is in, or the file of a function that is named.
pub(super) struct Project {
    /// The current folder.
    pub(super) here: PathBuf,
    /// What there is to know of it.
    pub(super) analysis: Analysis,
    /// Its root.
    pub(super) root: FilePath,
}

impl Project {
    /// Reads it.
    pub(super) fn around(function: &str) -> Result<Project, String> {
        let here = std::env::current_dir().map_err(|error| error.to_string())?;
        let beside = here.join(function);
        let beside = if beside.is_file() {
            beside.parent().unwrap_or(&here).to_owned()
        } else {
            here.clone()
        };
        let loaded = Analysis::load(
            std::slice::from_ref(&beside),
            &Settings::default(),
            Audience::Check,
            |_, _| {},
        );
        let analysis = loaded.analysis;
        let root = analysis
            .workspace
            .project_of(&project::load::canonical(&beside).join("index.ts"));
        let root = root.map(|project| project.root().clone());
        let root = root.ok_or_else(|| format!("{} is in no Nango project", beside.display()))?;
        Ok(Project { here, analysis, root })
    }

    /// The functions that it registers.
    pub(super) fn functions(&self) -> Vec<Runnable> {
        let project = self
            .analysis
            .workspace
            .projects()
            .find(|project| *project.root() == self.root);
        let functions = project
            .map(|project| project.registered_functions())
            .unwrap_or_default();
        let runnables = functions.into_iter().map(|function| Runnable {
            file: function.file,
            integration: function.integration,
            kind: function.kind,
            name: function.name,
        });
        runnables.collect()
    }

    /// The function that is meant: by file, by `integration/name`, or by name.
    pub(super) fn find(&self, given: &str, integration: Option<&str>) -> Result<Runnable, String> {
        let functions = self.functions();
        let file = project::load::canonical(&self.here.join(given));
        let found: Vec<_> = functions
            .iter()
            .filter(|function| {
                let qualified = given.split_once('/').is_some_and(|(integration, name)| {
                    *integration == *function.integration && *name == *function.name
                });
                function.file == file || qualified || *given == *function.name
            })
            .filter(|function| integration.is_none_or(|name| *name == *function.integration))
            .collect();
        match found.as_slice() {
            [function] => Ok((*function).clone()),
            [] => {
                let names = functions.iter().map(|function| &*function.name);
                let meant = lint::settings::nearest(given, names).map(|it| format!("; did you mean `{it}`?"));
                Err(format!(
                    "`index.ts` registers no function `{given}`{}",
                    meant.unwrap_or_default()
                ))
            }
            several => {
                let names: Vec<_> = several.iter().map(|it| format!("`{}`", it.integration)).collect();
                Err(format!(
                    "several integrations have `{given}`: say which by `--integration`, {}",
                    names.join(" or ")
                ))
            }
        }
    }
}

/// How the CLI knows a function that it can run and deploy by itself; none for the others.
pub(super) fn kind(runnable: &Runnable) -> Option<dryrun::Kind> {
    match runnable.kind {
        FunctionKind::Action => Some(dryrun::Kind::Action),
        FunctionKind::Sync => Some(dryrun::Kind::Sync),
        FunctionKind::OnEvent | FunctionKind::Function => None,
    }
}
