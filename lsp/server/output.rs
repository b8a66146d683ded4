//! Reports of `check`, one file a format.

pub mod json;
pub mod text;

use lint::{Analysis, Diagnostic};
use project::FilePath;

use crate::sources::Sources;

/// What `check` has found, to be printed in one of the formats.
#[derive(Debug)]
pub struct Report<'a> {
    /// Everything that is known of the projects.
    pub analysis: &'a Analysis,
    /// Texts and their lines.
    pub sources: &'a Sources<'a>,
    /// The projects' roots, sorted.
    pub roots: Vec<FilePath>,
    /// The findings, sorted by path and place.
    pub findings: Vec<(FilePath, Diagnostic)>,
    /// What paths are shown relative to.
    pub bases: Bases,
}

/// The folders that were asked about.
#[derive(Debug)]
pub struct Bases(pub Vec<FilePath>);

impl Bases {
    /// How a path is shown: relative to the first of the folders that it is in, with forward slashes.
    pub fn shown<'p>(&self, path: &'p FilePath) -> &'p str {
        let relative = self
            .0
            .iter()
            .find_map(|base| path.relative_to(base))
            .unwrap_or(path.as_str());
        if relative.is_empty() { "." } else { relative }
    }
}
