//! Changes of a project, file by file: what is built so and what is edited so are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::claims::Claims;
use super::{Function, Graph, Integration, Links, Project};
use crate::items::Claim;
use crate::registry::{Index, Resolver};
use crate::{FilePath, Items, Manifest, Registry};

/// What the diagnostics of `index.ts` rest on, of another file: the function in it. Only if there is none it matters
/// whether there may be one.
#[derive(Debug, PartialEq)]
pub(crate) struct Standing {
    exists: bool,
    pub(crate) function: Option<Arc<Function>>,
    creates: bool,
    exports_default: bool,
    has_errors: bool,
}

impl Project {
    /// Forgets all files.
    pub(crate) fn clear(&mut self) {
        *self = Project {
            manifest: Arc::clone(&self.manifest),
            ..Project::new(self.root.clone(), Manifest::default(), Links::clone(&self.links))
        };
    }

    /// Takes a file in, new or with new facts.
    pub(crate) fn set_file(&mut self, file: &FilePath, items: &Items) {
        let is_new = !self.graph.has(file);
        // What `index.ts` imports is a matter of the registry.
        let is_index = *file == self.index_path;
        let edges = if is_index {
            Box::default()
        } else {
            Graph::edges(file, items, &self.links)
        };
        if self.graph.edges_of(file) != Some(&edges) {
            Arc::make_mut(&mut self.graph).set(file, edges);
        }
        let function = Function::of(self, file, items);
        let claims = function.as_ref().map(|function| items.claims(&function.name));
        self.set_function(file, function);
        self.set_claims(file, claims.into_iter().flatten().map(|(claim, _)| claim).collect());
        if is_new {
            self.set_exists(file);
        }
    }

    /// Leaves a file out.
    pub(crate) fn remove_file(&mut self, file: &FilePath) {
        if self.graph.has(file) {
            Arc::make_mut(&mut self.graph).remove(file);
            self.set_function(file, None);
            self.set_exists(file);
        }
    }

    /// Takes a new `index.ts` in, or none. Gives the files whose registration changed.
    pub(crate) fn set_index(&mut self, index: Option<Arc<Index>>) -> BTreeSet<FilePath> {
        let exists = |file: &FilePath| self.graph.has(file);
        let registry = match index {
            Some(index) => Registry::new(index, &self.resolver(&exists), Some(&self.registry)),
            None => Registry::default(),
        };
        let changed = registry.changed_since(&self.registry);
        self.registry = Arc::new(registry);
        changed
    }

    /// Takes a new manifest in. The version of the CLI decides how entries are read.
    pub(crate) fn set_manifest(&mut self, manifest: Manifest) {
        self.manifest = Arc::new(manifest);
        let exists = |file: &FilePath| self.graph.has(file);
        let registry = Registry::new(Arc::clone(self.registry.index()), &self.resolver(&exists), None);
        self.registry = Arc::new(registry);
    }

    /// The other files whose diagnostics may depend on `file`: on its facts, or on what function there is in it.
    pub(crate) fn dependents_of(&self, file: &FilePath) -> BTreeSet<FilePath> {
        let mut dependents = self.readers_of(file);
        if let Some(integration) = self.integration_of(file) {
            dependents.extend(integration.functions.iter().cloned());
        }
        dependents.remove(file);
        dependents
    }

    /// The other files whose diagnostics may depend on the facts of `file`, as long as its function stays what it is: of an
    /// integration of hundreds of functions that is hardly ever another one.
    pub(crate) fn readers_of(&self, file: &FilePath) -> BTreeSet<FilePath> {
        let mut readers = self.upstream(file, true);
        readers.extend(self.claimants_beside(file).cloned());
        if self.functions.contains_key(file) || self.registered(file) {
            readers.insert(self.index_path.clone());
        }
        readers.remove(file);
        readers
    }

    /// The functions of an integration, by its name.
    pub(crate) fn functions_in(&self, integration: &str) -> &[FilePath] {
        self.integrations.get(integration).map_or(&[], |it| &it.functions)
    }

    /// What a file with these facts is to `index.ts`.
    pub(crate) fn standing(&self, file: &FilePath, items: Option<&Items>) -> Standing {
        let function = self.functions.get(file).cloned();
        let items = items.filter(|_| function.is_none());
        Standing {
            exists: self.graph.has(file),
            creates: items.is_some_and(|items| !items.create_calls.is_empty()),
            exports_default: items.is_some_and(|items| items.default_export.is_some()),
            has_errors: items.is_some_and(|items| items.has_errors),
            function,
        }
    }

    fn set_exists(&mut self, file: &FilePath) {
        if self.registry.mentions(file) {
            let mut registry = std::mem::take(&mut self.registry);
            Arc::make_mut(&mut registry).set_exists(file, &self.resolver(&|file| self.graph.has(file)));
            self.registry = registry;
        }
    }

    fn resolver<'a>(&'a self, exists: &'a dyn Fn(&FilePath) -> bool) -> Resolver<'a> {
        Resolver {
            root: &self.root,
            links: &self.links,
            cli: self.manifest.nango,
            exists,
        }
    }

    fn set_function(&mut self, file: &FilePath, function: Option<Function>) {
        let old = self.functions.get(file);
        if old.map(|function| &**function) == function.as_ref() {
            return;
        }
        let old = old.map(|function| function.integration.clone());
        let new = function.as_ref().map(|function| function.integration.clone());
        let functions = Arc::make_mut(&mut self.functions);
        match function {
            Some(function) => functions.insert(file.clone(), Arc::new(function)),
            None => functions.remove(file),
        };
        if old != new {
            if let Some(name) = old {
                leave(Arc::make_mut(&mut self.integrations), &name, file);
            }
            if let Some(name) = new {
                self.join_integration(&name, file);
            }
        }
    }

    fn set_claims(&mut self, file: &FilePath, claims: Box<[Claim]>) {
        let Some(integration) = self.integration_of(file) else {
            return;
        };
        // A change copies what every snapshot shares.
        if integration.claims.of(file) != &*claims {
            let name = integration.name.clone();
            if let Some(integration) = Arc::make_mut(&mut self.integrations).get_mut(&name) {
                Arc::make_mut(integration).claims.set(file, claims);
            }
        }
    }

    fn join_integration(&mut self, name: &str, file: &FilePath) {
        let fresh = || {
            let link = self.root.join(name);
            let dir = self.links.real(link.clone());
            let in_root = |link: &FilePath| link.folder().as_ref() == Some(&self.root);
            let links = self
                .links
                .iter()
                .filter(|(link, _)| in_root(link) && self.links.real((*link).clone()) == dir);
            let mut aliases: Vec<Box<str>> = links.map(|(link, _)| link.name().into()).collect();
            aliases.retain(|alias| &**alias != name);
            aliases.sort_unstable();
            Integration {
                name: name.into(),
                dir,
                aliases,
                functions: Vec::new(),
                claims: Claims::default(),
            }
        };
        let fresh = if self.integrations.contains_key(name) {
            None
        } else {
            Some(Arc::new(fresh()))
        };
        let integrations = Arc::make_mut(&mut self.integrations);
        if let Some(fresh) = fresh {
            integrations.insert(name.into(), fresh);
        }
        if let Some(integration) = integrations.get_mut(name) {
            let functions = &mut Arc::make_mut(integration).functions;
            if let Err(at) = functions.binary_search(file) {
                functions.insert(at, file.clone());
            }
        }
    }
}

fn leave(integrations: &mut BTreeMap<Box<str>, Arc<Integration>>, name: &str, file: &FilePath) {
    if let Some(integration) = integrations.get_mut(name) {
        let integration = Arc::make_mut(integration);
        integration.functions.retain(|function| function != file);
        integration.claims.remove(file);
        if integration.functions.is_empty() {
            integrations.remove(name);
        }
    }
}
