//! `index.ts`: what the compiler's regex makes of it, and what TypeScript makes of it.
//!
//! [`Index`] is what the text alone says. [`Registry`] is that, resolved: which file each entry stands for, in this
//! project and for the version of the CLI that is installed.

mod entry;
mod index;
mod insertion;
mod layout;
mod path;
mod removal;
mod scan;
mod style;
mod unmatched;

use std::collections::hash_map;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::manifest::Version;
use crate::project::Links;
use crate::{Eol, FilePath};

use index::Missed;
use path::Fault;

pub use entry::{Entry, EntryTarget};
pub use index::Index;
pub use style::Style;
pub use unmatched::{Unmatched, WhyUnmatched};

/// `index.ts` of one project, resolved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Registry {
    index: Arc<Index>,
    entries: Vec<Entry>,
    unmatched: Vec<Unmatched>,
    /// The entries for each file, that of a missing file under the path where it would be.
    by_file: FxHashMap<FilePath, Vec<usize>>,
}

/// What it takes to resolve the paths of an `index.ts`.
pub(crate) struct Resolver<'a> {
    pub(crate) root: &'a FilePath,
    pub(crate) links: &'a Links,
    /// The installed CLI; the newest is assumed when there is none.
    pub(crate) cli: Option<Version>,
    pub(crate) exists: &'a dyn Fn(&FilePath) -> bool,
}

impl Registry {
    pub(crate) fn new(index: Arc<Index>, resolver: &Resolver<'_>) -> Registry {
        let mut registry = Registry::default();
        let mut first: FxHashMap<FilePath, usize> = FxHashMap::default();
        for (at, matched) in index.matches.iter().enumerate() {
            let place = path::place(&matched.path, resolver.cli);
            let source = resolver.root.join(&place.source);
            let file = resolver.links.real(source.clone());
            registry.by_file.entry(file.clone()).or_default().push(at);
            let duplicate_of = match first.entry(source) {
                hash_map::Entry::Occupied(first) => Some(*first.get()),
                hash_map::Entry::Vacant(slot) => {
                    slot.insert(at);
                    None
                }
            };
            let target = match place.fault {
                Some(Fault::RootLevel) => EntryTarget::RootLevel,
                Some(Fault::OutsideRoot) => EntryTarget::OutsideRoot,
                Some(Fault::NotPlain) => EntryTarget::NotPlain,
                None if (resolver.exists)(&file) => EntryTarget::File(file),
                None => EntryTarget::Missing(file),
            };
            registry.entries.push(Entry {
                path: matched.path.clone(),
                span: matched.span,
                path_span: matched.path_span,
                line_span: matched.line_span,
                commented: matched.commented,
                target,
                integration: place.integration.into(),
                name: place.name.into(),
                duplicate_of,
            });
        }
        registry.unmatched = index.missed.iter().map(|missed| unmatched(missed, resolver)).collect();
        registry.index = index;
        registry
    }

    /// Takes note that a file came into being or went away.
    pub(crate) fn set_exists(&mut self, file: &FilePath, resolver: &Resolver<'_>) {
        let exists = (resolver.exists)(file);
        for &at in self.by_file.get(file).map_or(&[][..], Vec::as_slice) {
            let target = &mut self.entries[at].target;
            if matches!(target, EntryTarget::File(_) | EntryTarget::Missing(_)) {
                *target = if exists {
                    EntryTarget::File(file.clone())
                } else {
                    EntryTarget::Missing(file.clone())
                };
            }
        }
        self.unmatched = self
            .index
            .missed
            .iter()
            .map(|missed| unmatched(missed, resolver))
            .collect();
    }

    /// Whether an entry or another import would lead to `file`.
    pub(crate) fn mentions(&self, file: &FilePath) -> bool {
        self.by_file.contains_key(file) || !self.unmatched.is_empty()
    }

    /// The files that have entries, whether or not they exist.
    pub(crate) fn mentioned(&self) -> impl Iterator<Item = (&FilePath, &[usize])> {
        self.by_file.iter().map(|(file, entries)| (file, entries.as_slice()))
    }

    pub(crate) fn index(&self) -> &Arc<Index> {
        &self.index
    }

    /// What the compiler registers, in the order of the file; commented entries and duplicates are among them.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What TypeScript sees as an import of a module and the compiler does not. Whether it is meant to register something
    /// is told by its target.
    pub fn unmatched(&self) -> &[Unmatched] {
        &self.unmatched
    }

    /// The indices of the entries that stand for `file`, links resolved; also of a file that does not exist.
    pub fn entries_of(&self, file: &FilePath) -> &[usize] {
        self.by_file.get(file).map_or(&[], Vec::as_slice)
    }

    /// How the lines are written.
    pub fn style(&self) -> Style {
        self.index.style
    }

    /// How the lines end.
    pub fn eol(&self) -> Eol {
        self.index.eol
    }
}

fn unmatched(missed: &Missed, resolver: &Resolver<'_>) -> Unmatched {
    let source = &missed.source;
    let bare = source
        .strip_suffix(".js")
        .or_else(|| source.strip_suffix(".ts"))
        .unwrap_or(source);
    let file = resolver.links.real(resolver.root.join(&format!("{bare}.ts")));
    Unmatched {
        span: missed.span,
        line_span: missed.line_span,
        source: source.clone(),
        target: (resolver.exists)(&file).then_some(file),
        why: missed.why,
    }
}

/// Where the compiler looks for the sources that a text registers, below the root, for whichever version of the CLI.
pub(crate) fn sources(text: &str) -> Vec<String> {
    let paths = scan::matches(text)
        .into_iter()
        .map(|entry| &text[entry.path_start..entry.path_end]);
    paths.map(|path| path::place(path, None).source).collect()
}
