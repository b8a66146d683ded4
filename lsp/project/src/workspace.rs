//! All projects and files that are known, as one immutable value.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use syntax::{LineIndex, SourceFile};

use crate::registry::Index;
use crate::{Change, ChangeKind, FilePath, Fixture, Items, Manifest, Project};

/// All projects and files that are known. A value: a clone is a snapshot and costs a few reference counts, and an edit
/// copies only what it changes.
///
/// Open files are kept apart from closed ones, so that a keystroke never copies the map of a large project.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    closed: Arc<FxHashMap<FilePath, File>>,
    /// Hides a closed file of the same path.
    open: Arc<FxHashMap<FilePath, File>>,
    /// Of all projects, open or closed; what is no fixture by its name is not among them. And the mocks that are looked at: there may be
    /// hundreds of megabytes of these.
    fixtures: Arc<BTreeMap<FilePath, Arc<Fixture>>>,
    /// Sorted by root.
    projects: Vec<Arc<Project>>,
}

/// One TypeScript file.
#[derive(Debug, Clone)]
pub struct File {
    /// What it says.
    pub items: Arc<Items>,
    /// Where its lines begin.
    pub lines: Arc<LineIndex>,
    /// Text and tree: of open files only.
    pub source: Option<SourceFile>,
    /// The hash of the facts without their places.
    meaning: u64,
    /// What the compiler sees in it, if it is called `index.ts`.
    index: Option<Arc<Index>>,
}

impl File {
    /// An open file: text and tree stay at hand.
    pub fn open(path: &FilePath, source: SourceFile) -> File {
        File {
            source: Some(source.clone()),
            ..File::closed(path, &source, false)
        }
    }

    /// A file of which only the facts are kept. `byte_order_mark` says whether the file on the disk begins with one, which
    /// is not part of the text.
    pub fn closed(path: &FilePath, source: &SourceFile, byte_order_mark: bool) -> File {
        let items = Items::of(source);
        File {
            meaning: items.meaning(),
            items: Arc::new(items),
            lines: Arc::new(source.line_index().clone()),
            source: None,
            index: (path.name() == "index.ts").then(|| Arc::new(Index::of(source, byte_order_mark))),
        }
    }
}

impl Workspace {
    /// A workspace of projects without files, and of closed files.
    pub fn new(
        projects: impl IntoIterator<Item = Project>,
        files: impl IntoIterator<Item = (FilePath, File)>,
    ) -> Workspace {
        let mut workspace = Workspace {
            closed: Arc::new(files.into_iter().collect()),
            open: Arc::default(),
            fixtures: Arc::default(),
            projects: projects.into_iter().map(Arc::new).collect(),
        };
        workspace.projects.sort_by(|a, b| a.root().cmp(b.root()));
        workspace.refill();
        workspace
    }

    /// The file of that path, open or closed.
    pub fn file(&self, path: &FilePath) -> Option<&File> {
        self.open.get(path).or_else(|| self.closed.get(path))
    }

    /// Every file, open ones first, in no order.
    pub fn files(&self) -> impl Iterator<Item = (&FilePath, &File)> {
        self.open
            .iter()
            .chain(self.closed.iter().filter(|(path, _)| !self.open.contains_key(*path)))
    }

    /// All projects, sorted by root.
    pub fn projects(&self) -> impl ExactSizeIterator<Item = &Arc<Project>> {
        self.projects.iter()
    }

    /// The project that a file belongs to, whether or not the file is known: the innermost, if one lies in another.
    pub fn project_of(&self, file: &FilePath) -> Option<&Arc<Project>> {
        Some(&self.projects[self.project_index(file)?])
    }

    /// The project of that root.
    pub fn project(&self, root: &FilePath) -> Option<&Arc<Project>> {
        self.projects.iter().find(|project| project.root() == root)
    }

    /// The fixture of that path, open or closed.
    pub fn fixture(&self, path: &FilePath) -> Option<&Arc<Fixture>> {
        self.fixtures.get(path)
    }

    /// Every fixture, sorted by path.
    pub fn fixtures(&self) -> impl ExactSizeIterator<Item = (&FilePath, &Arc<Fixture>)> {
        self.fixtures.iter()
    }

    /// Puts a fixture in, or takes it out. No other file depends on it.
    pub fn set_fixture(&mut self, path: FilePath, fixture: Option<Fixture>) -> Change {
        let old = self.fixtures.get(&path);
        if old.map(|old| &**old) == fixture.as_ref() {
            return Change::alone(ChangeKind::Nothing);
        }
        let fixtures = Arc::make_mut(&mut self.fixtures);
        match fixture {
            Some(fixture) => fixtures.insert(path, Arc::new(fixture)),
            None => fixtures.remove(&path),
        };
        Change::alone(ChangeKind::Facts)
    }

    /// Puts a file in, new or edited, opened or closed.
    pub fn set_file(&mut self, path: FilePath, file: File) -> Change {
        let old = self.file(&path).cloned();
        let file = keep_byte_order_mark(file, old.as_ref());
        let mut kind = match &old {
            Some(old) if old.meaning != file.meaning => ChangeKind::Facts,
            Some(old) if old.items == file.items && old.lines == file.lines => ChangeKind::Nothing,
            Some(_) => ChangeKind::Moved,
            None => ChangeKind::Facts,
        };
        let project = self.project_index(&path);
        let mut dependents = BTreeSet::new();
        if let Some(at) = project.filter(|_| kind > ChangeKind::Nothing) {
            let before = self.projects[at].standing(&path, old.as_ref().map(|old| &*old.items));
            dependents = self.projects[at].readers_of(&path);
            if kind == ChangeKind::Facts {
                Arc::make_mut(&mut self.projects[at]).set_file(&path, &file.items);
                dependents.append(&mut self.projects[at].readers_of(&path));
            }
            let project = &self.projects[at];
            let after = project.standing(&path, Some(&file.items));
            // Of a function that is not registered `index.ts` shows the place; of others only what they are.
            if project.registered(&path) && before == after {
                dependents.remove(project.index_path());
            }
            if before.function != after.function {
                for function in [&before.function, &after.function].into_iter().flatten() {
                    let beside = project.functions_in(&function.integration).iter();
                    dependents.extend(beside.filter(|other| **other != path).cloned());
                }
            }
        }
        if let Some(at) = project.filter(|at| *self.projects[*at].index_path() == path)
            && old.is_none_or(|old| old.index != file.index)
        {
            let mut registered = self.set_index(at, file.index.clone());
            if !registered.is_empty() {
                // The compiler reads comments too, in which there are no facts.
                kind = ChangeKind::Facts;
            }
            dependents.append(&mut registered);
        }
        if file.source.is_some() {
            Arc::make_mut(&mut self.open).insert(path, file);
        } else {
            if self.open.contains_key(&path) {
                Arc::make_mut(&mut self.open).remove(&path);
            }
            Arc::make_mut(&mut self.closed).insert(path, file);
        }
        Change {
            kind,
            dependents: dependents.into_iter().collect(),
        }
    }

    /// Takes a file out, because it is no more.
    pub fn remove_file(&mut self, path: &FilePath) -> Change {
        let open = self
            .open
            .contains_key(path)
            .then(|| Arc::make_mut(&mut self.open).remove(path));
        let closed = self
            .closed
            .contains_key(path)
            .then(|| Arc::make_mut(&mut self.closed).remove(path));
        if open.is_none() && closed.is_none() {
            return Change::alone(ChangeKind::Nothing);
        }
        let mut dependents = BTreeSet::new();
        if let Some(at) = self.project_index(path) {
            dependents = self.projects[at].dependents_of(path);
            Arc::make_mut(&mut self.projects[at]).remove_file(path);
            if self.projects[at].index_path() == path {
                dependents.append(&mut self.set_index(at, None));
            }
        }
        Change {
            kind: ChangeKind::Facts,
            dependents: dependents.into_iter().collect(),
        }
    }

    /// Puts a new manifest in. Every file of the project may depend on it.
    pub fn set_manifest(&mut self, root: &FilePath, manifest: Manifest) -> Change {
        let Some(project) = self.projects.iter_mut().find(|project| project.root() == root) else {
            return Change::alone(ChangeKind::Nothing);
        };
        if *project.manifest() == manifest {
            return Change::alone(ChangeKind::Nothing);
        }
        let project = Arc::make_mut(project);
        project.set_manifest(manifest);
        let mut dependents: Vec<FilePath> = project.files().cloned().collect();
        dependents.sort_unstable();
        Change {
            kind: ChangeKind::Facts,
            dependents,
        }
    }

    /// Puts a project in, whose files are known already or come later; it replaces one of the same root.
    pub fn add_project(&mut self, project: Project) {
        self.projects.retain(|other| other.root() != project.root());
        let at = self.projects.partition_point(|other| other.root() < project.root());
        self.projects.insert(at, Arc::new(project));
        self.refill();
    }

    /// Takes a project out, with its closed files.
    pub fn remove_project(&mut self, root: &FilePath) {
        if let Some(at) = self.projects.iter().position(|project| project.root() == root) {
            let project = self.projects.remove(at);
            Arc::make_mut(&mut self.closed).retain(|path, _| !project.has_file(path));
            Arc::make_mut(&mut self.fixtures).retain(|path, _| !project.contains(path));
            self.refill();
        }
    }

    /// Takes over the projects and files of another workspace. A project that both have is replaced; files that are open
    /// here stay as they are.
    pub fn extend(&mut self, other: Workspace) {
        let is_replaced = |project: &Arc<Project>| other.project(project.root()).is_some();
        let (replaced, mut projects): (Vec<_>, Vec<_>) = self.projects.drain(..).partition(is_replaced);
        projects.extend(other.projects.iter().cloned());
        projects.sort_by(|a, b| a.root().cmp(b.root()));
        self.projects = projects;

        let fixtures = Arc::make_mut(&mut self.fixtures);
        for (path, fixture) in other.fixtures() {
            fixtures.entry(path.clone()).or_insert_with(|| fixture.clone());
        }
        let closed = Arc::make_mut(&mut self.closed);
        closed.retain(|path, _| !replaced.iter().any(|project| project.has_file(path)));
        closed.extend(other.files().map(|(path, file)| {
            (
                path.clone(),
                File {
                    source: None,
                    ..file.clone()
                },
            )
        }));
        self.refill();
    }

    /// Reads all projects anew from the facts of the files: what a change of the set of projects asks for.
    fn refill(&mut self) {
        for at in 0..self.projects.len() {
            let index = self
                .file(self.projects[at].index_path())
                .and_then(|file| file.index.clone());
            let project = Arc::make_mut(&mut self.projects[at]);
            project.clear();
            project.set_index(index);
        }
        let (open, closed) = (Arc::clone(&self.open), Arc::clone(&self.closed));
        for (path, file) in open
            .iter()
            .chain(closed.iter().filter(|(path, _)| !open.contains_key(*path)))
        {
            if let Some(at) = self.project_index(path) {
                Arc::make_mut(&mut self.projects[at]).set_file(path, &file.items);
            }
        }
    }

    /// Takes a new `index.ts` in, and gives what depends on it. A file in an ignored folder is one of the project only if
    /// `index.ts` names it.
    fn set_index(&mut self, at: usize, index: Option<Arc<Index>>) -> BTreeSet<FilePath> {
        let changed = Arc::make_mut(&mut self.projects[at]).set_index(index);
        let mut dependents = changed.clone();
        for path in &changed {
            let belongs = self.project_index(path) == Some(at);
            let items = self.file(path).filter(|_| belongs).map(|file| Arc::clone(&file.items));
            if items.is_some() != self.projects[at].has_file(path) {
                dependents.append(&mut self.projects[at].dependents_of(path));
                let project = Arc::make_mut(&mut self.projects[at]);
                match items {
                    Some(items) => project.set_file(path, &items),
                    None => project.remove_file(path),
                }
                dependents.append(&mut self.projects[at].dependents_of(path));
            }
        }
        dependents
    }

    fn project_index(&self, file: &FilePath) -> Option<usize> {
        // Sorted by root, an inner project comes after the outer one. Only a link leads from one into another.
        let holds = |project: &Arc<Project>| file.relative_to(project.root()).is_some();
        let at = self.projects.iter().rposition(holds);
        let at = at.or_else(|| self.projects.iter().position(|project| project.contains(file)))?;
        self.projects[at].contains(file).then_some(at)
    }
}

/// An editor does not show the byte order mark of the file that it opens, and writes it back.
fn keep_byte_order_mark(mut file: File, old: Option<&File>) -> File {
    let has_mark = old
        .and_then(|old| old.index.as_ref())
        .is_some_and(|index| index.byte_order_mark);
    if let Some(source) = file.source.as_ref().filter(|_| has_mark && file.index.is_some()) {
        file.index = Some(Arc::new(Index::of(source, true)));
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{file, workspace};

    const PROJECT: &str = "
        //- /index.ts
        import './crm/actions/get.js';
        import './erp/actions/get.js';
        //- /crm/models.ts
        export const a = 1;
        //- /crm/actions/get.ts
        import { a } from '../models.js';
        export default createAction({});
        //- /crm/actions/put.ts
        export default createAction({});
        //- /erp/actions/get.ts
        export default createAction({});
    ";

    #[track_caller]
    fn check(edited: &str, text: &str, kind: ChangeKind, dependents: &[&str]) {
        let mut workspace = workspace(PROJECT);
        let edited = file(edited);
        let change = workspace.set_file(edited.clone(), File::open(&edited, SourceFile::parse(text)));
        let dependents: Vec<FilePath> = dependents.iter().map(|path| file(path)).collect();
        assert_eq!(change, Change { kind, dependents });
    }

    #[test]
    fn facts_concern_the_integration_the_importers_and_the_index() {
        check(
            "/crm/actions/put.ts",
            "export default createSync({});",
            ChangeKind::Facts,
            &["/crm/actions/get.ts", "/index.ts"],
        );
        // It is the same function, and claims the same.
        check(
            "/crm/actions/put.ts",
            "export default createAction({ version: '1.0.0' });",
            ChangeKind::Facts,
            &["/index.ts"],
        );
        check(
            "/crm/models.ts",
            "export const b = 1;",
            ChangeKind::Facts,
            &["/crm/actions/get.ts"],
        );
    }

    #[test]
    fn positions_are_told_from_facts() {
        check(
            "/crm/models.ts",
            "\nexport const a = 1;\n",
            ChangeKind::Moved,
            &["/crm/actions/get.ts"],
        );
        check("/crm/models.ts", "export const a = 1;\n", ChangeKind::Nothing, &[]);
        check("/crm/models.ts", "export const a = 2;\n", ChangeKind::Nothing, &[]);
    }

    #[test]
    fn the_index_concerns_what_it_registers_or_no_longer_does() {
        check(
            "/index.ts",
            "import './crm/actions/get.js';\nimport './crm/actions/put.js';\n",
            ChangeKind::Facts,
            &["/crm/actions/put.ts", "/erp/actions/get.ts"],
        );
    }

    #[test]
    fn a_byte_order_mark_outlives_the_editor() {
        let mut workspace = workspace(PROJECT);
        let index = file("/index.ts");
        let source = SourceFile::parse("import './crm/actions/get.js';\nimport './erp/actions/get.js';\n");
        workspace.set_file(index.clone(), File::closed(&index, &source, true));
        workspace.set_file(index.clone(), File::open(&index, source));
        let project = workspace.projects().next().expect("the project");
        assert!(!project.registered(&file("/crm/actions/get.ts")));
        assert!(project.registered(&file("/erp/actions/get.ts")));
    }

    #[test]
    fn a_snapshot_stays_as_it_is() {
        let mut workspace = workspace(PROJECT);
        let snapshot = workspace.clone();
        workspace.remove_file(&file("/crm/actions/get.ts"));
        assert!(snapshot.file(&file("/crm/actions/get.ts")).is_some());
        let functions = |workspace: &Workspace| workspace.projects().next().map(|project| project.functions().len());
        assert_eq!((functions(&snapshot), functions(&workspace)), (Some(3), Some(2)));
    }

    #[test]
    fn a_project_that_goes_takes_its_files_along() {
        let mut workspace = workspace(PROJECT);
        workspace.remove_project(&file("/"));
        assert_eq!((workspace.projects().len(), workspace.files().count()), (0, 0));
    }
}
