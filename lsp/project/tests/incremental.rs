//! After any sequence of edits the workspace equals a fresh one of the same files.

use std::collections::BTreeMap;

use project::manifest::Version;
use project::{ChangeKind, File, FilePath, Links, Manifest, Project, Workspace};
use proptest::prelude::*;
use proptest::sample::select;
use syntax::SourceFile;

/// Two integrations, a link to one, helpers, a project in the project, an ignored folder, and a file beside the root.
const PATHS: [&str; 12] = [
    "/p/index.ts",
    "/p/crm/syncs/contacts.ts",
    "/p/crm/actions/get.ts",
    "/p/crm/models.ts",
    "/p/crm/helpers/index.ts",
    "/p/erp/actions/get.ts",
    "/p/erp/get.ts",
    "/p/root.ts",
    "/p/build/crm/get.ts",
    "/p/inner/index.ts",
    "/p/inner/crm/actions/get.ts",
    "/elsewhere/loose.ts",
];

/// What files are made of: pieces are put together at random, so that most files are broken in some way.
const PIECES: [&str; 25] = [
    "import './crm/syncs/contacts.js';\n",
    "import './crm/actions/get';\n",
    " import './crm/actions/get.js';\n",
    "import './crm-eu/actions/get.js';\n",
    "import './erp/actions/get.js';\n",
    "import './crm/../erp/get.js';\n",
    "import './build/crm/get.js';\n",
    "import './root.js';\n",
    "import x from './erp/actions/get.js';\n",
    "import type { Contact } from '../models.js';\n",
    "import { Contact } from '../models.js';\n",
    "import { help } from '../helpers';\n",
    "export { default } from '../crm/actions/get.js';\n",
    "/*\n",
    "*/\n",
    "// a line\n",
    "import { createAction, createSync as mk } from 'nango';\n",
    "import * as z from 'zod';\n",
    "export const Contact = z.object({ id: z.string() });\n",
    "export default createAction({ exec: async (nango) => { await nango.log('x'); } });\n",
    "export default mk({ models: { Contact } });\n",
    "const sync = createSync({ frequency: 'every hour' });\nexport default sync;\n",
    "`",
    "{",
    "é🙂\r\n",
];

#[derive(Debug, Clone)]
enum Step {
    Write { path: FilePath, text: String, open: bool },
    Append { path: FilePath, text: &'static str },
    Remove(FilePath),
    Rename(FilePath, FilePath),
    Version(Option<Version>),
}

fn path() -> impl Strategy<Value = FilePath> {
    // The index is edited more often than its share.
    prop_oneof![1 => Just(PATHS[0]), 3 => select(&PATHS[..])].prop_map(FilePath::new)
}

fn step() -> impl Strategy<Value = Step> {
    let text = prop::collection::vec(select(&PIECES[..]), 0..6).prop_map(|pieces| pieces.concat());
    prop_oneof![
        6 => (path(), text, any::<bool>()).prop_map(|(path, text, open)| Step::Write { path, text, open }),
        4 => (path(), select(&PIECES[..])).prop_map(|(path, text)| Step::Append { path, text }),
        2 => path().prop_map(Step::Remove),
        2 => (path(), path()).prop_map(|(from, to)| Step::Rename(from, to)),
        1 => select(vec![None, Some(Version::new(0, 70, 4)), Some(Version::new(0, 71, 10))]).prop_map(Step::Version),
    ]
}

/// What is on the disk and in the editor, and what the incremental workspace makes of it.
struct Model {
    texts: BTreeMap<FilePath, String>,
    version: Option<Version>,
    workspace: Workspace,
}

impl Model {
    fn new() -> Model {
        Model {
            texts: BTreeMap::new(),
            version: None,
            workspace: Workspace::new(projects(None), []),
        }
    }

    fn apply(&mut self, step: Step) {
        match step {
            Step::Write { path, text, open } => self.write(path, text, open),
            Step::Append { path, text } => {
                let text = self.texts.get(&path).cloned().unwrap_or_default() + text;
                self.write(path, text, true);
            }
            Step::Remove(path) => self.remove(&path),
            Step::Rename(from, to) => {
                if let Some(text) = self.texts.get(&from).cloned() {
                    self.remove(&from);
                    self.write(to, text, false);
                }
            }
            Step::Version(version) => {
                self.version = version;
                let manifest = Manifest {
                    nango: version,
                    ..Manifest::default()
                };
                self.workspace.set_manifest(&FilePath::new("/p"), manifest);
            }
        }
    }

    fn write(&mut self, path: FilePath, text: String, open: bool) {
        let source = SourceFile::parse(text.clone());
        let file = if open {
            File::open(&path, source)
        } else {
            File::closed(&path, &source, false)
        };
        let before = self.workspace.clone();
        let change = self.workspace.set_file(path.clone(), file);
        let is_new = self
            .texts
            .insert(path.clone(), text.clone())
            .is_none_or(|old| old != text);
        assert!(
            is_new || change.kind == ChangeKind::Nothing,
            "nothing was edited: {change:?}"
        );
        self.assert_told(&before, &path, &change.dependents);
    }

    fn remove(&mut self, path: &FilePath) {
        let before = self.workspace.clone();
        let change = self.workspace.remove_file(path);
        assert_eq!(self.texts.remove(path).is_some(), change.kind == ChangeKind::Facts);
        self.assert_told(&before, path, &change.dependents);
    }

    /// Whatever the project knows of another file and what changed is told.
    fn assert_told(&self, before: &Workspace, edited: &FilePath, dependents: &[FilePath]) {
        let known = |workspace: &Workspace, file: &FilePath| {
            let project = workspace.project_of(file)?;
            Some((
                project.function_at(file).cloned(),
                project.registered(file),
                project.imports_of(file).count(),
            ))
        };
        for file in self.texts.keys().filter(|file| *file != edited) {
            let is_same = known(before, file) == known(&self.workspace, file);
            assert!(
                is_same || dependents.contains(file),
                "{file} changed with {edited}, {dependents:?}"
            );
        }
    }

    fn assert_fresh(&self) {
        let files = self.texts.iter().map(|(path, text)| {
            (
                path.clone(),
                File::closed(path, &SourceFile::parse(text.as_str()), false),
            )
        });
        let fresh = Workspace::new(projects(self.version), files);
        for (path, file) in fresh.files() {
            let ours = self.workspace.file(path).expect("a file that was written");
            assert_eq!((&ours.items, &ours.lines), (&file.items, &file.lines), "{path}");
        }
        assert_eq!(fresh.files().count(), self.workspace.files().count());
        for (ours, fresh) in self.workspace.projects().zip(fresh.projects()) {
            assert_eq!(ours, fresh);
        }
    }
}

fn projects(version: Option<Version>) -> [Project; 2] {
    let links = Links::new([(FilePath::new("/p/crm-eu"), FilePath::new("/p/crm"))]);
    let manifest = Manifest {
        nango: version,
        ..Manifest::default()
    };
    [
        Project::new(FilePath::new("/p"), manifest, links),
        Project::new(FilePath::new("/p/inner"), Manifest::default(), Links::default()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_edits_ends_where_a_fresh_start_does(steps in prop::collection::vec(step(), 1..30)) {
        let mut model = Model::new();
        for step in steps {
            model.apply(step);
        }
        model.assert_fresh();
    }
}
