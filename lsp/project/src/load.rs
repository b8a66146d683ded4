//! Reading projects from the disk: the only place of the core that does so.

mod discover;
mod fixtures;
mod manifest;
mod providers;
mod text;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use syntax::{Parser, SourceFile};

use crate::{File, FilePath, Links, Project, Workspace, registry};

pub use discover::is_source;
pub use manifest::{is_of_manifest, read_manifest};
pub use text::{Problem, Text, decode, read_file, read_if_there};

use discover::Root;

/// What [`load`] found.
#[derive(Debug)]
pub struct Loaded<T> {
    /// The projects and their files, all closed.
    pub workspace: Workspace,
    /// What `per_file` gave for each file, sorted by path.
    pub extra: Vec<(FilePath, T)>,
    /// What could not be read, sorted by path.
    pub problems: Vec<(FilePath, Problem)>,
}

/// Reads every Nango project in or around `folders`: roots below them at any depth, and the one that a folder lies in.
///
/// Ignore files (`.gitignore`, `.ignore`) are honoured, but what `index.ts` names is read all the same. `node_modules`,
/// `.nango`, `dist` and `build` are not looked into. Where there is no project, nothing is read.
///
/// All processors take part. `per_file` is called once for each file while its tree is alive, `progress` with how many of
/// all files are read; both from several threads.
pub fn load<T: Send>(
    folders: &[PathBuf],
    per_file: impl Fn(&FilePath, &SourceFile) -> T + Sync,
    progress: impl Fn(usize, usize) + Sync,
) -> Loaded<T> {
    let roots = discover::discover(folders);
    let mut files: BTreeSet<FilePath> = BTreeSet::new();
    for (path, root) in &roots {
        files.extend(root.files.iter().cloned());
        files.extend(named_by_index(path, root));
    }
    let files: Vec<FilePath> = files.into_iter().collect();
    let mut read = read_all(&files, &per_file, &progress);
    read.sort_unstable_by(|a, b| a.0.cmp(&b.0));

    let mut extra = Vec::with_capacity(read.len());
    let mut problems = Vec::new();
    let mut closed = Vec::with_capacity(read.len());
    for (path, file, problem) in read {
        if let Some((file, of_file)) = file {
            extra.push((path.clone(), of_file));
            closed.push((path.clone(), file));
        }
        problems.extend(problem.map(|problem| (path, problem)));
    }
    let doubtful: Vec<FilePath> = roots
        .iter()
        .filter(|(_, root)| root.is_doubtful)
        .map(|(path, _)| path.clone())
        .collect();
    let projects = roots.into_iter().map(|(path, root)| {
        let manifest = manifest::read_with_providers(&path, root.tests);
        Project::new(path, manifest, root.links)
    });
    let mut workspace = Workspace::new(projects, closed);
    for root in doubtful {
        if workspace
            .project(&root)
            .is_some_and(|project| !has_functions(&workspace, project))
        {
            workspace.remove_project(&root);
        }
    }
    extra.retain(|(path, _)| workspace.file(path).is_some());
    let roots: Vec<FilePath> = workspace.projects().map(|project| project.root().clone()).collect();
    for root in roots {
        for (path, fixture) in fixtures::read(&root) {
            match fixture {
                Ok(fixture) => drop(workspace.set_fixture(path, Some(fixture))),
                Err(problem) => problems.push((path, problem)),
            }
        }
    }
    problems.sort_by(|a, b| a.0.cmp(&b.0));
    Loaded {
        workspace,
        extra,
        problems,
    }
}

/// The project around one file, with `index.ts` and no other file: what it takes to judge a function by itself before all is
/// read. None outside of projects, and for `index.ts`, which needs every file.
pub fn around(file: &FilePath) -> Option<Workspace> {
    let root = discover::root_around(file)?;
    let index = root.join("index.ts");
    if index == *file {
        return None;
    }
    let manifest = manifest::read_beside(&root, discover::Tests::default());
    let text = read_file(&index).ok()?;
    let index_file = File::closed(&index, &SourceFile::parse(text.text), text.byte_order_mark);
    Some(Workspace::new(
        [Project::new(root, manifest, Links::default())],
        [(index, index_file)],
    ))
}

/// Whether there is a create call of Nango in a project: one of that name may be of anything else.
fn has_functions(workspace: &Workspace, project: &Project) -> bool {
    let files = project.files().filter_map(|file| workspace.file(file));
    files
        .flat_map(|file| &file.items.create_calls)
        .any(|call| call.from_nango)
}

/// The canonical path of a file or a folder: links resolved. Of what does not exist, those of the folders that do: a new
/// document has its key before it is saved.
pub fn canonical(path: &Path) -> FilePath {
    let real = path
        .ancestors()
        .find_map(|existing| Some((fs::canonicalize(existing).ok()?, existing)));
    match real.and_then(|(real, existing)| Some((real, path.strip_prefix(existing).ok()?))) {
        Some((real, rest)) if rest.as_os_str().is_empty() => FilePath::new(real),
        Some((real, rest)) => FilePath::new(real.join(rest)),
        None => FilePath::new(path),
    }
}

/// The files that `index.ts` names although the walk left them out.
fn named_by_index(path: &FilePath, root: &Root) -> Vec<FilePath> {
    let Ok(index) = read_file(path.join("index.ts")) else {
        return Vec::new();
    };
    let sources = registry::sources(&index.text)
        .into_iter()
        .map(|source| root.links.real(path.join(&source)));
    sources
        .filter(|file| !root.files.contains(file) && file.is_file())
        .collect()
}

type Read<T> = (FilePath, Option<(File, T)>, Option<Problem>);

fn read_all<T: Send>(
    files: &[FilePath],
    per_file: &(impl Fn(&FilePath, &SourceFile) -> T + Sync),
    progress: &(impl Fn(usize, usize) + Sync),
) -> Vec<Read<T>> {
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(files.len().max(1));
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let work = || {
        let mut parser = Parser::new();
        let mut read = Vec::new();
        while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            read.push(match read_file(path) {
                Ok(Text {
                    text,
                    byte_order_mark,
                    problem,
                }) => {
                    let facts = parser.with(text, |source| {
                        (File::closed(path, source, byte_order_mark), per_file(path, source))
                    });
                    (path.clone(), Some(facts), problem)
                }
                Err(problem) => (path.clone(), None, Some(problem)),
            });
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, files.len());
        }
        read
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        // A worker that panicked loses its files and takes nobody with it.
        workers
            .into_iter()
            .filter_map(|worker| worker.join().ok())
            .flatten()
            .collect()
    })
}
