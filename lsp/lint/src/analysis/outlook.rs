//! Which other files an edit concerns, beyond those whose facts the workspace knows to depend on it.

use std::collections::BTreeSet;
use std::sync::Arc;

use flow::Program;
use project::{Change, ChangeKind, FilePath, FunctionKind, Project, ProjectKind};

use super::{Analysis, beside};
use crate::rules::index::index_unregistered_function;

/// What other files see of one file. Taken before and after an edit, it tells whom the edit concerns.
#[derive(Debug, PartialEq)]
pub(super) struct Outlook {
    kind: Option<ProjectKind>,
    /// Whether a comment parks the function: `index.ts` counts the others.
    is_parked: bool,
    /// What it brings into the bundle of an entry: rules look at what is bundled.
    bundled: BTreeSet<FilePath>,
    /// What function is in it, and how many there are in all: fixtures are named after functions.
    functions: Option<(Option<FunctionKind>, usize)>,
    /// Of `index.ts`, the functions that it imports in vain: they are told so.
    in_vain: BTreeSet<FilePath>,
    /// What the functions do that other files can call: what goes wrong there is told where they are called.
    helpers: Option<Arc<Program>>,
}

impl Outlook {
    pub(super) fn of(analysis: &Analysis, path: &FilePath) -> Outlook {
        let project = analysis.workspace.project_of(path);
        let is_index = project.is_some_and(|project| project.index_path() == path);
        let imports = project
            .filter(|_| is_index)
            .map(|project| project.registry().unmatched());
        Outlook {
            helpers: analysis
                .findings(path)
                .and_then(|findings| findings.flow.helpers().cloned()),
            kind: project.map(|project| project.kind()),
            is_parked: analysis.is_silenced(path, &index_unregistered_function::RULE),
            bundled: project
                .filter(|_| !is_index)
                .map(|project| downstream(project, [path]))
                .unwrap_or_default(),
            functions: project.filter(|_| has_fixtures(analysis)).map(|project| {
                let function = project.function_at(path).map(|function| function.kind);
                (function, project.functions().len())
            }),
            in_vain: imports
                .unwrap_or_default()
                .iter()
                .filter_map(|import| import.target.clone())
                .collect(),
        }
    }

    /// The change with everybody among its dependents whom it concerns. `self` is from before the edit.
    pub(super) fn widen(self, analysis: &Analysis, path: &FilePath, mut change: Change) -> Change {
        let Some(project) = analysis.workspace.project_of(path) else {
            return change;
        };
        let after = Outlook::of(analysis, path);
        if change.kind == ChangeKind::Nothing && self == after {
            return change;
        }
        let fixtures = fixtures(
            analysis,
            project,
            path,
            &change.dependents,
            self.functions != after.functions,
        );
        if change.moved_only() && self == after {
            change.dependents.extend(fixtures);
            return change;
        }
        let mut dependents: BTreeSet<FilePath> = std::mem::take(&mut change.dependents).into_iter().collect();
        if path == project.index_path() {
            // Of those whose registration changed: what they bundle, and who claims the same.
            let changed: Vec<FilePath> = dependents.iter().cloned().collect();
            dependents.extend(downstream(project, &changed));
            dependents.extend(changed.iter().flat_map(|file| project.claimants_beside(file)).cloned());
        }
        if self.is_parked != after.is_parked {
            change.kind = ChangeKind::Facts;
            dependents.insert(project.index_path().clone());
        }
        if self.kind != after.kind {
            dependents.extend(project.files().cloned());
        }
        if after.kind != Some(ProjectKind::Zero) || self.kind != after.kind {
            dependents.extend(beside::files(analysis, project));
        }
        if self.helpers != after.helpers {
            dependents.extend(upstream(project, path));
        }
        dependents.extend(self.bundled.into_iter().chain(after.bundled));
        dependents.extend(self.in_vain.into_iter().chain(after.in_vain));
        dependents.extend(fixtures);
        dependents.remove(path);
        change.dependents = dependents.into_iter().collect();
        change
    }
}

/// Everything that imports a file, directly or through others.
fn upstream(project: &Project, file: &FilePath) -> BTreeSet<FilePath> {
    let mut reached = BTreeSet::new();
    let mut agenda = vec![file];
    while let Some(file) = agenda.pop() {
        for importer in project.importers_of(file) {
            if reached.insert(importer.clone()) {
                agenda.push(importer);
            }
        }
    }
    reached
}

/// Everything that files import, directly or through others.
fn downstream<'a>(project: &Project, files: impl IntoIterator<Item = &'a FilePath>) -> BTreeSet<FilePath> {
    let mut reached = BTreeSet::new();
    let mut agenda: Vec<&FilePath> = files.into_iter().collect();
    while let Some(file) = agenda.pop() {
        // Borrowed from the project, which outlives the walk.
        for import in project.imports_of(file) {
            if reached.insert(import.clone()) {
                agenda.push(import);
            }
        }
    }
    reached
}

/// A keystroke in a project without fixtures asks no more than this.
fn has_fixtures(analysis: &Analysis) -> bool {
    analysis.workspace.fixtures().len() > 0
}

/// The fixtures that depend on a file: those of the functions in it and in its dependents; all where functions came or went.
fn fixtures(
    analysis: &Analysis,
    project: &Project,
    path: &FilePath,
    dependents: &[FilePath],
    is_all: bool,
) -> Vec<FilePath> {
    if !has_fixtures(analysis) {
        return Vec::new();
    }
    let workspace = &analysis.workspace;
    if is_all {
        let all = workspace.fixtures().map(|(fixture, _)| fixture);
        return all.filter(|fixture| project.contains(fixture)).cloned().collect();
    }
    let functions = dependents.iter().chain([path]);
    functions
        .flat_map(|function| project.fixtures_of(function).chain(project.mocks_of(function)))
        .filter(|fixture| workspace.fixture(fixture).is_some())
        .collect()
}
