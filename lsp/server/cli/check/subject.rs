//! What is checked: the projects under some paths, or one file whose text comes on stdin.

use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use lint::{Analysis, Audience, Settings};
use project::load::{self, Problem, is_source};
use project::{FilePath, Fixture, FixtureName, MockName};
use syntax::SourceFile;

use crate::output::{Bases, current_folder};

/// What is checked, read.
pub(super) struct Subject {
    /// All projects around.
    pub(super) analysis: Analysis,
    /// The files that were asked about, sorted.
    pub(super) files: Vec<FilePath>,
    /// What their paths are shown relative to.
    pub(super) bases: Bases,
    /// What could not be read of them.
    pub(super) problems: Vec<(FilePath, Problem)>,
}

impl Subject {
    /// The files under `paths`, with the mocks among them if they are asked for.
    pub(super) fn of_paths(paths: &[PathBuf], mocks: bool, settings: &Settings) -> Result<Self, String> {
        let targets = paths
            .iter()
            .map(|path| Target::of(path))
            .collect::<Result<Vec<_>, _>>()?;
        let folders: Vec<_> = targets.iter().map(|target| target.base.to_path_buf()).collect();
        let loaded = Analysis::load(&folders, settings, Audience::Check, |_, _| {});
        let mut analysis = loaded.analysis;
        if let Some(target) = targets.iter().find(|target| !target.has_project(&analysis)) {
            return Err(format!("there is no Nango project under {}", target.given.display()));
        }
        let is_meant = |file: &FilePath| targets.iter().any(|target| target.covers(file));
        let mut files = analysis.files();
        files.retain(is_meant);
        let mut problems = loaded.problems;
        problems.retain(|(file, _)| is_meant(file));
        let is_named = |file: &FilePath| targets.iter().any(|target| target.scope == *file);
        for file in tests_of(&analysis) {
            let is_asked = is_named(&file) || mocks && is_meant(&file);
            if !is_asked {
                continue;
            }
            match judged(&mut analysis, &file) {
                Ok(true) => files.push(file),
                Ok(false) => {}
                Err(problem) => problems.push((file, problem)),
            }
        }
        files.sort_unstable();
        Ok(Self {
            analysis,
            files,
            bases: Bases::of(targets.into_iter().map(|target| target.base)),
            problems,
        })
    }

    /// The text on stdin, judged as the file `path`, which may not exist yet.
    pub(super) fn of_stdin(path: &Path, settings: &Settings) -> Result<Self, String> {
        let shown = path.display();
        let absolute = std::path::absolute(path).map_err(|error| format!("{shown}: {error}"))?;
        let file = load::canonical(&absolute);
        let folder = file.ancestors().skip(1).find(|folder| folder.is_dir());
        let folders = [folder.unwrap_or(Path::new("/")).to_path_buf()];
        let mut analysis = Analysis::load(&folders, settings, Audience::Check, |_, _| {}).analysis;
        let Some(project) = analysis.workspace.project_of(&file).cloned() else {
            return Err(format!("{shown} is in no Nango project"));
        };
        let text = stdin()?;
        if file == project.root().join(lint::settings::FILE_NAME) {
            analysis.set_configuration(project.root(), Some(&text.text));
        } else if is_source(file.name()) {
            // A file that is open keeps its text, which is not the one on the disk; a byte order mark is none of the text.
            analysis.set_closed(file.clone(), &text.text, text.byte_order_mark);
            analysis.set_source(file.clone(), SourceFile::parse(&text.text));
        } else if FixtureName::of(&file).is_some() || MockName::of(&file).is_some() {
            let fixture = Fixture::new(&text.text, text.byte_order_mark);
            analysis.set_fixture(file.clone(), Some(fixture));
        } else if !file.name().ends_with(".ts") {
            let configuration = lint::settings::FILE_NAME;
            return Err(format!(
                "{shown} cannot come from stdin: only TypeScript, fixtures, mocks and `{configuration}` can"
            ));
        }
        let problems = text.problem.map(|problem| (file.clone(), problem));
        Ok(Self {
            analysis,
            files: vec![file.clone()],
            bases: Bases::of(current_folder()).given(file, shown.to_string()),
            problems: problems.into_iter().collect(),
        })
    }
}

/// Every test of every project, and every file with mocks.
fn tests_of(analysis: &Analysis) -> Vec<FilePath> {
    let tests = analysis
        .workspace
        .projects()
        .flat_map(|project| &*project.manifest().tests);
    tests.cloned().collect()
}

/// Reads a test or a file with mocks, and keeps it if something is found in it: all of them would fill the memory.
fn judged(analysis: &mut Analysis, file: &FilePath) -> Result<bool, Problem> {
    let text = load::read_file(file)?;
    if MockName::of(file).is_some() {
        let mock = Fixture::new(&text.text, text.byte_order_mark);
        analysis.set_fixture(file.clone(), Some(mock));
    } else if file.name().ends_with(".ts") {
        analysis.set_source(file.clone(), SourceFile::parse(text.text));
    }
    let is_faulty = !analysis.diagnose(file).is_empty();
    if !is_faulty && MockName::of(file).is_some() {
        analysis.set_fixture(file.clone(), None);
    } else if !is_faulty {
        analysis.remove(file);
    }
    Ok(is_faulty)
}

fn stdin() -> Result<load::Text, String> {
    let mut bytes = Vec::new();
    let mut stdin = std::io::stdin().lock();
    if stdin.is_terminal() {
        return Err("--stdin-filename reads the text from stdin, which is a terminal".to_owned());
    }
    let read = stdin.read_to_end(&mut bytes);
    read.map_err(|error| format!("stdin cannot be read: {error}"))?;
    load::decode(bytes).map_err(|problem| format!("the text on stdin {problem}"))
}

/// A path that was asked about.
struct Target {
    given: PathBuf,
    /// What is reported.
    scope: FilePath,
    /// The folder, or that of the file: what paths are shown relative to.
    base: FilePath,
}

impl Target {
    fn of(path: &Path) -> Result<Self, String> {
        let unreadable = |error| format!("{} cannot be read: {error}", path.display());
        let is_folder = std::fs::metadata(path).map_err(unreadable)?.is_dir();
        let scope = FilePath::new(path.canonicalize().map_err(unreadable)?);
        if is_folder {
            std::fs::read_dir(path).map_err(unreadable)?;
        }
        let base = if is_folder {
            scope.clone()
        } else {
            scope.folder().unwrap_or_else(|| scope.clone())
        };
        Ok(Self {
            given: path.to_owned(),
            scope,
            base,
        })
    }

    fn has_project(&self, analysis: &Analysis) -> bool {
        analysis.workspace.projects().any(|project| {
            project.root().relative_to(&self.scope).is_some() || self.scope.relative_to(project.root()).is_some()
        })
    }

    fn covers(&self, file: &FilePath) -> bool {
        file.relative_to(&self.scope).is_some()
    }
}
