//! Whose lenses say something else after an edit of another file. A refresh costs a request for each document, so what changes none
//! asks for none.

use std::collections::BTreeSet;

use ide::Command;
use lint::Analysis;
use project::{FilePath, FixtureName};

use super::Index;
use super::Session;

/// Edits of files on which the lenses of others depend.
#[derive(Debug)]
pub struct Edits {
    /// Before the first of them.
    before: Analysis,
    /// After the last.
    now: Analysis,
    /// The open functions that depend on what was edited.
    functions: BTreeSet<FilePath>,
}

impl Edits {
    /// Whether a lens says something else now.
    pub fn change_lenses(&self) -> bool {
        let mut functions = self.functions.iter();
        functions.any(|function| said(&self.before, function) != said(&self.now, function))
    }
}

/// What the lenses of a function say and do. What its runs came to is told apart.
fn said(analysis: &Analysis, function: &FilePath) -> Vec<(String, Command)> {
    let lenses = ide::code_lenses(analysis, function, |_| None).into_iter();
    lenses.map(|lens| (lens.title, lens.command)).collect()
}

impl Session {
    /// Notes that a file is about to be another one.
    pub(super) fn begin_edit(&mut self, file: &FilePath) {
        // What depends on it is not looked for where it does not matter: git changes thousands of files at once.
        if self.index != Index::Whole || self.documents.iter().all(|(open, _)| open == file) {
            return;
        }
        let functions = self.open_functions_beyond(file);
        if functions.is_empty() {
            return;
        }
        let (_, noted) = self
            .lens_edits
            .get_or_insert_with(|| (self.analysis.clone(), BTreeSet::new()));
        noted.extend(functions);
    }

    /// The edits since the last call; none if no lens of another file depends on any.
    pub fn take_edits(&mut self) -> Option<Edits> {
        let (before, functions) = self.lens_edits.take()?;
        Some(Edits {
            before,
            now: self.analysis.clone(),
            functions,
        })
    }

    /// The open functions whose lenses depend on a file, but for its own: of those an editor asks when it is edited.
    fn open_functions_beyond(&self, file: &FilePath) -> BTreeSet<FilePath> {
        let Some(project) = self.analysis.workspace.project_of(file) else {
            return BTreeSet::new();
        };
        let functions = match FixtureName::of(file) {
            Some(name) => {
                let functions = project.functions_of(&name).unwrap_or_default().into_iter();
                functions.map(|function| function.file.clone()).collect()
            }
            None => project.entries_reaching(file),
        };
        let is_meant = |function: &FilePath| function != file && self.documents.get(function).is_some();
        functions.into_iter().filter(is_meant).collect()
    }
}
