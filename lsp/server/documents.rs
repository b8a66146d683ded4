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
#[derive(Debug, Clone, Default)]
pub struct Documents {
    by_path: Arc<FxHashMap<FilePath, Document>>,
    by_uri: Arc<FxHashMap<Arc<Uri>, FilePath>>,
}

impl Documents {
    /// Takes in a document; one that was open under another name for the same path is the older one.
    pub fn open(&mut self, path: FilePath, uri: Uri, version: i32, content: Content) {
        let uri = Arc::new(uri);
        Arc::make_mut(&mut self.by_uri).insert(uri.clone(), path.clone());
        Arc::make_mut(&mut self.by_path).insert(
            path,
            Document {
                uri,
                version,
                unsaved: false,
                content,
            },
        );
    }

    /// Takes in a new version of an open document; its path and its new text.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: &[ContentChange],
        encoding: PositionEncoding,
    ) -> Option<(FilePath, Content)> {
        let path = self.by_uri.get(uri)?.clone();
        let document = Arc::make_mut(&mut self.by_path).get_mut(&path)?;
        document.version = version;
        document.unsaved = true;
        document.content = document.content.apply(changes, encoding);
        Some((path, document.content.clone()))
    }

    /// Notes that a document and the disk are the same again; its path.
    pub fn save(&mut self, uri: &Uri) -> Option<FilePath> {
        let path = self.by_uri.get(uri)?.clone();
        let document = Arc::make_mut(&mut self.by_path).get_mut(&path)?;
        document.unsaved = false;
        if let Content::Mocks(mocks) = &mut document.content {
            mocks.saved = Some(mocks.text.clone());
        }
        Some(path)
    }

    /// Notes what stands on the disk in an open file: what an editor opens with the edits of an earlier session was never told as an edit,
    /// and what it takes over from the disk it tells as one, without saving it.
    pub fn compare(&mut self, path: &FilePath, on_disk: &Text) {
        let document = Arc::make_mut(&mut self.by_path).get_mut(path);
        if let Some(document) = document
            && let Some(is_saved) = document.is_saved_as(on_disk)
        {
            document.unsaved = !is_saved;
        }
    }

    /// Notes what stands on the disk in an open file with mocks; its content, if another program than the editor wrote
    /// that while there were edits.
    pub fn rerecord(&mut self, path: &FilePath, on_disk: &str) -> Option<Content> {
        let document = Arc::make_mut(&mut self.by_path).get_mut(path)?;
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

    /// Forgets a document; its path, unless the same file is still open under another name.
    pub fn close(&mut self, uri: &Uri) -> Option<FilePath> {
        let path = Arc::make_mut(&mut self.by_uri).remove(uri)?;
        if self.by_uri.values().any(|other| *other == path) {
            return None;
        }
        Arc::make_mut(&mut self.by_path).remove(&path);
        Some(path)
    }

    /// The open document of a path.
    pub fn get(&self, path: &FilePath) -> Option<&Document> {
        self.by_path.get(path)
    }

    /// The path of an open document.
    pub fn path(&self, uri: &Uri) -> Option<&FilePath> {
        self.by_uri.get(uri)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&FilePath, &Document)> {
        self.by_path.iter()
    }
}
