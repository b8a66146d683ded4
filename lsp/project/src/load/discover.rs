//! Which folders are Nango projects, and which files are theirs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{fs, iter};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::canonical;
use crate::mock::LEGACY_FOLDER;
use crate::project::IGNORED_FOLDERS;
use crate::{FilePath, Links};

/// A project on the disk.
#[derive(Debug, Default)]
pub(super) struct Root {
    /// What belongs to it: TypeScript files.
    pub(super) files: BTreeSet<FilePath>,
    pub(super) tests: Tests,
    pub(super) links: Links,
    /// Whether it has no `index.ts`, and is a project only if there are functions in it.
    pub(super) is_doubtful: bool,
}

/// What there is to test functions with.
#[derive(Debug, Default)]
pub(super) struct Tests {
    /// `*.test.json` and `*.test.ts`.
    pub(super) files: Vec<FilePath>,
    /// Folders of mocks in the old layout.
    pub(super) legacy_mocks: Vec<FilePath>,
}

/// What the walk saw.
#[derive(Debug)]
pub(super) enum Sighting {
    Source(FilePath),
    Test(FilePath),
    /// A folder in one that is called `mocks`.
    LegacyMocks(FilePath),
    /// A symbolic link, and what it leads to.
    Link(FilePath, FilePath),
    /// A folder with `.nango` or `nango.yaml` in it.
    Candidate(FilePath, Candidate),
}

/// What a folder has, of what makes a project (`preCheck` of `verification.service.ts`).
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    has_dot_nango: bool,
    has_index: bool,
    has_yaml: bool,
}

/// Whether a file of that name may hold functions or be imported by them.
pub fn is_source(name: &str) -> bool {
    name.ends_with(".ts") && !name.ends_with(".d.ts") && !is_test(name)
}

fn is_test(name: &str) -> bool {
    name.ends_with(".test.ts") || name.ends_with(".test.json")
}

/// Every project below `folders`, and around them, by root.
pub(super) fn discover(folders: &[PathBuf]) -> BTreeMap<FilePath, Root> {
    let mut folders: Vec<FilePath> = folders.iter().map(|folder| outermost_root(canonical(folder))).collect();
    folders.sort_unstable();
    // Sorted, a folder comes before those in it.
    folders.dedup_by(|inner, outer| inner.relative_to(outer).is_some());

    let mut sightings: Vec<Sighting> = folders.iter().flat_map(walk).collect();
    let mut roots = accepted(&sightings);
    let links = outside(&sightings, &roots);
    sightings.extend(
        links
            .iter()
            .flat_map(walk)
            .filter(|seen| !matches!(seen, Sighting::Candidate(..))),
    );
    share_out(sightings, &mut roots);
    roots
}

/// The outermost project that a folder lies in, or the folder.
fn outermost_root(folder: FilePath) -> FilePath {
    let around = iter::successors(Some(folder.clone()), FilePath::folder);
    around
        .filter(|folder| candidate(folder).is_zero())
        .last()
        .unwrap_or(folder)
}

/// The innermost project that a file lies in.
pub(super) fn root_around(file: &FilePath) -> Option<FilePath> {
    iter::successors(file.folder(), FilePath::folder).find(|folder| candidate(folder).is_zero())
}

/// Goes over a folder with all processors.
pub(super) fn walk(folder: &FilePath) -> Vec<Sighting> {
    let seen = Mutex::new(Vec::new());
    let is_wanted = |entry: &DirEntry| {
        !entry
            .file_name()
            .to_str()
            .is_some_and(|name| IGNORED_FOLDERS.contains(&name))
    };
    let mut builder = WalkBuilder::new(folder);
    // What a project ignores is its own affair, with or without git; what its user ignores everywhere is not.
    builder.require_git(false).git_global(false).filter_entry(is_wanted);
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            if let Ok(entry) = entry {
                let sightings = sightings(&entry);
                // Nothing panics while the lock is held.
                if let Ok(mut seen) = seen.lock() {
                    seen.extend(sightings);
                }
            }
            WalkState::Continue
        })
    });
    seen.into_inner().unwrap_or_default()
}

fn sightings(entry: &DirEntry) -> Option<Sighting> {
    let path = FilePath::new(entry.path());
    let kind = entry.file_type()?;
    if kind.is_dir() {
        let candidate = candidate(&path);
        if candidate.has_dot_nango || candidate.has_yaml {
            return Some(Sighting::Candidate(path, candidate));
        }
        let is_mocks = path.folder().is_some_and(|folder| folder.name() == LEGACY_FOLDER);
        return is_mocks.then_some(Sighting::LegacyMocks(path));
    }
    if kind.is_symlink() {
        let target = FilePath::new(fs::canonicalize(entry.path()).ok()?);
        return (target.is_dir() || is_source(target.name())).then_some(Sighting::Link(path, target));
    }
    match path.name() {
        // A pipe would keep its reader waiting.
        _ if !kind.is_file() => None,
        name if is_test(name) => Some(Sighting::Test(path)),
        name if is_source(name) => Some(Sighting::Source(path)),
        _ => None,
    }
}

fn candidate(folder: &Path) -> Candidate {
    Candidate {
        has_dot_nango: folder.join(".nango").exists(),
        has_index: folder.join("index.ts").is_file(),
        has_yaml: folder.join("nango.yaml").exists(),
    }
}

impl Candidate {
    fn is_zero(self) -> bool {
        self.has_dot_nango && self.has_index
    }
}

/// The candidates that are projects. A `.nango` or a `nango.yaml` inside of a project makes no other one, unless an
/// `index.ts` is beside it: the folders of integrations have `.nango` too.
fn accepted(sightings: &[Sighting]) -> BTreeMap<FilePath, Root> {
    let candidates: BTreeMap<&FilePath, Candidate> = sightings
        .iter()
        .filter_map(|sighting| match sighting {
            Sighting::Candidate(path, candidate) => Some((path, *candidate)),
            _ => None,
        })
        .collect();
    let mut roots: BTreeMap<FilePath, Root> = BTreeMap::new();
    for (path, candidate) in candidates {
        let is_inside = || roots.keys().any(|root| path.relative_to(root).is_some());
        if candidate.is_zero() || !is_inside() {
            let root = Root {
                is_doubtful: !candidate.is_zero() && !candidate.has_yaml,
                // Even if it is a link, it counts where it lies.
                files: candidate.has_index.then(|| path.join("index.ts")).into_iter().collect(),
                ..Root::default()
            };
            roots.insert(path.clone(), root);
        }
    }
    roots
}

/// What links in projects lead to outside of all projects.
fn outside(sightings: &[Sighting], roots: &BTreeMap<FilePath, Root>) -> BTreeSet<FilePath> {
    let is_in_root = |path: &FilePath| innermost(roots, path).is_some();
    let holds_root = |path: &FilePath| roots.keys().any(|root| root.relative_to(path).is_some());
    let targets = sightings.iter().filter_map(|sighting| match sighting {
        Sighting::Link(link, target) if is_in_root(link) && !is_in_root(target) && !holds_root(target) => Some(target),
        _ => None,
    });
    targets.cloned().collect()
}

fn innermost<'a>(roots: &'a BTreeMap<FilePath, Root>, path: &FilePath) -> Option<&'a FilePath> {
    roots.keys().rfind(|root| path.relative_to(root).is_some())
}

/// Gives each file and each link to the innermost project that it is in.
fn share_out(sightings: Vec<Sighting>, roots: &mut BTreeMap<FilePath, Root>) {
    let mut links: BTreeMap<FilePath, Vec<(FilePath, FilePath)>> = BTreeMap::new();
    for sighting in &sightings {
        if let Sighting::Link(link, target) = sighting
            && let Some(root) = innermost(roots, link)
            && root.relative_to(target).is_none()
        {
            links
                .entry(root.clone())
                .or_default()
                .push((link.clone(), target.clone()));
        }
    }
    let behind_link = |path: &FilePath| {
        let leads_to = |links: &Vec<(FilePath, FilePath)>| links.iter().any(|(_, to)| path.relative_to(to).is_some());
        links
            .iter()
            .find(|(_, links)| leads_to(links))
            .map(|(root, _)| root.clone())
    };
    for sighting in sightings {
        let (Sighting::Source(path) | Sighting::Test(path) | Sighting::LegacyMocks(path)) = &sighting else {
            continue;
        };
        let Some(root) = innermost(roots, path).cloned().or_else(|| behind_link(path)) else {
            continue;
        };
        let Some(root) = roots.get_mut(&root) else { continue };
        match sighting {
            Sighting::Source(path) => {
                root.files.insert(path);
            }
            Sighting::Test(path) => root.tests.files.push(path),
            Sighting::LegacyMocks(path) => root.tests.legacy_mocks.push(path),
            Sighting::Link(..) | Sighting::Candidate(..) => {}
        }
    }
    for (root, links) in links {
        if let Some(root) = roots.get_mut(&root) {
            root.links = Links::new(links);
        }
    }
}
