//! Which file imports which, through relative paths.

use rustc_hash::FxHashMap;

use super::Links;
use crate::{FilePath, Items};

/// Which file imports which. Every file of the project is in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Graph {
    edges: FxHashMap<FilePath, Box<[Edge]>>,
    /// Sorted; also of files that do not exist.
    importers: FxHashMap<FilePath, Vec<FilePath>>,
}

/// An import or a re-export through a relative path, or an expression that loads one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    /// Where it leads, links resolved. A path without extension gives two: the file and the `index.ts` of the folder.
    pub(super) to: FilePath,
    /// Whether it is of types alone, and leaves no trace in the bundle.
    pub(super) type_only: bool,
    /// Whether the default export is handed on: `export { default } from './x.js'`.
    pub(super) default: bool,
}

impl Graph {
    /// The edges that leave `file`, sorted.
    pub(super) fn edges(file: &FilePath, items: &Items, links: &Links) -> Box<[Edge]> {
        let mut edges = Vec::new();
        let mut add = |source: &str, type_only, default| {
            edges.extend(targets(file, source, links).map(|to| Edge { to, type_only, default }));
        };
        for import in &items.imports {
            add(&import.source, import.is_erased(), false);
        }
        for path in &items.lazy_imports {
            add(path, false, false);
        }
        for export in &items.exports {
            if let Some((source, _)) = export.form.source() {
                add(&source.text, source.is_erased, &*export.name == "default");
            }
        }
        edges.sort_unstable();
        edges.dedup_by(|other, edge| {
            let is_same = other.to == edge.to;
            if is_same {
                edge.type_only &= other.type_only;
                edge.default |= other.default;
            }
            is_same
        });
        edges.into()
    }

    /// The file whose default export a file hands on.
    pub(super) fn default_of(&self, file: &FilePath) -> Option<&FilePath> {
        let edges = self.edges_of(file)?.iter();
        edges
            .filter(|edge| edge.default)
            .map(|edge| &edge.to)
            .find(|file| self.has(file))
    }

    pub(super) fn has(&self, file: &FilePath) -> bool {
        self.edges.contains_key(file)
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &FilePath> {
        self.edges.keys()
    }

    pub(super) fn edges_of(&self, file: &FilePath) -> Option<&[Edge]> {
        self.edges.get(file).map(|edges| &**edges)
    }

    /// The files that import `file` directly, sorted.
    pub(super) fn importers_of(&self, file: &FilePath) -> &[FilePath] {
        self.importers.get(file).map_or(&[], Vec::as_slice)
    }

    /// Takes the edges of a file in, sorted. Only those that are new or gone are touched: `index.ts` has one for each
    /// function, and a keystroke there changes one.
    pub(super) fn set(&mut self, file: &FilePath, edges: Box<[Edge]>) {
        let old = self.edges.remove(file).unwrap_or_default();
        for edge in old.iter().filter(|edge| !leads_to(&edges, &edge.to)) {
            self.unlink(file, &edge.to);
        }
        for edge in edges.iter().filter(|edge| !leads_to(&old, &edge.to)) {
            let importers = self.importers.entry(edge.to.clone()).or_default();
            if let Err(at) = importers.binary_search(file) {
                importers.insert(at, file.clone());
            }
        }
        self.edges.insert(file.clone(), edges);
    }

    pub(super) fn remove(&mut self, file: &FilePath) {
        for edge in self.edges.remove(file).unwrap_or_default() {
            self.unlink(file, &edge.to);
        }
    }

    fn unlink(&mut self, file: &FilePath, to: &FilePath) {
        let Some(importers) = self.importers.get_mut(to) else {
            return;
        };
        if let Ok(at) = importers.binary_search(file) {
            importers.remove(at);
        }
        if importers.is_empty() {
            self.importers.remove(to);
        }
    }
}

fn leads_to(edges: &[Edge], to: &FilePath) -> bool {
    edges.binary_search_by(|edge| edge.to.cmp(to)).is_ok()
}

/// The files that a relative path in `file` may lead to, links resolved; none for the name of a package.
pub(super) fn targets(file: &FilePath, source: &str, links: &Links) -> impl Iterator<Item = FilePath> {
    let is_relative = source.starts_with("./") || source.starts_with("../");
    let folder = file.folder().filter(|_| is_relative);
    folder
        .into_iter()
        .flat_map(move |folder| candidates(source).map(move |path| links.real(folder.join(&path))))
}

/// The TypeScript files that a relative path may stand for.
fn candidates(source: &str) -> impl Iterator<Item = String> {
    let written = source.strip_suffix(".js").or_else(|| source.strip_suffix(".ts"));
    let file = format!("{}.ts", written.unwrap_or(source));
    let folder = written.is_none().then(|| format!("{source}/index.ts"));
    [Some(file), folder].into_iter().flatten()
}
