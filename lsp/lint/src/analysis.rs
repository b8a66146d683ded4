//! The value that every feature reads: workspace, findings and configuration.

mod beside;
mod compiler;
mod diagnose;
mod effects;
mod outlook;
mod suppress;

use std::path::PathBuf;
use std::sync::Arc;

use project::load::{self, Problem};
use project::{Change, ChangeKind, File, FilePath, Fixture, Function, Manifest, Project, Workspace};
use rustc_hash::FxHashMap;
use syntax::{LineIndex, SourceFile, TextSize};

use self::outlook::Outlook;
use crate::context::Scope;
use crate::findings::{Findings, examine, examine_closed};
use crate::rule::Rule;
use crate::rules::index;
use crate::settings::{self, Audience, Settings};
use crate::suppression::Target;

/// Workspace, findings and configuration. A value: a clone is a snapshot and costs a few reference counts.
///
/// What it says after any sequence of edits is what a fresh start on the same files would say.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// Projects and files. To be read: the methods of the analysis edit it.
    pub workspace: Workspace,
    findings: Arc<FxHashMap<FilePath, Arc<Findings>>>,
    /// Those of open files, apart from the others so that a keystroke copies no large map.
    open_findings: Arc<FxHashMap<FilePath, Arc<Findings>>>,
    settings: Arc<Settings>,
    /// `nango-lsp.toml` by root, where there is one.
    configurations: Arc<FxHashMap<FilePath, Configuration>>,
    audience: Audience,
}

/// What a first look at the disk gave.
#[derive(Debug)]
pub struct Loaded {
    /// All projects, every file closed.
    pub analysis: Analysis,
    /// What could not be read, sorted by path.
    pub problems: Vec<(FilePath, Problem)>,
}

/// A `nango-lsp.toml`, and what it makes of the editor's settings.
#[derive(Debug, Clone)]
struct Configuration {
    text: Arc<str>,
    lines: Arc<LineIndex>,
    settings: Arc<Settings>,
    problems: Arc<[settings::Problem]>,
}

impl Analysis {
    /// Reads all projects in or around `folders` from the disk, with their configuration. `progress` is called with how
    /// many of all files are read, from several threads.
    pub fn load(
        folders: &[PathBuf],
        settings: &Settings,
        audience: Audience,
        progress: impl Fn(usize, usize) + Sync,
    ) -> Loaded {
        let loaded = load::load(folders, |_, source| Arc::new(examine_closed(source)), progress);
        let mut analysis = Analysis {
            workspace: loaded.workspace,
            findings: Arc::new(loaded.extra.into_iter().collect()),
            settings: Arc::new(settings.clone()),
            audience,
            ..Analysis::default()
        };
        let roots: Vec<FilePath> = analysis
            .workspace
            .projects()
            .map(|project| project.root().clone())
            .collect();
        let mut problems = loaded.problems;
        for root in roots {
            let file = root.join(settings::FILE_NAME);
            let (text, problem) = match load::read_if_there(&file) {
                Ok(Some(text)) => (Some(text.text), text.problem),
                Ok(None) => (None, None),
                Err(problem) => (None, Some(problem)),
            };
            analysis.set_configuration(&root, text.as_deref());
            problems.extend(problem.map(|problem| (file, problem)));
        }
        Loaded { analysis, problems }
    }

    /// Reads what one file needs to be judged by itself, before all is read: its project with `index.ts`, and the
    /// configuration. None outside of projects, and for `index.ts`, which needs every file.
    pub fn around(file: &FilePath, settings: &Settings, audience: Audience) -> Option<Analysis> {
        let workspace = load::around(file)?;
        let root = workspace.projects().next()?.root().clone();
        let mut analysis = Analysis {
            workspace,
            settings: Arc::new(settings.clone()),
            audience,
            ..Analysis::default()
        };
        let text = load::read_file(root.join(settings::FILE_NAME)).ok();
        analysis.set_configuration(&root, text.as_ref().map(|text| text.text.as_str()));
        Some(analysis)
    }

    /// An analysis without files.
    pub fn new(settings: Settings, audience: Audience) -> Analysis {
        Analysis {
            settings: Arc::new(settings),
            audience,
            ..Analysis::default()
        }
    }

    /// Takes over the projects and closed files of another analysis; files that are open here stay as they are.
    pub fn extend(&mut self, other: Analysis) {
        Arc::make_mut(&mut self.findings)
            .extend(other.findings.iter().map(|(path, found)| (path.clone(), found.clone())));
        let texts: Vec<_> = other
            .configurations
            .iter()
            .map(|(root, it)| (root.clone(), it.text.clone()))
            .collect();
        for project in other.workspace.projects() {
            Arc::make_mut(&mut self.configurations).remove(project.root());
        }
        self.workspace.extend(other.workspace);
        for (root, text) in texts {
            self.set_configuration(&root, Some(&text));
        }
    }

    /// Puts a project in, whose files are known already or come later.
    pub fn add_project(&mut self, project: Project) {
        self.workspace.add_project(project);
    }

    /// Takes a project out, with its closed files.
    pub fn remove_project(&mut self, root: &FilePath) {
        self.workspace.remove_project(root);
        Arc::make_mut(&mut self.configurations).remove(root);
        let workspace = &self.workspace;
        Arc::make_mut(&mut self.findings).retain(|path, _| workspace.file(path).is_some());
    }

    /// Puts an open file in: opened, or edited.
    pub fn set_source(&mut self, path: FilePath, source: SourceFile) -> Change {
        let before = Outlook::of(self, &path);
        let findings = examine(&source, self.findings(&path));
        Arc::make_mut(&mut self.open_findings).insert(path.clone(), Arc::new(findings));
        let change = self.workspace.set_file(path.clone(), File::open(&path, source));
        before.widen(self, &path, change)
    }

    /// Puts a closed file in, as it is on the disk: created, changed, or closed by the editor.
    pub fn set_closed(&mut self, path: FilePath, text: &str, byte_order_mark: bool) -> Change {
        let source = SourceFile::parse(text);
        let before = Outlook::of(self, &path);
        if self.open_findings.contains_key(&path) {
            Arc::make_mut(&mut self.open_findings).remove(&path);
        }
        Arc::make_mut(&mut self.findings).insert(path.clone(), Arc::new(examine_closed(&source)));
        let change = self
            .workspace
            .set_file(path.clone(), File::closed(&path, &source, byte_order_mark));
        before.widen(self, &path, change)
    }

    /// Puts a fixture in: opened, edited, or as it is on the disk; none takes it out, because it is no more.
    pub fn set_fixture(&mut self, path: FilePath, fixture: Option<Fixture>) -> Change {
        self.workspace.set_fixture(path, fixture)
    }

    /// Takes a file out, because it is no more.
    pub fn remove(&mut self, path: &FilePath) -> Change {
        let before = Outlook::of(self, path);
        for findings in [&mut self.open_findings, &mut self.findings] {
            if findings.contains_key(path) {
                Arc::make_mut(findings).remove(path);
            }
        }
        let change = self.workspace.remove_file(path);
        before.widen(self, path, change)
    }

    /// Puts a new manifest in: `package.json`, `.env` or another file beside the functions changed.
    pub fn set_manifest(&mut self, root: &FilePath, manifest: Manifest) -> Change {
        let before = self.files_of(root);
        let mut change = self.workspace.set_manifest(root, manifest);
        if !change.moved_only() {
            change.dependents.extend(before.into_iter().chain(self.files_of(root)));
            change.dependents.sort_unstable();
            change.dependents.dedup();
        }
        change
    }

    /// Puts a new `nango-lsp.toml` in, or none. Every file of the project depends on it.
    pub fn set_configuration(&mut self, root: &FilePath, text: Option<&str>) -> Change {
        if self.configurations.get(root).map(|known| &*known.text) == text {
            return Change::alone(ChangeKind::Nothing);
        }
        let configurations = Arc::make_mut(&mut self.configurations);
        match text {
            Some(text) => configurations.insert(root.clone(), Configuration::new(&self.settings, text)),
            None => configurations.remove(root),
        };
        Change {
            kind: ChangeKind::Facts,
            dependents: self.files_of(root),
        }
    }

    /// Puts new settings of the editor in. Every file may depend on them.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = Arc::new(settings);
        for configuration in Arc::make_mut(&mut self.configurations).values_mut() {
            *configuration = Configuration::new(&self.settings, &configuration.text);
        }
    }

    /// The settings of the editor, or of the command line.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The settings of a project: those of the editor, and over them its `nango-lsp.toml`.
    pub fn settings_of(&self, root: &FilePath) -> &Settings {
        self.configurations
            .get(root)
            .map_or(&self.settings, |configuration| &configuration.settings)
    }

    /// What was found in a file, and its suppressions.
    pub fn findings(&self, path: &FilePath) -> Option<&Findings> {
        self.open_findings
            .get(path)
            .or_else(|| self.findings.get(path))
            .map(|findings| &**findings)
    }

    /// Where the lines of a file begin: of every file that a diagnostic can stand in.
    pub fn lines(&self, path: &FilePath) -> Option<Arc<LineIndex>> {
        match (self.workspace.file(path), self.workspace.fixture(path)) {
            (Some(file), _) => Some(file.lines.clone()),
            (None, Some(fixture)) => Some(fixture.lines.clone()),
            (None, None) => beside::lines(self, path),
        }
    }

    /// Every file that may have diagnostics, sorted: all TypeScript files of all projects, and what stands beside them.
    pub fn files(&self) -> Vec<FilePath> {
        let mut files: Vec<FilePath> = self
            .workspace
            .projects()
            .flat_map(|project| self.files_of(project.root()))
            .collect();
        files.extend(self.workspace.files().map(|(path, _)| path.clone()));
        files.sort_unstable();
        files.dedup();
        files
    }

    fn files_of(&self, root: &FilePath) -> Vec<FilePath> {
        let Some(project) = self.workspace.project(root) else {
            return Vec::new();
        };
        let mut files: Vec<FilePath> = project.files().cloned().collect();
        files.extend(beside::files(self, project));
        let fixtures = self.workspace.fixtures().map(|(path, _)| path);
        files.extend(fixtures.filter(|path| project.contains(path)).cloned());
        files.sort_unstable();
        files.dedup();
        files
    }

    /// The functions that `index.ts` should register and does not mention in any form, sorted by path: what rule
    /// `index-unregistered-function` sums up. Parked ones are not among them.
    pub fn unregistered<'a>(&'a self, project: &'a Project) -> Vec<&'a Function> {
        index::unregistered(&Scope {
            analysis: self,
            project,
            settings: self.settings_of(project.root()),
        })
    }

    /// Whether a comment silences a rule in the whole file.
    pub(crate) fn is_silenced(&self, path: &FilePath, rule: &Rule) -> bool {
        self.findings(path).is_some_and(|findings| {
            let mut suppressions = findings.suppressions.iter();
            suppressions.any(|it| it.target == Target::File && it.covers(rule, TextSize::new(0)).is_some())
        })
    }
}

impl Configuration {
    fn new(editor: &Settings, text: &str) -> Configuration {
        let (settings, problems) = editor.with_file(text);
        Configuration {
            text: text.into(),
            lines: Arc::new(LineIndex::new(text)),
            settings: Arc::new(settings),
            problems: problems.into(),
        }
    }
}

#[cfg(test)]
mod tests;
