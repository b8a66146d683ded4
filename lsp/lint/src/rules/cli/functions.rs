//! The functions that a command line may mean.

use project::Project;

use crate::prelude::*;

/// A function of a project, as the CLI names it.
pub(in crate::rules) struct Known<'a> {
    pub(in crate::rules) integration: Box<str>,
    pub(in crate::rules) name: Box<str>,
    pub(in crate::rules) kind: FunctionKind,
    /// Whether `index.ts` registers it: the CLI knows no other.
    pub(in crate::rules) is_registered: bool,
    pub(in crate::rules) file: FilePath,
    pub(in crate::rules) project: &'a Project,
}

/// All functions of some projects, registered or not.
pub(in crate::rules) fn all<'a>(projects: &[&'a Project]) -> Vec<Known<'a>> {
    projects.iter().copied().flat_map(of_project).collect()
}

fn of_project(project: &Project) -> impl Iterator<Item = Known<'_>> {
    let registered = project.registered_functions().into_iter().map(move |function| Known {
        integration: function.integration,
        name: function.name,
        kind: function.kind,
        is_registered: true,
        file: function.file,
        project,
    });
    let others = project.unregistered_functions().map(move |function| Known {
        integration: function.integration.clone(),
        name: function.name.clone(),
        kind: function.kind,
        is_registered: false,
        file: function.file.clone(),
        project,
    });
    registered.chain(others)
}

/// Whether an entry of that name leads to something that is no function yet: then nobody knows what it will be.
pub(super) fn is_in_doubt(projects: &[&Project], name: &str, functions: &[Known<'_>]) -> bool {
    let entries = projects.iter().flat_map(|project| project.registry().entries());
    let mut of_name = entries.filter(|entry| *entry.name == *name);
    of_name.any(|entry| {
        let file = entry.target.file();
        !functions
            .iter()
            .any(|known| known.is_registered && Some(&known.file) == file)
    })
}
