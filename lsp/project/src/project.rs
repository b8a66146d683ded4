//! A Nango project: a root, its registry, its integrations and its functions.

mod change;
mod claims;
mod function;
mod graph;
mod links;
mod query;
mod update;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{FilePath, Manifest, Registry};

pub use change::{Change, ChangeKind};
pub use function::{Function, Integration, RegisteredFunction};
pub use links::Links;

pub(crate) use query::IGNORED_FOLDERS;

use graph::Graph;

/// A Nango project. It knows its files by name, and of each what others need to know of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    root: FilePath,
    index_path: FilePath,
    manifest: Arc<Manifest>,
    links: Arc<Links>,
    registry: Arc<Registry>,
    graph: Arc<Graph>,
    functions: Arc<BTreeMap<FilePath, Arc<Function>>>,
    integrations: Arc<BTreeMap<Box<str>, Arc<Integration>>>,
}

/// What kind of project a root holds, as the CLI decides it (`preCheck` of `verification.service.ts`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProjectKind {
    /// `.nango` and `index.ts`: TypeScript functions.
    Zero,
    /// `nango.yaml` in the root: every command refuses it.
    Yaml,
    /// `.nango`, functions, and no `index.ts`: refused too, with a message that is wrong.
    MissingIndex,
}

impl Project {
    /// A project without files. `root` is canonical.
    pub fn new(root: FilePath, manifest: Manifest, links: Links) -> Project {
        Project {
            index_path: root.join("index.ts"),
            root,
            manifest: Arc::new(manifest),
            links: Arc::new(links),
            registry: Arc::default(),
            graph: Arc::default(),
            functions: Arc::default(),
            integrations: Arc::default(),
        }
    }

    /// The folder that the CLI is to be started in.
    pub fn root(&self) -> &FilePath {
        &self.root
    }

    /// `index.ts` in the root, whether or not it exists.
    pub fn index_path(&self) -> &FilePath {
        &self.index_path
    }

    /// What the CLI takes it for.
    pub fn kind(&self) -> ProjectKind {
        if self.manifest.yaml.is_some() {
            ProjectKind::Yaml
        } else if self.graph.has(&self.index_path) {
            ProjectKind::Zero
        } else {
            ProjectKind::MissingIndex
        }
    }

    /// What stands beside the functions.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The symbolic links below the root.
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// `index.ts`, resolved; empty if there is none.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// All functions, sorted by path, registered or not.
    pub fn functions(&self) -> impl ExactSizeIterator<Item = &Function> {
        self.functions.values().map(|function| &**function)
    }

    /// The function in `file`.
    pub fn function_at(&self, file: &FilePath) -> Option<&Function> {
        self.functions.get(file).map(|function| &**function)
    }

    /// All integrations that have a function, sorted by name; links to them are not counted again.
    pub fn integrations(&self) -> impl ExactSizeIterator<Item = &Integration> {
        self.integrations.values().map(|integration| &**integration)
    }

    /// The integration of that name, or the one that a symbolic link of that name leads to.
    pub fn integration(&self, name: &str) -> Option<&Integration> {
        let is_named = |integration: &&Integration| integration.aliases.iter().any(|alias| &**alias == name);
        match self.integrations.get(name) {
            Some(integration) => Some(integration),
            None => self.integrations().find(is_named),
        }
    }

    /// Every TypeScript file that is known, in no order.
    pub fn files(&self) -> impl Iterator<Item = &FilePath> {
        self.graph.files()
    }

    /// Whether the file is known.
    pub fn has_file(&self, file: &FilePath) -> bool {
        self.graph.has(file)
    }
}
