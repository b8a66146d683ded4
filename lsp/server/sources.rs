//! Texts of files, for reports that show them.

use std::cell::RefCell;
use std::sync::Arc;

use lint::Analysis;
use project::FilePath;
use project::load::read_file;
use rustc_hash::FxHashMap;
use syntax::LineIndex;

/// Texts and their lines, each text read at most once: of closed files the analysis keeps none.
#[derive(Debug)]
pub struct Sources<'a> {
    analysis: &'a Analysis,
    texts: RefCell<FxHashMap<FilePath, Option<Arc<str>>>>,
}

impl<'a> Sources<'a> {
    /// The texts of what is analysed.
    pub fn new(analysis: &'a Analysis) -> Self {
        Self {
            analysis,
            texts: RefCell::default(),
        }
    }

    /// What is analysed.
    pub fn analysis(&self) -> &'a Analysis {
        self.analysis
    }

    /// The text of a file, without a byte order mark; `None` when it cannot be read.
    pub fn text(&self, file: &FilePath) -> Option<Arc<str>> {
        if let Some(source) = self.analysis.workspace.file(file).and_then(|file| file.source.as_ref()) {
            return Some(source.text().into());
        }
        if let Some(fixture) = self.analysis.workspace.fixture(file) {
            return Some(fixture.text.clone());
        }
        let read = || read_file(file).ok().map(|text| text.text.into());
        self.texts.borrow_mut().entry(file.clone()).or_insert_with(read).clone()
    }

    /// Where the lines of a file begin; `None` when it is not known.
    pub fn lines(&self, file: &FilePath) -> Option<Arc<LineIndex>> {
        self.analysis.lines(file)
    }
}
