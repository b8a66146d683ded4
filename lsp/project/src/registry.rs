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

use std::collections::{BTreeSet, hash_map};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::manifest::Version;
use crate::project::Links;
use crate::{Eol, FilePath};

use index::{Matched, Missed};
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
    by_file: FxHashMap<FilePath, Slots>,
}

/// What it takes to resolve the paths of an `index.ts`.
pub(crate) struct Resolver<'a> {
    pub(crate) root: &'a FilePath,
    pub(crate) links: &'a Links,
    /// The installed CLI; the newest is assumed when there is none.
    pub(crate) cli: Option<Version>,
    pub(crate) exists: &'a dyn Fn(&FilePath) -> bool,
}

/// The entries of one file: hardly any has more than one.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Slots {
    One([usize; 1]),
    Many(Vec<usize>),
}

impl Registry {
    /// Resolves an `index.ts`. What `before` has resolved in the same circumstances is taken over: of two versions of a file
    /// nearly all lines are the same.
    pub(crate) fn new(index: Arc<Index>, resolver: &Resolver<'_>, before: Option<&Registry>) -> Registry {
        let known = before.map_or(&[][..], |before| &before.entries);
        let same = |old: &Entry, new: &Matched| old.path == new.path;
        let head = known
            .iter()
            .zip(&index.matches)
            .take_while(|(old, new)| same(old, new))
            .count();
        let rest = known[head..].iter().rev().zip(index.matches[head..].iter().rev());
        let tail = rest.take_while(|(old, new)| same(old, new)).count();
        let tail_start = index.matches.len() - tail;

        let entry = |(at, matched): (usize, &Matched)| match at {
            _ if at < head => moved(&known[at], matched),
            _ if at >= tail_start => moved(&known[known.len() - (index.matches.len() - at)], matched),
            _ => resolve(matched, resolver),
        };
        let mut registry = Registry {
            entries: index.matches.iter().enumerate().map(entry).collect(),
            unmatched: index.missed.iter().map(|missed| unmatched(missed, resolver)).collect(),
            by_file: FxHashMap::default(),
            index,
        };
        registry.group_by_file(resolver);
        registry
    }

    fn group_by_file(&mut self, resolver: &Resolver<'_>) {
        self.by_file.reserve(self.entries.len());
        for at in 0..self.entries.len() {
            let Some(file) = self.entries[at].source() else {
                continue;
            };
            match self.by_file.entry(file.clone()) {
                hash_map::Entry::Vacant(slot) => {
                    slot.insert(Slots::One([at]));
                }
                hash_map::Entry::Occupied(mut slots) => {
                    let source = |at: &usize| path::place(&self.entries[*at].path, resolver.cli).source;
                    let lexical = |at: &usize| resolver.root.join(&source(at));
                    let this = lexical(&at);
                    let first = slots
                        .get()
                        .as_slice()
                        .iter()
                        .find(|other| lexical(other) == this)
                        .copied();
                    slots.get_mut().push(at);
                    self.entries[at].duplicate_of = first;
                }
            }
        }
    }

    /// The files whose registration is another one than in `before`: that have more or fewer entries, others that are in
    /// comments, or another integration.
    pub(crate) fn changed_since(&self, before: &Registry) -> BTreeSet<FilePath> {
        let is_same = |(old, new): &(&Entry, &Entry)| old.path == new.path && old.commented == new.commented;
        let head = before.entries.iter().zip(&self.entries).take_while(is_same).count();
        let (old, new) = (&before.entries[head..], &self.entries[head..]);
        let tail = old.iter().rev().zip(new.iter().rev()).take_while(is_same).count();
        let between = old[..old.len() - tail].iter().chain(&new[..new.len() - tail]);
        let standing = |registry: &Registry, file: &FilePath| -> Vec<(bool, Arc<str>)> {
            let entries = registry.entries_of(file).iter().map(|at| &registry.entries[*at]);
            entries
                .map(|entry| (entry.commented, Arc::clone(&entry.integration)))
                .collect()
        };
        let files = between.filter_map(Entry::source);
        files
            .filter(|file| standing(before, file) != standing(self, file))
            .cloned()
            .collect()
    }

    /// Takes note that a file came into being or went away.
    pub(crate) fn set_exists(&mut self, file: &FilePath, resolver: &Resolver<'_>) {
        for &at in self.by_file.get(file).map_or(&[][..], Slots::as_slice) {
            let target = &mut self.entries[at].target;
            if matches!(target, EntryTarget::File(_) | EntryTarget::Missing(_)) {
                *target = found(file.clone(), resolver.exists);
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
        self.by_file.get(file).map_or(&[], Slots::as_slice)
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

impl Slots {
    fn as_slice(&self) -> &[usize] {
        match self {
            Slots::One(slot) => slot,
            Slots::Many(slots) => slots,
        }
    }

    fn push(&mut self, at: usize) {
        match self {
            Slots::One([first]) => *self = Slots::Many(vec![*first, at]),
            Slots::Many(slots) => slots.push(at),
        }
    }
}

/// An entry whose path is resolved already, at its new place.
fn moved(entry: &Entry, matched: &Matched) -> Entry {
    Entry {
        span: matched.span,
        path_span: matched.path_span,
        line_span: matched.line_span,
        commented: matched.commented,
        duplicate_of: None,
        ..entry.clone()
    }
}

fn found(file: FilePath, exists: &dyn Fn(&FilePath) -> bool) -> EntryTarget {
    if exists(&file) {
        EntryTarget::File(file)
    } else {
        EntryTarget::Missing(file)
    }
}

fn resolve(matched: &Matched, resolver: &Resolver<'_>) -> Entry {
    let place = path::place(&matched.path, resolver.cli);
    let file = || resolver.links.real(resolver.root.join(&place.source));
    let target = match place.fault {
        Some(Fault::RootLevel) => EntryTarget::RootLevel,
        Some(Fault::OutsideRoot) => EntryTarget::OutsideRoot,
        Some(Fault::NotPlain) => EntryTarget::NotPlain(file()),
        None => found(file(), resolver.exists),
    };
    Entry {
        path: matched.path.clone(),
        span: matched.span,
        path_span: matched.path_span,
        line_span: matched.line_span,
        commented: matched.commented,
        target,
        integration: place.integration.into(),
        name: place.name.into(),
        duplicate_of: None,
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
