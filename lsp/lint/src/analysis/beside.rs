//! The files beside the functions that diagnostics can stand in: `package.json`, `.env`, `.gitignore`, `tsconfig.json`,
//! `nango.yaml`, `nango-lsp.toml`, and those with command lines of the CLI.

use std::sync::Arc;

use project::{FilePath, Project};
use syntax::LineIndex;

use super::Analysis;
use crate::settings;

/// Those of a project that exist. A `tsconfig.json` that Nango manages is not among them: what is said of it concerns who
/// opens it.
pub(super) fn files(analysis: &Analysis, project: &Project) -> Vec<FilePath> {
    let manifest = project.manifest();
    let configuration = analysis.configurations.contains_key(project.root());
    let tsconfig = manifest.tsconfig.as_ref().filter(|tsconfig| !tsconfig.is_managed);
    [
        manifest.package.as_ref().map(|package| package.file.clone()),
        manifest.env.as_ref().map(|env| env.file.clone()),
        manifest.gitignore.as_ref().map(|gitignore| gitignore.file.clone()),
        tsconfig.map(|tsconfig| tsconfig.file.clone()),
        manifest.yaml.clone(),
        configuration.then(|| project.root().join(settings::FILE_NAME)),
    ]
    .into_iter()
    .flatten()
    .chain(manifest.commands.iter().map(|commands| commands.file.clone()))
    .collect()
}

/// Where the lines of one of them begin.
pub(super) fn lines(analysis: &Analysis, path: &FilePath) -> Option<Arc<LineIndex>> {
    analysis.workspace.projects().find_map(|project| {
        let manifest = project.manifest();
        let lines = [
            manifest.package.as_ref().map(|package| (&package.file, &package.lines)),
            manifest.env.as_ref().map(|env| (&env.file, &env.lines)),
            manifest
                .gitignore
                .as_ref()
                .map(|gitignore| (&gitignore.file, &gitignore.lines)),
            manifest
                .tsconfig
                .as_ref()
                .map(|tsconfig| (&tsconfig.file, &tsconfig.lines)),
        ];
        let commands = manifest
            .commands
            .iter()
            .map(|commands| (&commands.file, &commands.lines));
        let known = lines
            .into_iter()
            .flatten()
            .chain(commands)
            .find(|(file, _)| *file == path);
        known.map(|(_, lines)| Arc::new(lines.clone())).or_else(|| {
            let configuration = analysis.configurations.get(project.root())?;
            (*path == project.root().join(settings::FILE_NAME)).then(|| configuration.lines.clone())
        })
    })
}

/// The projects that one of them belongs to: a `package.json` above several roots belongs to all of them, and so does CI.
pub(super) fn projects_of<'a>(analysis: &'a Analysis, path: &FilePath) -> impl Iterator<Item = &'a Arc<Project>> {
    let is_below = |project: &&Arc<Project>| path.relative_to(project.root()).is_some();
    // Sorted by root: the last one that holds the path is the innermost.
    let innermost = analysis.workspace.projects().filter(is_below).last();
    let path = path.clone();
    analysis.workspace.projects().filter(move |project| {
        let manifest = project.manifest();
        innermost.is_some_and(|innermost| innermost.root() == project.root())
            || manifest.package.as_ref().is_some_and(|package| package.file == path)
            || manifest.commands.iter().any(|commands| commands.file == path)
    })
}
