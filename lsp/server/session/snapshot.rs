//! The immutable picture of the state, which features read.

use std::sync::Arc;

use ide::Runnable;
use lint::settings::DiagnosticsScope;
use lint::{Analysis, Settings, Severity};
use project::FilePath;
use syntax::{LineIndex, PositionEncoding};
use tower_lsp::ls_types::Uri;

use super::Index;
use crate::documents::{Content, Documents};
use crate::lsp::capabilities::ClientFeatures;
use crate::lsp::{from_proto, uri};
use crate::run::{Choices, Results, Target};

/// The state at one moment. Cheap to clone; whoever holds it is not disturbed by edits.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// What is known of the workspace.
    pub analysis: Analysis,
    /// What the client counts positions in.
    pub encoding: PositionEncoding,
    /// What the client can.
    pub features: Arc<ClientFeatures>,
    /// What the client has open.
    pub documents: Documents,
    /// What the dry runs came to.
    pub results: Arc<Results>,
    /// With what the user runs functions.
    pub choices: Arc<Choices>,
    /// How far the workspace is known.
    pub(super) index: Index,
}

impl Snapshot {
    /// Where a function will run.
    pub fn target(&self, runnable: &Runnable) -> Target {
        let project = self.analysis.workspace.project_of(&runnable.file);
        let root = project.map_or(&runnable.file, |project| project.root());
        let settings = &self.analysis.settings_of(root).dryrun;
        Target::new(settings, &self.choices, root, &runnable.integration, None)
    }

    /// The path of a document: as it was opened, or as the disk has it.
    pub fn path(&self, uri: &Uri) -> Option<FilePath> {
        self.documents.path(uri).cloned().or_else(|| from_proto::path(uri))
    }

    /// The text of an open `nango-lsp.toml`.
    pub fn configuration(&self, file: &FilePath) -> Option<Arc<str>> {
        match &self.documents.get(file)?.content {
            Content::Configuration(text) => Some(text.clone()),
            Content::Source(_) | Content::Fixture(_) | Content::Mocks(_) | Content::Other => None,
        }
    }

    /// Where the lines of a document begin, as it is in the editor.
    pub fn lines(&self, file: &FilePath) -> Option<Arc<LineIndex>> {
        match self.configuration(file) {
            Some(text) => Some(Arc::new(LineIndex::new(&text))),
            None => self.analysis.lines(file),
        }
    }

    /// The client's own name for a file, or ours.
    pub fn uri(&self, file: &FilePath) -> Option<Uri> {
        match self.documents.get(file) {
            Some(document) => Some(document.uri.as_ref().clone()),
            None => uri::from_path(file),
        }
    }

    /// Whether a file belongs to a Nango project.
    pub fn is_in_project(&self, file: &FilePath) -> bool {
        self.analysis.workspace.project_of(file).is_some()
    }

    /// Whether the disk has the text of a file, as far as the editor told us: the CLI reads the disk.
    pub fn is_saved(&self, file: &FilePath) -> bool {
        self.documents.get(file).is_none_or(|document| !document.unsaved)
    }

    /// Whether all of the workspace is known.
    pub fn is_whole(&self) -> bool {
        self.index == Index::Whole
    }

    /// Whether a document has to wait for the whole index, unless what it needs is read beforehand.
    pub fn needs_surroundings(&self, file: &FilePath) -> bool {
        self.index == Index::Partial && !self.is_in_project(file)
    }

    /// What the rules say of a file; none of one that is not looked at.
    pub fn judged(&self, file: &FilePath) -> Option<Vec<lint::Diagnostic>> {
        let is_open = self.documents.get(file).is_some();
        let scope = self.settings_around(file).diagnostics_scope;
        let is_left_out = !is_open && scope == DiagnosticsScope::OpenFiles;
        let is_looked_at = !is_left_out && (self.index == Index::Whole || self.is_understood(file));
        is_looked_at.then(|| match self.configuration(file) {
            Some(text) => self.with_configuration(file, &text).diagnose(file),
            None => self.analysis.diagnose(file),
        })
    }

    /// What an unsaved `nango-lsp.toml` would say, to judge that alone: of other files the saved one decides, or each key that is
    /// typed in it would change all that is shown.
    fn with_configuration(&self, file: &FilePath, text: &str) -> Analysis {
        let mut analysis = self.analysis.clone();
        if let Some(root) = file.folder() {
            analysis.set_configuration(&root, Some(text));
        }
        analysis
    }

    /// What of it is shown: of open files everything, of closed ones errors and warnings, because a panel of thousands of
    /// hints helps nobody.
    pub fn shown(&self, file: &FilePath, mut findings: Vec<lint::Diagnostic>) -> Vec<lint::Diagnostic> {
        let is_open = self.documents.get(file).is_some();
        findings.retain(|finding| is_open || finding.severity <= Severity::Warning);
        findings
    }

    /// The settings of the project around a file.
    fn settings_around(&self, file: &FilePath) -> &Settings {
        match self.analysis.workspace.project_of(file) {
            Some(project) => self.analysis.settings_of(project.root()),
            None => self.analysis.settings(),
        }
    }

    /// Whether a partial index suffices: a function needs its own integration and `index.ts`, which were read with it.
    fn is_understood(&self, file: &FilePath) -> bool {
        let Some(project) = self.analysis.workspace.project_of(file) else {
            return false;
        };
        // A fixture needs the function that it is for.
        let is_fixture = self.analysis.workspace.fixture(file).is_some();
        self.documents.get(file).is_some() && !is_fixture && file.folder().as_ref() != Some(project.root())
    }
}
