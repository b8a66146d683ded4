//! The documents that the editor has open: their text wins over the disk.

use std::sync::Arc;

use project::load::Text;
use project::{FilePath, FixtureName, MockName};
use rustc_hash::FxHashMap;
use syntax::{ContentChange, PositionEncoding, SourceFile, apply_changes};
use tower_lsp::ls_types::Uri;

/// One open document.
#[derive(Debug, Clone)]
pub struct Document {
    /// The editor's own name for it, with which we answer.
    pub uri: Arc<Uri>,
    /// The version of the text that we have.
    pub version: i32,
    /// Whether it differs from the disk, as far as the editor told us or we have compared them.
    pub unsaved: bool,
    /// Its text, as far as it concerns us.
    pub content: Content,
}

/// The text of an open document.
#[derive(Debug, Clone)]
pub enum Content {
    /// TypeScript, with its tree.
    Source(SourceFile),
    /// The JSON of a fixture.
    Fixture(Arc<str>),
    /// The JSON of recorded mocks.
    Mocks(Mocks),
    /// A `nango-lsp.toml`: for all other files it counts as it is on the disk.
    Configuration(Arc<str>),
    /// Anything else: what counts of it is on the disk.
    Other,
}

/// Recorded mocks: nobody but the recorder writes them.
#[derive(Debug, Clone)]
pub struct Mocks {
    /// The text.
    pub text: Arc<str>,
    /// The text when it was opened, or what another program than the editor has left on the disk since.
    pub recorded: Arc<str>,
    /// What the editor saved last.
    saved: Option<Arc<str>>,
}

/// What has become of a file one of whose documents was closed.
#[derive(Debug)]
pub enum Closed {
    /// It is open no more: its text is on the disk.
    Last(FilePath),
    /// It is still open under another name, with this text.
    Other(FilePath, Content),
}

impl Document {
    /// Whether it is what stands on the disk; `None` if that cannot be told. Which line endings there are, and whether there is
    /// one at the end, does not count: some editors keep that apart from the text, and write it as they see fit.
    fn is_saved_as(&self, on_disk: &Text) -> Option<bool> {
        let text = self.content.text().filter(|_| on_disk.problem.is_none())?;
        Some(text.lines().eq(on_disk.text.lines()))
    }
}

impl Content {
    /// What a text is, by the name of its file.
    pub fn new(file: &FilePath, text: String) -> Self {
        if file.name().ends_with(".ts") {
            Self::Source(SourceFile::parse(text))
        } else if FixtureName::of(file).is_some() {
            Self::Fixture(text.into())
        } else if MockName::of(file).is_some() {
            let text: Arc<str> = text.into();
            Self::Mocks(Mocks {
                recorded: text.clone(),
                text,
                saved: None,
            })
        } else if file.name() == lint::settings::FILE_NAME {
            Self::Configuration(text.into())
        } else {
            Self::Other
        }
    }

    /// The text, unless what counts of it is on the disk.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Source(source) => Some(source.text()),
            Self::Fixture(text) | Self::Configuration(text) => Some(text),
            Self::Mocks(mocks) => Some(&mocks.text),
            Self::Other => None,
        }
    }

    fn apply(&self, changes: &[ContentChange], encoding: PositionEncoding) -> Self {
        match self {
            Self::Source(source) => Self::Source(source.apply(changes, encoding)),
            Self::Fixture(text) => Self::Fixture(apply_changes(text, changes, encoding).into()),
            Self::Mocks(mocks) => Self::Mocks(Mocks {
                text: apply_changes(&mocks.text, changes, encoding).into(),
                ..mocks.clone()
            }),
            Self::Configuration(text) => Self::Configuration(apply_changes(text, changes, encoding).into()),
            Self::Other => Self::Other,
        }
    }
}

/// All open documents, by their path and by the editor's name. Cheap to clone.
///
/// A file may be open under several names, through a link or in two spellings, and as several texts. That which was opened or
/// edited last is the document of its path, and the others wait until it is closed.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// Of each path at least one; the last is its document.
    by_path: Arc<FxHashMap<FilePath, Vec<Document>>>,
    by_uri: Arc<FxHashMap<Arc<Uri>, FilePath>>,
}

impl Documents {
    /// Takes in a document.
    pub fn open(&mut self, path: FilePath, uri: Uri, version: i32, content: Content) {
        let uri = Arc::new(uri);
        Arc::make_mut(&mut self.by_uri).insert(uri.clone(), path.clone());
        let documents = Arc::make_mut(&mut self.by_path).entry(path).or_default();
        documents.retain(|document| document.uri != uri);
        documents.push(Document {
            uri,
            version,
            unsaved: false,
            content,
        });
    }

    /// Takes in a new version of an open document; its path and its new text, if that is the text of the path.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: &[ContentChange],
        encoding: PositionEncoding,
    ) -> Option<(FilePath, Content)> {
        let path = self.by_uri.get(uri)?.clone();
        let documents = Arc::make_mut(&mut self.by_path).get_mut(&path)?;
        let at = documents.iter().position(|document| *document.uri == *uri)?;
        let document = &mut documents[at];
        document.version = version;
        document.unsaved = true;
        document.content = document.content.apply(changes, encoding);
        let content = document.content.clone();
        let (_, newer) = documents[at..].split_first()?;
        // It only takes over from the disk what was saved of the other.
        if newer
            .last()
            .is_some_and(|newest| newest.content.text() == content.text())
        {
            return None;
        }
        documents[at..].rotate_left(1);
        Some((path, content))
    }

    /// Notes that a document and the disk are the same again; its path.
    pub fn save(&mut self, uri: &Uri) -> Option<FilePath> {
        let path = self.by_uri.get(uri)?.clone();
        let mut documents = Arc::make_mut(&mut self.by_path).get_mut(&path)?.iter_mut();
        let document = documents.find(|document| *document.uri == *uri)?;
        document.unsaved = false;
        if let Content::Mocks(mocks) = &mut document.content {
            mocks.saved = Some(mocks.text.clone());
        }
        Some(path)
    }

    /// Notes what stands on the disk in an open file: what an editor opens with the edits of an earlier session was never told as an edit,
    /// and what it takes over from the disk it tells as one, without saving it.
    pub fn compare(&mut self, path: &FilePath, on_disk: &Text) {
        let documents = Arc::make_mut(&mut self.by_path).get_mut(path);
        for document in documents.into_iter().flatten() {
            if let Some(is_saved) = document.is_saved_as(on_disk) {
                document.unsaved = !is_saved;
            }
        }
    }

    /// Notes what stands on the disk in an open file with mocks; its content, if another program than the editor wrote
    /// that while there were edits.
    pub fn rerecord(&mut self, path: &FilePath, on_disk: &str) -> Option<Content> {
        let document = Arc::make_mut(&mut self.by_path).get_mut(path)?.last_mut()?;
        let Content::Mocks(mocks) = &mut document.content else {
            return None;
        };
        if mocks.saved.as_deref() == Some(on_disk) {
            return None;
        }
        let was_edited = mocks.text != mocks.recorded;
        mocks.recorded = on_disk.into();
        // Else the editor is about to show what is there now, and nobody has edited what it still shows.
        was_edited.then(|| document.content.clone())
    }

    /// Forgets a document; what that means for its file.
    pub fn close(&mut self, uri: &Uri) -> Option<Closed> {
        let path = Arc::make_mut(&mut self.by_uri).remove(uri)?;
        let by_path = Arc::make_mut(&mut self.by_path);
        let documents = by_path.get_mut(&path)?;
        let at = documents.iter().position(|document| *document.uri == *uri)?;
        documents.remove(at);
        match documents.last() {
            Some(left) if at == documents.len() => Some(Closed::Other(path, left.content.clone())),
            Some(_) => None,
            None => {
                by_path.remove(&path);
                Some(Closed::Last(path))
            }
        }
    }

    /// The open document of a path.
    pub fn get(&self, path: &FilePath) -> Option<&Document> {
        self.by_path.get(path)?.last()
    }

    /// The path of an open document.
    pub fn path(&self, uri: &Uri) -> Option<&FilePath> {
        self.by_uri.get(uri)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&FilePath, &Document)> {
        let documents = self.by_path.iter();
        documents.filter_map(|(path, documents)| Some((path, documents.last()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_follows_the_other_one_of_its_file_stays_behind_it() {
        let path = FilePath::new("/p/crm/models.ts");
        let [edited, follower]: [Uri; 2] =
            ["file:///p/crm/models.ts", "file:///link/crm/models.ts"].map(|uri| uri.parse().expect("an address"));
        let mut documents = Documents::default();
        for uri in [&edited, &follower] {
            let content = Content::new(&path, "old".to_owned());
            documents.open(path.clone(), uri.clone(), 1, content);
        }
        let mut change = |uri: &Uri, version, text: &str| {
            let changes = [ContentChange {
                range: None,
                text: text.to_owned(),
            }];
            let changed = documents.change(uri, version, &changes, PositionEncoding::Utf16);
            let shown = documents.get(&path).expect("it is open");
            (changed.is_some(), shown.version)
        };
        assert_eq!(change(&edited, 2, "new"), (true, 2));
        assert_eq!(change(&follower, 5, "new"), (false, 2));
        assert_eq!(change(&edited, 3, "newer"), (true, 3));
        assert_eq!(change(&follower, 6, "other"), (true, 6));
        assert!(documents.close(&edited).is_none());
        assert!(matches!(documents.close(&follower), Some(Closed::Last(_))));
        assert!(documents.get(&path).is_none());
    }
}
