//! All mutable state of the server.

mod lenses;
mod snapshot;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use lint::{Analysis, Settings};
use project::load::Text;
use project::{Change, ChangeKind, FilePath, Fixture};
use rustc_hash::FxHashSet;
use syntax::{ContentChange, PositionEncoding, Revision, SourceFile};
use tower_lsp::ls_types::Uri;

use crate::agenda::{Agenda, Batch};
use crate::compiler::Verdict;
use crate::disk;
use crate::documents::{Closed, Content, Documents, Mocks};
use crate::lsp::capabilities::ClientFeatures;
use crate::run::{Changed, Choices, Ground, Outcome, Results};

pub use self::lenses::Edits;
pub use self::snapshot::Snapshot;

/// What the server knows. It sits in one mutex; every method is quick, and none reads the disk.
#[derive(Debug, Default)]
pub struct Session {
    encoding: PositionEncoding,
    features: Arc<ClientFeatures>,
    folders: Vec<PathBuf>,
    documents: Documents,
    analysis: Analysis,
    index: Index,
    agenda: Agenda,
    /// What is being diagnosed.
    at_work: Vec<FilePath>,
    results: Arc<Results>,
    choices: Arc<Choices>,
    stale_lenses: bool,
    /// What was known before edits on which the lenses of open functions depend, and these functions.
    lens_edits: Option<(Analysis, BTreeSet<FilePath>)>,
    stale_functions: bool,
}

/// How far the workspace is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Index {
    /// What the open files needed to be diagnosed. Of other files nothing is said: half of a project looks wrong.
    #[default]
    Partial,
    /// All of it.
    Whole,
}

/// Files to diagnose, with the state to diagnose them in.
#[derive(Debug, Clone)]
pub struct Portion {
    /// The files.
    pub batch: Batch,
    /// The state.
    pub snapshot: Snapshot,
}

impl Session {
    /// Takes in what `initialize` says of the client.
    pub fn meet(&mut self, features: ClientFeatures, encoding: PositionEncoding, folders: Vec<PathBuf>) {
        self.features = Arc::new(features);
        self.encoding = encoding;
        self.folders = folders;
    }

    /// The workspace folders.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Adds and removes workspace folders.
    pub fn change_folders(&mut self, added: Vec<PathBuf>, removed: &[PathBuf]) {
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(added);
    }

    /// The state as it is now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            analysis: self.analysis.clone(),
            encoding: self.encoding,
            features: self.features.clone(),
            documents: self.documents.clone(),
            results: self.results.clone(),
            choices: self.choices.clone(),
            index: self.index,
        }
    }

    /// Opens a document.
    pub fn open(&mut self, file: FilePath, uri: Uri, version: i32, text: String) {
        let content = Content::new(&file, text);
        self.documents.open(file.clone(), uri, version, content.clone());
        self.read(file, content);
    }

    /// Edits a document. The changes of one that is not open are nobody's.
    pub fn edit(&mut self, uri: &Uri, version: i32, changes: &[ContentChange]) {
        if let Some((file, content)) = self.documents.change(uri, version, changes, self.encoding) {
            self.read(file, content);
        }
    }

    /// Notes that a document was saved; its path.
    pub fn save(&mut self, uri: &Uri) -> Option<FilePath> {
        self.documents.save(uri)
    }

    /// Notes what stands on the disk in a document that is open.
    pub fn compare(&mut self, file: &FilePath, on_disk: &Text) {
        self.documents.compare(file, on_disk);
    }

    /// Closes a document; its path, if its text has to be read from the disk now.
    pub fn close(&mut self, uri: &Uri) -> Option<FilePath> {
        match self.documents.close(uri)? {
            Closed::Last(file) => Some(file),
            Closed::Other(file, content) => {
                self.read(file, content);
                None
            }
        }
    }

    /// The text of a document is another one.
    fn read(&mut self, file: FilePath, content: Content) {
        self.begin_edit(&file);
        if let Some(change) = self.take_in(&file, content) {
            let is_registry = self.is_registry(&file);
            if let Some(source) = self.source(&file) {
                self.age_results(&file, Some(&source));
            }
            self.note(change, is_registry);
        }
        self.agenda.edited(file);
    }

    /// Puts the text of a document into the analysis; what that changed, if it is one that counts.
    fn take_in(&mut self, file: &FilePath, content: Content) -> Option<Change> {
        match content {
            Content::Source(source) => Some(self.analysis.set_source(file.clone(), source)),
            Content::Fixture(text) => {
                // An editor does not show a byte order mark, and writes it back.
                let known = self.analysis.workspace.fixture(file);
                let byte_order_mark = known.is_some_and(|known| known.byte_order_mark);
                Some(self.set_fixture(file, Some(Fixture::new(&text, byte_order_mark))))
            }
            Content::Mocks(Mocks { text, recorded, .. }) => {
                let mocks = Fixture::new(&text, false).recorded_as(&recorded);
                Some(self.set_fixture(file, Some(mocks)))
            }
            Content::Configuration(_) | Content::Other => None,
        }
    }

    /// Takes a fixture in. What ran with another one says nothing of it.
    fn set_fixture(&mut self, file: &FilePath, fixture: Option<Fixture>) -> Change {
        let change = self.analysis.set_fixture(file.clone(), fixture);
        if change.kind > ChangeKind::Nothing {
            self.age_results(file, None);
        }
        change
    }

    /// The text of a file that is open.
    fn source(&self, file: &FilePath) -> Option<SourceFile> {
        match &self.documents.get(file)?.content {
            Content::Source(source) => Some(source.clone()),
            Content::Fixture(_) | Content::Mocks(_) | Content::Configuration(_) | Content::Other => None,
        }
    }

    /// What runs came to moves along with a file, or is over; none if nothing is known of the file but that it is another one.
    fn age_results(&mut self, file: &FilePath, source: Option<&SourceFile>) {
        if self.results.knows(file) {
            let revision = source.map(|source| Arc::new(Revision::of(source)));
            let changed = Arc::make_mut(&mut self.results).edited(file, revision.as_ref());
            self.show_results(changed);
        }
    }

    fn show_results(&mut self, changed: Changed) {
        changed.files.into_iter().for_each(|file| self.agenda.edited(file));
        self.stale_lenses |= changed.lenses;
        self.stale_functions |= changed.lenses;
    }

    /// Results may have been computed from texts that are others by now.
    fn catch_up_results(&mut self) {
        for file in self.results.files() {
            if let Some(source) = self.source(&file) {
                self.age_results(&file, Some(&source));
            }
        }
    }

    /// Whether the lenses of other files depend on it. Those of the file itself an editor asks for when it is edited.
    fn is_registry(&self, file: &FilePath) -> bool {
        self.analysis
            .workspace
            .project_of(file)
            .is_some_and(|project| project.index_path() == file)
    }

    /// Takes in a change of the disk. The text of an open document is the editor's.
    pub fn disk_changed(&mut self, file: FilePath, change: disk::Change) {
        let is_open = self.documents.get(&file).is_some();
        self.begin_edit(&file);
        if let Some(text) = change.text() {
            self.compare(&file, text);
        }
        match &change {
            disk::Change::Source(_) | disk::Change::Gone | disk::Change::Fixture(_) if is_open => return,
            disk::Change::Source(text) if self.results.knows(&file) => {
                self.age_results(&file, Some(&SourceFile::parse(&*text.text)));
            }
            disk::Change::Gone => self.age_results(&file, None),
            _ => {}
        }
        let change = match change {
            disk::Change::Source(text) => self.analysis.set_closed(file.clone(), &text.text, text.byte_order_mark),
            disk::Change::Gone => self.analysis.remove(&file),
            disk::Change::Fixture(text) => {
                let fixture = text.map(|text| Fixture::new(&text.text, text.byte_order_mark));
                self.set_fixture(&file, fixture)
            }
            disk::Change::Mocks(text) if is_open => {
                let content = text.and_then(|text| self.documents.rerecord(&file, &text.text));
                match content.and_then(|content| self.take_in(&file, content)) {
                    Some(change) => change,
                    None => return,
                }
            }
            disk::Change::Mocks(_) => self.set_fixture(&file, None),
            disk::Change::Manifest(root, manifest) => self.analysis.set_manifest(&root, *manifest),
            disk::Change::Settings(root, text) => self.analysis.set_configuration(&root, text.as_deref()),
        };
        self.note(change, true);
        self.agenda.edited(file);
    }

    fn note(&mut self, change: Change, concerns_lenses: bool) {
        if self.index == Index::Whole {
            self.stale_lenses |= concerns_lenses && !change.moved_only();
            self.stale_functions |= !change.moved_only();
            if change.moved_only() {
                self.agenda.pointing(change.dependents);
            } else {
                self.agenda.dependents(change.dependents);
            }
        }
    }

    /// Takes over what was read from the disk; the open documents win over it.
    pub fn adopt(&mut self, analysis: Analysis) {
        let forgotten = self.analysis.files();
        let settings = self.analysis.settings().clone();
        let old = std::mem::replace(&mut self.analysis, analysis);
        for file in self.results.files() {
            // Of a closed file facts and lines are all that is kept.
            let facts = |analysis: &Analysis| {
                let file = analysis.workspace.file(&file)?;
                Some((file.items.clone(), file.lines.clone()))
            };
            if self.documents.get(&file).is_none() && facts(&old) != facts(&self.analysis) {
                self.age_results(&file, None);
            }
        }
        // All lenses are asked for anew.
        self.lens_edits = None;
        // They may have come while the disk was read.
        self.analysis.set_settings(settings);
        self.index = Index::Whole;
        let open: Vec<_> = self
            .documents
            .iter()
            .map(|(file, it)| (file.clone(), it.content.clone()))
            .collect();
        for (file, content) in open {
            self.take_in(&file, content);
            self.agenda.edited(file);
        }
        self.agenda.dependents(forgotten);
        self.diagnose_all();
    }

    /// Takes over what a document needs to be diagnosed, unless everything is known by now.
    pub fn adopt_around(&mut self, around: Analysis) {
        if self.index == Index::Partial {
            self.analysis.extend(around);
            let open: Vec<_> = self.documents.iter().map(|(file, _)| file.clone()).collect();
            open.into_iter().for_each(|file| self.agenda.edited(file));
        }
    }

    /// The editor's settings.
    pub fn settings(&self) -> &Settings {
        self.analysis.settings()
    }

    /// Puts other settings under those of each project's `nango-lsp.toml`.
    pub fn set_settings(&mut self, settings: Settings) {
        self.analysis.set_settings(settings);
        self.diagnose_all();
    }

    fn diagnose_all(&mut self) {
        self.stale_lenses = true;
        self.stale_functions = true;
        self.agenda.dependents(self.analysis.files());
    }

    /// Notes that a run of a function goes on.
    pub fn begin_run(&mut self, file: FilePath) {
        let changed = Arc::make_mut(&mut self.results).begin(file);
        self.show_results(changed);
    }

    /// Notes that a run of a function goes on no more.
    pub fn end_run(&mut self, file: &FilePath) {
        let changed = Arc::make_mut(&mut self.results).end(file);
        self.show_results(changed);
    }

    /// Notes what a run of a function came to, and what that stands on; none forgets it.
    pub fn set_result(&mut self, file: FilePath, result: Option<(Outcome, Ground)>) {
        let changed = Arc::make_mut(&mut self.results).set(file, result);
        self.show_results(changed);
        self.catch_up_results();
    }

    /// Notes what the compiler said of a project before a dry run, and what that is about; nothing if it compiles.
    pub fn set_verdicts(&mut self, root: FilePath, verdicts: Vec<Verdict>, ground: Ground) {
        let changed = Arc::make_mut(&mut self.results).set_verdicts(root, verdicts, ground);
        self.show_results(changed);
        self.catch_up_results();
    }

    /// Notes with what the user runs functions.
    pub fn set_choices(&mut self, choices: Choices) {
        if *self.choices != choices {
            self.choices = Arc::new(choices);
            self.stale_lenses = true;
        }
    }

    /// What to diagnose next. What was taken before is done.
    pub fn next_portion(&mut self) -> Option<Portion> {
        let batch = self.agenda.take();
        self.at_work = batch.as_ref().map(|batch| batch.files.clone()).unwrap_or_default();
        Some(Portion {
            batch: batch?,
            snapshot: self.snapshot(),
        })
    }

    /// The files that are not diagnosed as they are now.
    pub fn waiting(&self) -> FxHashSet<FilePath> {
        self.agenda.waiting().chain(&self.at_work).cloned().collect()
    }

    /// Whether lenses changed since the last call.
    pub fn take_stale_lenses(&mut self) -> bool {
        std::mem::take(&mut self.stale_lenses)
    }

    /// Whether the outline of functions may be another one since the last call.
    pub fn take_stale_functions(&mut self) -> bool {
        std::mem::take(&mut self.stale_functions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_saved_when_the_disk_has_its_text() {
        let file = FilePath::new("/p/crm/actions/get-contact.ts");
        let uri: Uri = "file:///p/crm/actions/get-contact.ts".parse().expect("an address");
        let mut session = Session::default();
        session.open(file.clone(), uri.clone(), 1, "old\n".to_owned());
        let all = ContentChange {
            range: None,
            text: "new\n".to_owned(),
        };
        session.edit(&uri, 2, &[all]);
        assert!(has(&mut session, &file, b"new\n"));
        assert!(!has(&mut session, &file, b"other\n"));
        // Some editors know a text without its line endings, and one at its end.
        assert!(has(&mut session, &file, b"new"));
        assert!(has(&mut session, &file, b"new\r\n"));
        assert!(!has(&mut session, &file, b"new\n\n"));
        // What is no text cannot be compared.
        assert!(!has(&mut session, &file, b"new\xFF\n"));
        session.save(&uri);
        assert!(has(&mut session, &file, b"new\xFF\n"));
    }

    fn has(session: &mut Session, file: &FilePath, on_disk: &[u8]) -> bool {
        let on_disk = project::load::decode(on_disk.to_vec()).expect("text");
        session.disk_changed(file.clone(), disk::Change::Source(on_disk));
        session.snapshot().is_saved(file)
    }
}
